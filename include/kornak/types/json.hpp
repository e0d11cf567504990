#ifndef KORNAK_TYPES_JSON_HPP
#define KORNAK_TYPES_JSON_HPP

#include <kornak/codec.hpp>
#include <kornak/oid.hpp>

namespace kornak {

/// A JSON document as text, which the server validates and keeps as it is written.
struct json {
    std::string text;

    bool operator==(const json&) const = default;
};

/// A JSON document as text, which the server takes apart: white space, order and repetition of keys are not
/// kept.
struct jsonb {
    std::string text;

    bool operator==(const jsonb&) const = default;
};

template <>
struct codec<json> : codec_for<oids::json, oids::json_array> {
    static void encode_binary(wire::byte_writer& to, const json& value);
    static bool decode_binary(wire::bytes_view from, json& out);
    static void encode_text(std::string& to, const json& value);
    static bool decode_text(std::string_view from, json& out);
};

template <>
struct codec<jsonb> : codec_for<oids::jsonb, oids::jsonb_array> {
    static void encode_binary(wire::byte_writer& to, const jsonb& value);
    static bool decode_binary(wire::bytes_view from, jsonb& out);
    static void encode_text(std::string& to, const jsonb& value);
    static bool decode_text(std::string_view from, jsonb& out);
};

}  // namespace kornak

#endif
