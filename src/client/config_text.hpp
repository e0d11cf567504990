#ifndef KORNAK_CLIENT_CONFIG_TEXT_HPP
#define KORNAK_CLIENT_CONFIG_TEXT_HPP

#include <algorithm>
#include <string_view>
#include <vector>

namespace kornak::client {

// The characters of configurations, ASCII only: <cctype> depends on the locale.

inline constexpr std::string_view whitespace = " \t\n\v\f\r";

inline bool is_space(char c) noexcept {
    return whitespace.find(c) != whitespace.npos;
}

inline char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

inline bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

inline std::string_view trim(std::string_view text) noexcept {
    text.remove_prefix(std::min(text.find_first_not_of(whitespace), text.size()));
    return text.substr(0, text.find_last_not_of(whitespace) + 1);
}

/// The items between the commas of `list`; none if it is empty.
inline std::vector<std::string_view> split_list(std::string_view list) {
    std::vector<std::string_view> items;
    for (auto rest = list; !list.empty();) {
        const auto comma = rest.find(',');
        items.push_back(rest.substr(0, comma));
        if (comma == rest.npos)
            break;
        rest.remove_prefix(comma + 1);
    }
    return items;
}

}  // namespace kornak::client

#endif
