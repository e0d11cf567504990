#ifndef KORNAK_SRC_TESTING_SCRIPT_WORDS_HPP
#define KORNAK_SRC_TESTING_SCRIPT_WORDS_HPP

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kornak::testing {

/// A part of a line of a script's text.
struct word {
    std::string text;     // its escapes replaced, if it was quoted
    bool quoted = false;  // a string, whatever it looks like

    bool operator==(const word&) const = default;
};
using word_list = std::vector<word>;

/// The words of a line, up to its comment. Errors: std::invalid_argument, so for the next one.
word_list split_words(std::string_view line);

std::int64_t read_number(std::string_view digits, int base = 10);

}  // namespace kornak::testing

#endif
