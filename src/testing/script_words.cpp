#include "testing/script_words.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace kornak::testing {
namespace {

constexpr std::string_view blanks = " \t\r";

// Takes what follows a backslash.
char take_escaped(std::string_view& line) {
    if (line.empty())
        throw std::invalid_argument("a string without its closing quote");
    const char c = line.front();
    line.remove_prefix(1);
    switch (c) {
        case '0': return '\0';
        case 'n': return '\n';
        case '"':
        case '\\': return c;
        case 'x': {
            const auto digits = line.substr(0, 2);
            line.remove_prefix(digits.size());
            return static_cast<char>(read_number(digits, 16));
        }
    }
    throw std::invalid_argument(std::string("no such escape: \\") + c);
}

word take_string(std::string_view& line) {
    word w{{}, true};
    for (line.remove_prefix(1); !line.empty();) {
        const char c = line.front();
        line.remove_prefix(1);
        if (c == '"')
            return w;
        w.text += c == '\\' ? take_escaped(line) : c;
    }
    throw std::invalid_argument("a string without its closing quote");
}

}  // namespace

word_list split_words(std::string_view line) {
    word_list words;
    while (true) {
        line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
        if (line.empty() || line.front() == '#')
            return words;
        if (line.front() == '"') {
            words.push_back(take_string(line));
        } else {
            words.push_back({std::string(line.substr(0, line.find_first_of(blanks)))});
            line.remove_prefix(words.back().text.size());
        }
    }
}

std::int64_t read_number(std::string_view digits, int base) {
    std::int64_t value = 0;
    const auto [stop, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (problem != std::errc{} || stop != digits.data() + digits.size())
        throw std::invalid_argument("not a number: " + std::string(digits));
    return value;
}

}  // namespace kornak::testing
