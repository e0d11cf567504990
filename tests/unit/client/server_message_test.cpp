#include "client/server_message.hpp"

#include <algorithm>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace kornak::client {
namespace {

using namespace std::string_literals;

diagnostics at(const std::string& position) {
    diagnostics d;
    d.message_primary = "no";
    d.statement_position = position;
    return d;
}

// The lines of the excerpt, as they follow the message.
std::string excerpt(const std::string& query, std::size_t position) {
    const auto text = server_message(at(std::to_string(position)), query);
    EXPECT_TRUE(text.starts_with("no\n")) << text;
    return text.substr(std::min<std::size_t>(3, text.size()));
}

std::string repeat(std::string_view text, std::size_t times) {
    std::string repeated;
    for (; times > 0; --times)
        repeated += text;
    return repeated;
}

TEST(server_message, does_not_contain_the_severity) {
    diagnostics d;
    d.severity = "ERROR";
    d.sqlstate = "42601";
    d.message_primary = "no";
    EXPECT_EQ(server_message(d, ""), "no");
}

TEST(server_message, has_everything_in_its_order) {
    auto d = at("8");
    d.message_detail = "it\nfailed";
    d.message_hint = "try it";
    d.internal_query = "select 2";
    d.internal_position = "3";
    d.context = "PL/pgSQL function f() line 3";
    d.schema_name = "public";
    EXPECT_EQ(server_message(d, "select wat"),
              "no\n"
              "LINE 1: select wat\n"
              "               ^\n"
              "DETAIL:  it\nfailed\n"
              "HINT:  try it\n"
              "QUERY:  select 2\n"
              "CONTEXT:  PL/pgSQL function f() line 3");
}

TEST(server_message, shows_the_place_in_a_query_of_the_server) {
    diagnostics d;
    d.message_primary = "no";
    d.internal_position = "8";
    d.internal_query = "select wat";
    d.context = "f()";
    const auto text = "no\nLINE 1: select wat\n               ^\nQUERY:  select wat\nCONTEXT:  f()";
    EXPECT_EQ(server_message(d, "select f()"), text);
    EXPECT_EQ(server_message(d, ""), text);
}

TEST(server_message, has_a_number_where_the_query_is_not_known) {
    auto d = at("8");
    d.message_hint = "h";
    EXPECT_EQ(server_message(d, ""), "no at character 8\nHINT:  h");
    d.statement_position.reset();
    d.internal_position = "8";
    EXPECT_EQ(server_message(d, ""), "no at character 8\nHINT:  h");
    EXPECT_EQ(server_message(d, "select 1"), "no at character 8\nHINT:  h");
}

TEST(server_message, ignores_a_position_that_makes_no_sense) {
    for (const auto& position : {"0"s, "-1"s, "+1"s, "10"s, "99999999999999999999"s, std::string(5000, '9'),
                                 ""s, "x"s, "1x"s, " 1"s, "0x1"s}) {
        auto d = at(position);
        d.message_hint = "h";
        EXPECT_EQ(server_message(d, "select 1"), "no\nHINT:  h") << position;
    }
}

TEST(server_message, is_never_empty) {
    diagnostics d;
    EXPECT_EQ(server_message(d, ""), "the server gave no error message");
    d.severity = "ERROR";
    d.message_primary = " \n";
    EXPECT_EQ(server_message(d, ""), "the server gave no error message");
    d.message_primary.clear();
    d.message_detail = "it failed\n";
    EXPECT_EQ(server_message(d, ""), "DETAIL:  it failed");
}

TEST(server_message, has_the_caret_below_the_place) {
    const struct {
        std::string query;
        std::size_t position;
        std::string lines;
    } cases[] = {
        {"wat", 1, "LINE 1: wat\n        ^"},
        {"wat", 3, "LINE 1: wat\n          ^"},
        {"wat", 4, "LINE 1: wat\n           ^"},  // at the end of the input
        {"a\nbc\nd", 4, "LINE 2: bc\n         ^"},
        {"a\nbc\nd", 5, "LINE 2: bc\n          ^"},  // at the end of a line
        {"a\nbc\nd", 6, "LINE 3: d\n        ^"},
        {"a\nbc\n", 6, "LINE 3: \n        ^"},
        {"a\r\nb\rc\n\rd", 9, "LINE 5: d\n        ^"},  // \r\n ends one line, \n\r two
        {"a\r\nb", 3, "LINE 2: \n        ^"},
        {"\n\n", 2, "LINE 2: \n        ^"},
        {"\t\ta\tb", 5, "LINE 1:   a b\n            ^"},
        {"é 漢字 x", 6, "LINE 1: é 漢字 x\n               ^"},  // ideographs are two columns wide
        {"\uff21🎉x", 3, "LINE 1: \uff21🎉x\n            ^"},
        {"e\u0301\u0001x", 4, "LINE 1: e\u0301\u0001x\n           ^"},
        {std::string(99'999, '\n') + "x", 100'000, "LINE 100000: x\n             ^"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(excerpt(c.query, c.position), c.lines) << c.lines;

    auto d = at("");
    d.statement_position.reset();
    d.internal_position = "1";
    d.internal_query = "";
    EXPECT_EQ(server_message(d, ""), "no\nLINE 1: \n        ^\nQUERY:");
}

TEST(server_message, cuts_a_long_line) {
    const auto digits = [](std::size_t times) { return repeat("0123456789", times); };
    const auto wide = [](std::size_t times) { return repeat("漢", times); };
    const struct {
        std::string query;
        std::size_t position;
        std::string line;
        std::size_t caret;
    } cases[] = {
        {digits(6), 1, digits(6), 0},
        {digits(6), 61, digits(6), 60},
        {digits(7), 1, digits(6) + "...", 0},
        {digits(7), 51, digits(6) + "...", 50},
        {digits(7), 52, "..." + digits(7).substr(1, 60) + "...", 53},
        {digits(7), 61, "..." + digits(6), 53},
        {digits(7), 71, "..." + digits(6), 63},
        {digits(20), 106, "..." + digits(20).substr(55, 60) + "...", 53},
        {digits(20) + "\n0123456789", 201, "..." + digits(6), 63},
        {wide(40), 1, wide(30) + "...", 0},
        {wide(40), 40, "..." + wide(30), 61},
        {wide(80), 60, "..." + wide(30) + "...", 53},
        {"x" + wide(40), 1, "x" + wide(29) + "...", 0},  // half an ideograph does not fit
        {repeat("🎉", 100), 50, "..." + repeat("🎉", 30) + "...", 53},
    };
    for (const auto& c : cases)
        EXPECT_EQ(excerpt(c.query, c.position),
                  "LINE 1: " + c.line + "\n" + std::string(8 + c.caret, ' ') + "^");
}

TEST(server_message, has_the_character_meant_above_the_caret) {
    const std::vector<std::string> alphabet{"a", "b", "\t", "\n", "\r", "漢", "é", "\u0301"};
    std::mt19937 random(7);
    for (int i = 0; i < 5000; ++i) {
        std::vector<std::string> characters(random() % 200);
        std::string query;
        for (auto& c : characters)
            query += c = alphabet[random() % alphabet.size()];
        const auto place = random() % (characters.size() + 1);
        if (query.empty())
            continue;
        const auto lines = excerpt(query, place + 1);
        const auto end = lines.find('\n');
        ASSERT_NE(end, lines.npos);
        const auto caret = lines.size() - end - 2;  // its column
        // The characters above, each as often as it has columns.
        std::vector<std::string> columns;
        for (std::size_t at = 0; at < end;) {
            const auto known = std::find_if(alphabet.begin(), alphabet.end(), [&](const auto& each) {
                return lines.compare(at, each.size(), each) == 0;
            });
            const auto text = known == alphabet.end() ? lines.substr(at, 1) : *known;
            columns.insert(columns.end(), text == "漢" ? 2 : 1, text);
            at += text.size();
        }
        const auto meant = place < characters.size() ? characters[place] : "\n";
        if (meant == "\n" || meant == "\r") {
            EXPECT_EQ(caret, columns.size()) << lines;
        } else {
            ASSERT_LT(caret, columns.size()) << lines;
            EXPECT_EQ(columns[caret], meant == "\t" ? " " : meant) << lines;
        }
        EXPECT_LE(columns.size(), std::string_view("LINE 200: ").size() + 60 + 2 * 3) << lines;
    }
}

TEST(server_message, shows_a_piece_of_a_line_of_megabytes) {
    const auto query = "insert into items values " + repeat("(1, '漢'), ", 1'000'000);
    const auto lines = excerpt(query, 5'000'000);
    EXPECT_TRUE(lines.starts_with("LINE 1: ..."));
    EXPECT_LT(lines.size(), 300u);
    EXPECT_NE(excerpt(query, 10'000'026), "");  // just behind the last character
    EXPECT_EQ(server_message(at("10000027"), query), "no");
}

TEST(server_message, counts_bytes_outside_utf8_as_characters) {
    EXPECT_EQ(excerpt("\xe9t\xe9 wat", 5), "LINE 1: \xe9t\xe9 wat\n            ^");
    EXPECT_EQ(excerpt("\xe6\xbc", 3), "LINE 1: \xe6\xbc\n          ^");
    EXPECT_EQ(excerpt("\x80\xff\xc0\xf8x", 5), "LINE 1: \x80\xff\xc0\xf8x\n            ^");
    // Wherever it is cut.
    for (std::size_t length = 0; length < 300; ++length)
        EXPECT_NE(excerpt(std::string(length, '\x80') + repeat("漢", 70) + std::string(length, '\x80'),
                          length + 35),
                  "");
}

TEST(server_message, replaces_the_message_of_what_a_server_said_of_a_statement) {
    failure why{failure_kind::server, "no", std::make_shared<const diagnostics>(at("1"))};
    EXPECT_EQ(with_server_message(why, "wat").message, "no\nLINE 1: wat\n        ^");
    why.skipped = true;
    EXPECT_EQ(with_server_message(why, "wat").message, "no");
    why.skipped = false;
    why.kind = failure_kind::connection;
    EXPECT_EQ(with_server_message(why, "wat").message, "no");
    EXPECT_EQ(with_server_message({failure_kind::server, "no", nullptr}, "wat").message, "no");
}

}  // namespace
}  // namespace kornak::client
