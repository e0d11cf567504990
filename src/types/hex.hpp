#ifndef KORNAK_TYPES_HEX_HPP
#define KORNAK_TYPES_HEX_HPP

#include <cstddef>
#include <string>

namespace kornak::types {

/// The value of a hexadecimal digit, or -1.
constexpr int hex_value(char digit) noexcept {
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return -1;
}

inline void append_hex(std::string& to, std::byte value) {
    constexpr char digits[] = "0123456789abcdef";
    to += digits[std::to_integer<unsigned>(value) >> 4];
    to += digits[std::to_integer<unsigned>(value) & 15];
}

/// Two digits as one byte. Returns false if there is anything else.
constexpr bool decode_hex(char high, char low, std::byte& out) noexcept {
    const int value = hex_value(high) * 16 + hex_value(low);
    out = static_cast<std::byte>(value);
    return hex_value(high) >= 0 && hex_value(low) >= 0;
}

}  // namespace kornak::types

#endif
