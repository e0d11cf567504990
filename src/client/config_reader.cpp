#include "client/config_reader.hpp"

#include <algorithm>
#include <charconv>

#include "client/config_failure.hpp"
#include "client/config_text.hpp"

namespace kornak::client {

namespace {

constexpr std::size_t longest_shown = 60;  // bytes

// At most `longest_shown` bytes, cut before a UTF-8 continuation byte, without control characters.
std::string shown(std::string_view value) {
    const bool cut = value.size() > longest_shown;
    std::size_t size = std::min(value.size(), longest_shown);
    while (cut && size > 0 && (static_cast<unsigned char>(value[size]) & 0xC0) == 0x80)
        --size;
    std::string text(value.substr(0, size));
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, '?');
    return cut ? text + "..." : text;
}

}  // namespace

int config_reader::integer(std::string_view keyword, int when_absent) {
    const auto value = text(keyword);
    if (value.empty())
        return when_absent;
    const auto number = parse_integer(value);
    if (!number)
        refuse(keyword, value, "expected an integer");
    return number.value_or(when_absent);
}

void config_reader::refuse(std::string_view keyword, std::string_view value, std::string_view reason) {
    fail("invalid value \"" + shown(value) + "\" for connection option \"" + std::string(keyword) +
         "\": " + std::string(reason));
}

void config_reader::fail(std::string message) {
    if (!why_)
        why_ = config_failure(std::move(message));
}

std::optional<int> parse_integer(std::string_view text) noexcept {
    text = trim(text);
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

}  // namespace kornak::client
