#ifndef KORNAK_TYPES_UUID_HPP
#define KORNAK_TYPES_UUID_HPP

#include <array>
#include <compare>
#include <optional>

#include <kornak/codec.hpp>
#include <kornak/oid.hpp>

namespace kornak {

/// A universally unique identifier (RFC 9562), ordered as in PostgreSQL.
struct uuid {
    std::array<std::byte, 16> bytes{};

    /// Reads 32 hexadecimal digits, with or without braces around them and with a dash after any group of
    /// four.
    static std::optional<uuid> parse(std::string_view text) noexcept;
    /// 36 characters, lower case: "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11".
    std::string to_string() const;

    auto operator<=>(const uuid&) const = default;
};

template <>
struct codec<uuid> : codec_for<oids::uuid, oids::uuid_array> {
    static void encode_binary(wire::byte_writer& to, const uuid& value) { to.bytes(value.bytes); }
    static bool decode_binary(wire::bytes_view from, uuid& out) noexcept {
        if (from.size() != out.bytes.size())
            return false;
        std::memcpy(out.bytes.data(), from.data(), out.bytes.size());
        return true;
    }
    static void encode_text(std::string& to, const uuid& value);
    static bool decode_text(std::string_view from, uuid& out) noexcept;
};

}  // namespace kornak

#endif
