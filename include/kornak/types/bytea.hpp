#ifndef KORNAK_TYPES_BYTEA_HPP
#define KORNAK_TYPES_BYTEA_HPP

#include <vector>

#include <kornak/codec.hpp>
#include <kornak/oid.hpp>

namespace kornak {

/// Bytes of any value.
using bytea = std::vector<std::byte>;

/// The text form is written in hexadecimal and read in both settings of bytea_output, `hex` and `escape`.
template <>
struct codec<bytea> : codec_for<oids::bytea, oids::bytea_array> {
    static void encode_binary(wire::byte_writer& to, const bytea& value) { to.bytes(value); }
    static bool decode_binary(wire::bytes_view from, bytea& out) {
        out.assign(from.begin(), from.end());
        return true;
    }
    static void encode_text(std::string& to, const bytea& value);
    static bool decode_text(std::string_view from, bytea& out);
};

}  // namespace kornak

#endif
