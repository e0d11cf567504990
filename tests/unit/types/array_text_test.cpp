#include <kornak/types/array_text.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace kornak::types {
namespace {

using token = array_text_reader::token;

/// All tokens up to the end, spelled out: "{ <text> null } end".
std::string tokens_of(std::string_view text, char delimiter = ',') {
    const std::vector<char> exact{text.begin(), text.end()};
    array_text_reader reader{{exact.data(), exact.size()}, delimiter};
    std::string all;
    for (;;) {
        switch (reader.next()) {
            case token::open: all += "{ "; break;
            case token::close: all += "} "; break;
            case token::element:
                all += reader.is_null() ? "null " : '<' + std::string{reader.text()} + "> ";
                break;
            case token::end: EXPECT_EQ(reader.next(), token::end); return all + "end";
            case token::malformed: EXPECT_EQ(reader.next(), token::malformed); return all + "malformed";
        }
    }
}

TEST(array_text_reader, yields_elements_and_braces) {
    EXPECT_EQ(tokens_of("{}"), "{ } end");
    EXPECT_EQ(tokens_of("{1}"), "{ <1> } end");
    EXPECT_EQ(tokens_of("{1,-2,abc}"), "{ <1> <-2> <abc> } end");
    EXPECT_EQ(tokens_of("{{1,2},{3,4}}"), "{ { <1> <2> } { <3> <4> } } end");
    EXPECT_EQ(tokens_of("{{{{{{x}}}}}}"), "{ { { { { { <x> } } } } } } end");
    EXPECT_EQ(tokens_of("{{},{}}"), "{ { } { } } end");
    EXPECT_EQ(tokens_of("{a b, c}"), "{ <a b> < c> } end");
}

TEST(array_text_reader, tells_null_from_the_text_null) {
    EXPECT_EQ(tokens_of("{NULL,null,\"NULL\",NULLs,NUL}"), "{ null null <NULL> <NULLs> <NUL> } end");
}

TEST(array_text_reader, unescapes_quoted_elements) {
    EXPECT_EQ(tokens_of(R"({"","a b","{,}"})"), "{ <> <a b> <{,}> } end");
    EXPECT_EQ(tokens_of(R"({"a\"b","\\","\a","x\\y\"z"})"), R"({ <a"b> <\> <a> <x\y"z> } end)");
    EXPECT_EQ(tokens_of(R"({{"a\"",b},{"c","\"d"}})"), R"({ { <a"> <b> } { <c> <"d> } } end)");
}

TEST(array_text_reader, skips_bounds) {
    EXPECT_EQ(tokens_of("[2:3]={a,b}"), "{ <a> <b> } end");
    EXPECT_EQ(tokens_of("[-1:0][+5:5]={{a},{b}}"), "{ { <a> } { <b> } } end");
    for (const char* text : {"[", "[]={a}", "[1]={a}", "[1:]={a}", "[:1]={a}", "[1:2={a}", "[1:2]{a}",
                             "[1:2]=", "[1:2]=a", "[1:2] ={a}", "[1:99999999999]={a}", "[1:2]=[1:2]={a}"})
        EXPECT_EQ(tokens_of(text), "malformed") << text;
}

TEST(array_text_reader, takes_another_delimiter) {
    EXPECT_EQ(tokens_of("{(1,1),(0,0);(2,2),(1,1)}", ';'), "{ <(1,1),(0,0)> <(2,2),(1,1)> } end");
    EXPECT_EQ(tokens_of("{a;b}"), "{ <a;b> } end");
}

TEST(array_text_reader, rejects_malformed_text) {
    for (const char* text : {"", "a", "}", ",", "\"a\"", " {}"})
        EXPECT_EQ(tokens_of(text), "malformed") << text;
    for (const char* text : {"{", "{,}", "{,a}"})
        EXPECT_EQ(tokens_of(text), "{ malformed") << text;
    for (const char* text : {"{}}", "{}x", "{},", "{} "})
        EXPECT_EQ(tokens_of(text), "{ } malformed") << text;
    for (const char* text :
         {"{a", "{a,", "{a,}", "{a,,b}", "{a{", "{a\"b\"}", "{a\\b}", "{\"a\"b}", "{\"a\"\"b\"}"})
        EXPECT_EQ(tokens_of(text).substr(0, 6), "{ <a> ") << text;
    for (const char* text :
         {"{a", "{a,", "{a,}", "{a,,b}", "{a{", "{a\"b\"}", "{a\\b}", "{\"a\"b}", "{\"a\"\"b\"}"})
        EXPECT_TRUE(tokens_of(text).ends_with("malformed")) << text;
    for (const char* text : {"{\"", "{\"a", "{\"a\\", "{\"a\\\"", "{\\a}"})
        EXPECT_EQ(tokens_of(text), "{ malformed") << text;
    EXPECT_EQ(tokens_of("{{a}{b}}"), "{ { <a> } malformed");
    EXPECT_EQ(tokens_of("{{a},}"), "{ { <a> } malformed");
    EXPECT_EQ(tokens_of("{{{{{{{x}}}}}}}"), "{ { { { { { malformed");
}

TEST(array_element_text, is_quoted_where_it_has_to_be) {
    const auto written = [](std::string_view element, char delimiter = ',') {
        std::string text = "x";
        append_array_element_text(text, element, false, delimiter);
        return text.substr(1);
    };
    for (const std::string_view plain : {"a", "-1.5", "NULLs", "a;b", "(1)", "'", "\x01", "ä"})
        EXPECT_EQ(written(plain), plain);
    for (const std::string_view text :
         {"", "NULL", "null", "Null", "a b", "\t", "\n", "\r", "\v", "\f", "{", "}", ",", "a,b"})
        EXPECT_EQ(written(text), '"' + std::string{text} + '"');
    EXPECT_EQ(written("a\"b"), R"("a\"b")");
    EXPECT_EQ(written("\\"), R"("\\")");
    EXPECT_EQ(written("a;b", ';'), "\"a;b\"");
    EXPECT_EQ(written("a,b", ';'), "a,b");

    std::string text;
    append_array_element_text(text, "ignored", true);
    EXPECT_EQ(text, "NULL");
}

TEST(array_element_text, reads_back_whatever_it_is) {
    std::string element;
    for (int c = 1; c < 256; ++c) {
        element += static_cast<char>(c);
        const std::string single(1, static_cast<char>(c));
        for (const auto& original : {element, single}) {
            std::string text = "{";
            append_array_element_text(text, original, false);
            EXPECT_EQ(tokens_of(text + '}'), "{ <" + original + "> } end");
        }
    }
}

}  // namespace
}  // namespace kornak::types
