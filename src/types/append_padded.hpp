#ifndef KORNAK_TYPES_APPEND_PADDED_HPP
#define KORNAK_TYPES_APPEND_PADDED_HPP

#include <charconv>
#include <cstdint>
#include <string>

namespace kornak::types {

/// Appends a number that is not negative, with zeros in front up to `width` digits.
inline void append_padded(std::string& to, std::int64_t value, std::size_t width) {
    char digits[20];
    const auto written = std::to_chars(std::begin(digits), std::end(digits), value);
    const auto length = static_cast<std::size_t>(written.ptr - digits);
    if (length < width)
        to.append(width - length, '0');
    to.append(digits, length);
}

}  // namespace kornak::types

#endif
