#ifndef KORNAK_TYPES_SCALAR_HPP
#define KORNAK_TYPES_SCALAR_HPP

#include <limits>

#include <kornak/codec.hpp>
#include <kornak/oid.hpp>

namespace kornak {
namespace types {

void append_integer(std::string& to, std::int64_t value);
/// Decimal digits after an optional minus sign, and nothing else.
bool parse_integer(std::string_view text, std::int64_t& out) noexcept;

/// The shortest text that reads back as the same value, in the notation that PostgreSQL would choose.
void append_float(std::string& to, float value);
void append_float(std::string& to, double value);
bool parse_float(std::string_view text, float& out) noexcept;
bool parse_float(std::string_view text, double& out) noexcept;

/// The integers that PostgreSQL has a type for; `long` and `long long` are two types of one size.
template <class T>
concept integer =
    std::same_as<T, short> || std::same_as<T, int> || std::same_as<T, long> || std::same_as<T, long long>;

template <std::size_t Size>
struct integer_oids;
template <>
struct integer_oids<2> : codec_for<oids::int2, oids::int2_array> {};
template <>
struct integer_oids<4> : codec_for<oids::int4, oids::int4_array> {
    static constexpr bool accepts(std::uint32_t type) noexcept {
        return type == oids::int4 || type == oids::int2;
    }
};
template <>
struct integer_oids<8> : codec_for<oids::int8, oids::int8_array> {
    static constexpr bool accepts(std::uint32_t type) noexcept {
        return type == oids::int8 || integer_oids<4>::accepts(type);
    }
};

}  // namespace types

template <types::integer T>
struct codec<T> : types::integer_oids<sizeof(T)> {
    static void encode_binary(wire::byte_writer& to, const T& value) {
        wire::store_be(to.extend(sizeof(T)), value);
    }
    static bool decode_binary(wire::bytes_view from, T& out) noexcept {
        if (from.size() == sizeof(T)) [[likely]] {
            out = wire::load_be<T>(from.data());
            return true;
        }
        return decode_narrower(from, out);
    }
    static void encode_text(std::string& to, const T& value) { types::append_integer(to, value); }
    static bool decode_text(std::string_view from, T& out) noexcept {
        std::int64_t value = 0;
        if (!types::parse_integer(from, value) || value < std::numeric_limits<T>::min() ||
            value > std::numeric_limits<T>::max())
            return false;
        out = static_cast<T>(value);
        return true;
    }

private:
    static bool decode_narrower(wire::bytes_view from, T& out) noexcept {
        if (sizeof(T) > 4 && from.size() == 4) {
            out = static_cast<T>(wire::load_be<std::int32_t>(from.data()));
            return true;
        }
        if (sizeof(T) > 2 && from.size() == 2) {
            out = wire::load_be<std::int16_t>(from.data());
            return true;
        }
        return false;
    }
};

template <>
struct codec<bool> : codec_for<oids::bool_, oids::bool_array> {
    static void encode_binary(wire::byte_writer& to, const bool& value) { to.u8(value); }
    static bool decode_binary(wire::bytes_view from, bool& out) noexcept {
        if (from.size() != 1 || from[0] > std::byte{1})
            return false;
        out = from[0] == std::byte{1};
        return true;
    }
    static void encode_text(std::string& to, const bool& value) { to += value ? 't' : 'f'; }
    static bool decode_text(std::string_view from, bool& out) noexcept {
        out = from == "t";
        return out || from == "f";
    }
};

template <>
struct codec<float> : codec_for<oids::float4, oids::float4_array> {
    static void encode_binary(wire::byte_writer& to, const float& value) { to.f32(value); }
    static bool decode_binary(wire::bytes_view from, float& out) noexcept {
        if (from.size() != sizeof(float))
            return false;
        out = std::bit_cast<float>(wire::load_be<std::uint32_t>(from.data()));
        return true;
    }
    static void encode_text(std::string& to, const float& value) { types::append_float(to, value); }
    static bool decode_text(std::string_view from, float& out) noexcept {
        return types::parse_float(from, out);
    }
};

template <>
struct codec<double> : codec_for<oids::float8, oids::float8_array> {
    static constexpr bool accepts(std::uint32_t type) noexcept {
        return type == oids::float8 || type == oids::float4;
    }
    static void encode_binary(wire::byte_writer& to, const double& value) { to.f64(value); }
    static bool decode_binary(wire::bytes_view from, double& out) noexcept {
        if (from.size() == sizeof(double)) [[likely]] {
            out = std::bit_cast<double>(wire::load_be<std::uint64_t>(from.data()));
            return true;
        }
        float single = 0;
        const bool decoded = codec<float>::decode_binary(from, single);
        out = single;
        return decoded;
    }
    static void encode_text(std::string& to, const double& value) { types::append_float(to, value); }
    static bool decode_text(std::string_view from, double& out) noexcept {
        return types::parse_float(from, out);
    }
};

template <>
struct codec<kornak::oid> : codec_for<oids::oid, oids::oid_array> {
    static void encode_binary(wire::byte_writer& to, const kornak::oid& value) {
        to.u32(static_cast<std::uint32_t>(value));
    }
    static bool decode_binary(wire::bytes_view from, kornak::oid& out) noexcept {
        if (from.size() != sizeof(kornak::oid))
            return false;
        out = kornak::oid{wire::load_be<std::uint32_t>(from.data())};
        return true;
    }
    static void encode_text(std::string& to, const kornak::oid& value) {
        types::append_integer(to, static_cast<std::uint32_t>(value));
    }
    static bool decode_text(std::string_view from, kornak::oid& out) noexcept {
        std::int64_t value = 0;
        if (!types::parse_integer(from, value) || value < 0 ||
            value > std::numeric_limits<std::uint32_t>::max())
            return false;
        out = kornak::oid{static_cast<std::uint32_t>(value)};
        return true;
    }
};

}  // namespace kornak

#endif
