#include <kornak/types/json.hpp>

namespace kornak {
namespace {

// The binary form of jsonb is its text behind the number of the format, of which there has only ever been
// one.
constexpr std::byte jsonb_version{1};

}  // namespace

void codec<json>::encode_binary(wire::byte_writer& to, const json& value) {
    to.text(value.text);
}

bool codec<json>::decode_binary(wire::bytes_view from, json& out) {
    out.text = wire::as_text(from);
    return true;
}

void codec<json>::encode_text(std::string& to, const json& value) {
    to += value.text;
}

bool codec<json>::decode_text(std::string_view from, json& out) {
    out.text = from;
    return true;
}

void codec<jsonb>::encode_binary(wire::byte_writer& to, const jsonb& value) {
    to.u8(static_cast<std::uint8_t>(jsonb_version));
    to.text(value.text);
}

bool codec<jsonb>::decode_binary(wire::bytes_view from, jsonb& out) {
    if (from.empty() || from[0] != jsonb_version)
        return false;
    out.text = wire::as_text(from.subspan(1));
    return true;
}

void codec<jsonb>::encode_text(std::string& to, const jsonb& value) {
    to += value.text;
}

bool codec<jsonb>::decode_text(std::string_view from, jsonb& out) {
    out.text = from;
    return true;
}

}  // namespace kornak
