#ifndef KORNAK_TYPES_TEXT_HPP
#define KORNAK_TYPES_TEXT_HPP

#include <kornak/codec.hpp>
#include <kornak/oid.hpp>

namespace kornak {

/// Text to send. There is nothing to decode into: a view would have no owner. The text is not validated; a
/// server refuses a zero byte and what its encoding does not allow.
template <>
struct codec<std::string_view> {
    static constexpr std::uint32_t oid = oids::text;
    static constexpr std::uint32_t array_oid = oids::text_array;
    static void encode_binary(wire::byte_writer& to, const std::string_view& value) { to.text(value); }
    static void encode_text(std::string& to, const std::string_view& value) { to += value; }
};

/// A string that ends in a zero byte; never a null pointer.
template <>
struct codec<const char*> {
    static constexpr std::uint32_t oid = oids::text;
    static constexpr std::uint32_t array_oid = oids::text_array;
    static void encode_binary(wire::byte_writer& to, const char* value) { to.text(value); }
    static void encode_text(std::string& to, const char* value) { to += value; }
};

/// Text, and every type whose binary form is its text.
template <>
struct codec<std::string> {
    static constexpr std::uint32_t oid = oids::text;
    static constexpr std::uint32_t array_oid = oids::text_array;
    static constexpr bool accepts(std::uint32_t type) noexcept {
        switch (type) {
            case oids::text:
            case oids::varchar:
            case oids::bpchar:
            case oids::name:
            case oids::char_:
            case oids::unknown:
            case oids::json:
            case oids::xml:
            case oids::refcursor: return true;
        }
        return false;
    }
    static void encode_binary(wire::byte_writer& to, const std::string& value) { to.text(value); }
    static bool decode_binary(wire::bytes_view from, std::string& out) {
        out = wire::as_text(from);
        return true;
    }
    static void encode_text(std::string& to, const std::string& value) { to += value; }
    static bool decode_text(std::string_view from, std::string& out) {
        out = from;
        return true;
    }
};

}  // namespace kornak

#endif
