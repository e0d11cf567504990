#include <kornak/types/bytea.hpp>

#include "types/hex.hpp"

namespace kornak {
namespace {

bool decode_pairs(std::string_view digits, bytea& out) {
    if (digits.size() % 2 != 0)
        return false;
    out.resize(digits.size() / 2);
    for (std::size_t i = 0; i < out.size(); ++i)
        if (!types::decode_hex(digits[2 * i], digits[2 * i + 1], out[i]))
            return false;
    return true;
}

constexpr bool is_octal(char digit, char highest) noexcept {
    return digit >= '0' && digit <= highest;
}

// A backslash is doubled, what cannot be printed is a backslash and three octal digits, all else stands for
// itself.
bool decode_escaped(std::string_view text, bytea& out) {
    out.clear();
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            out.push_back(static_cast<std::byte>(text[i]));
        } else if (text.substr(i + 1, 1) == "\\") {
            out.push_back(std::byte{'\\'});
            ++i;
        } else if (text.size() - i > 3 && is_octal(text[i + 1], '3') && is_octal(text[i + 2], '7') &&
                   is_octal(text[i + 3], '7')) {
            out.push_back(static_cast<std::byte>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 +
                                                 (text[i + 3] - '0')));
            i += 3;
        } else {
            return false;
        }
    }
    return true;
}

}  // namespace

void codec<bytea>::encode_text(std::string& to, const bytea& value) {
    to.reserve(to.size() + 2 + 2 * value.size());
    to += "\\x";
    for (const std::byte b : value)
        types::append_hex(to, b);
}

bool codec<bytea>::decode_text(std::string_view from, bytea& out) {
    if (from.starts_with("\\x"))
        return decode_pairs(from.substr(2), out);
    return decode_escaped(from, out);
}

}  // namespace kornak
