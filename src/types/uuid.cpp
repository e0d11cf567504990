#include <kornak/types/uuid.hpp>

#include "types/hex.hpp"

namespace kornak {

std::optional<uuid> uuid::parse(std::string_view text) noexcept {
    if (text.size() >= 2 && text.front() == '{' && text.back() == '}')
        text = text.substr(1, text.size() - 2);
    uuid parsed;
    for (std::size_t i = 0; i < parsed.bytes.size(); ++i) {
        if (i > 0 && i % 2 == 0 && text.starts_with('-'))
            text.remove_prefix(1);
        if (text.size() < 2 || !types::decode_hex(text[0], text[1], parsed.bytes[i]))
            return std::nullopt;
        text.remove_prefix(2);
    }
    if (!text.empty())
        return std::nullopt;
    return parsed;
}

std::string uuid::to_string() const {
    std::string text;
    codec<uuid>::encode_text(text, *this);
    return text;
}

void codec<uuid>::encode_text(std::string& to, const uuid& value) {
    for (std::size_t i = 0; i < value.bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            to += '-';
        types::append_hex(to, value.bytes[i]);
    }
}

bool codec<uuid>::decode_text(std::string_view from, uuid& out) noexcept {
    const auto parsed = uuid::parse(from);
    if (!parsed)
        return false;
    out = *parsed;
    return true;
}

}  // namespace kornak
