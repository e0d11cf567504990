#include "session/saslprep.hpp"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

using kornak::session::saslprep;
using namespace std::string_view_literals;

namespace {

TEST(saslprep, leaves_ascii_as_it_is) {
    for (const auto password : {""sv, "pencil"sv, " two  words "sv, "tab\tand\x7F"sv, "zero\0inside"sv})
        EXPECT_EQ(saslprep(password), password);
}

TEST(saslprep, leaves_what_is_not_utf_8_as_it_is) {
    for (const auto password : {"caf\xE9"sv, "\x80"sv, "\xC0\xAF"sv, "\xED\xA0\x80"sv, "\xF4\x90\x80\x80"sv,
                                "cut\xE2\x82"sv, "\xFF\xFE"sv})
        EXPECT_EQ(saslprep(password), password);
}

// CMakeLists.txt builds with ICU wherever it is installed.
#if __has_include(<unicode/usprep.h>)

TEST(saslprep, prepares_as_the_examples_of_rfc_4013) {
    EXPECT_EQ(saslprep("I\u00ADX"), "IX");  // soft hyphen: mapped to nothing
    EXPECT_EQ(saslprep("\u00AA"), "a");     // NFKC
    EXPECT_EQ(saslprep("\u2168"), "IX");    // NFKC
    EXPECT_EQ(saslprep("user"), "user");
    EXPECT_EQ(saslprep("USER"), "USER");
}

TEST(saslprep, makes_one_password_of_two_ways_to_type_it) {
    EXPECT_EQ(saslprep("cafe\u0301"), saslprep("caf\u00E9"));
    EXPECT_EQ(saslprep("a\u00A0b"), "a b");
    EXPECT_EQ(saslprep("a\u3000b"), "a b");
}

TEST(saslprep, finds_room_for_the_longest_expansion) {
    std::string ligatures, letters;
    for (int i = 0; i < 100; ++i) {
        ligatures += "\uFDFA";  // 18 letters and spaces in one code point
        letters +=
            "\u0635\u0644\u0649 \u0627\u0644\u0644\u0647 \u0639\u0644\u064A\u0647 \u0648\u0633\u0644\u0645";
    }
    EXPECT_EQ(saslprep(ligatures), letters);
}

TEST(saslprep, leaves_what_it_may_not_prepare_as_it_is) {
    for (const auto password :
         {"control\u00ADcharacter\x07"sv,       // prohibited, beside something to map
          "private\uE000"sv, "\u0627\u0031"sv,  // right-to-left text that ends otherwise
          "\u00AD"sv,                           // nothing would be left
          "\U0001F600"sv, "\u0221"sv})          // unassigned in Unicode 3.2
        EXPECT_EQ(saslprep(password), password);
}

#endif

}  // namespace
