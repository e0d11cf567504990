#include "client/copy_text.hpp"

#include <string>

#include <gtest/gtest.h>

namespace kornak::client {
namespace {

using namespace std::string_literals;

std::string escaped(std::string_view value) {
    wire::byte_writer out;
    out.text("before ");
    append_copy_text(out, value);
    return std::string(wire::as_text(out.view()).substr(7));
}

TEST(copy_text, leaves_what_is_plain) {
    for (const auto& plain :
         {""s, "plain"s, "漢字 é"s, "\"quoted\", 'too'"s, "NULL"s, "\x01\x7f\x80\xff"s, "N"s})
        EXPECT_EQ(escaped(plain), plain);
}

TEST(copy_text, escapes_what_would_end_a_value_or_a_row) {
    EXPECT_EQ(escaped("a\tb\nc\rd\\e"), "a\\tb\\nc\\rd\\\\e");
    EXPECT_EQ(escaped("\b\f\v"), "\\b\\f\\v");
    EXPECT_EQ(escaped("\\"), "\\\\");
    EXPECT_EQ(escaped("\n\n"), "\\n\\n");
}

TEST(copy_text, does_not_take_a_value_for_null_or_the_end_of_data) {
    EXPECT_EQ(escaped("\\N"), "\\\\N");
    EXPECT_EQ(escaped("\\."), "\\\\.");
}

// As the server reads it: documentation of COPY, "Text Format".
std::string unescaped(std::string_view text) {
    const std::string_view letters = "bfnrtv\\", meanings = "\b\f\n\r\t\v\\";
    std::string value;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            EXPECT_EQ(meanings.find(text[i]), meanings.npos) << "a byte is not escaped: " << int{text[i]};
            value += text[i];
            continue;
        }
        const auto letter = letters.find(text[++i]);
        EXPECT_NE(letter, letters.npos) << text[i];
        value += meanings[letter % meanings.size()];
    }
    return value;
}

TEST(copy_text, is_read_back_for_every_pair_of_bytes) {
    for (int first = 0; first < 256; ++first)
        for (int second = 0; second < 256; ++second) {
            const std::string value{static_cast<char>(first), static_cast<char>(second)};
            ASSERT_EQ(unescaped(escaped(value)), value);
        }
}

}  // namespace
}  // namespace kornak::client
