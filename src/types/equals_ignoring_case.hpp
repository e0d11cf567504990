#ifndef KORNAK_TYPES_EQUALS_IGNORING_CASE_HPP
#define KORNAK_TYPES_EQUALS_IGNORING_CASE_HPP

#include <algorithm>
#include <string_view>

namespace kornak::types {

/// Compares with a word that is given in lower case; only ASCII letters have another case here.
constexpr bool equals_ignoring_case(std::string_view text, std::string_view lower) noexcept {
    const auto to_lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::equal(text, lower, {}, to_lower);
}

}  // namespace kornak::types

#endif
