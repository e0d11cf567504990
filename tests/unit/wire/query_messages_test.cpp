#include "wire/query_messages.hpp"

#include <string>

#include <gtest/gtest.h>

#include "support/golden_message.hpp"

namespace kornak::wire {
namespace {

using namespace std::string_view_literals;

constexpr auto text = format::text;
constexpr auto binary = format::binary;

TEST(query_messages, of_the_client_are_written_and_read_as_documented) {
    expect_golden("Query", query{"select 1"},
                  "Q\0\0\0\x0d"
                  "select 1\0"sv);
    const std::uint32_t types[] = {23, 0, 0xfffffffe};
    expect_golden("Parse", parse{"s1", "select $1", types},
                  "P\0\0\0\x1f"
                  "s1\0"
                  "select $1\0"
                  "\0\3"
                  "\0\0\0\x17"
                  "\0\0\0\0"
                  "\xff\xff\xff\xfe"sv);
    expect_golden("Parse without types", parse{"", "", {}},
                  "P\0\0\0\x08"
                  "\0"
                  "\0"
                  "\0\0"sv);
    expect_golden("Describe", describe{target::statement, "s1"},
                  "D\0\0\0\x08"
                  "S"
                  "s1\0"sv);
    expect_golden("Describe", describe{target::portal, ""},
                  "D\0\0\0\6"
                  "P"
                  "\0"sv);
    expect_golden("Execute", execute{"p1", 256},
                  "E\0\0\0\x0b"
                  "p1\0"
                  "\0\0\1\0"sv);
    expect_golden("Close", close{target::portal, "p1"},
                  "C\0\0\0\x08"
                  "P"
                  "p1\0"sv);
    expect_golden("Close", close{target::statement, "s1"},
                  "C\0\0\0\x08"
                  "S"
                  "s1\0"sv);
    expect_golden("Flush", flush{}, "H\0\0\0\4"sv);
    expect_golden("Sync", sync{}, "S\0\0\0\4"sv);
    expect_golden("Terminate", terminate{}, "X\0\0\0\4"sv);
}

TEST(query_messages, with_values_are_written_and_read_as_documented) {
    const format formats[] = {text, binary};
    const format one[] = {binary};
    const auto values = as_bytes(
        "\0\0\0\3"
        "abc"
        "\xff\xff\xff\xff"sv);
    expect_golden("Bind", bind{"p1", "s1", formats, 2, values, one},
                  "B\0\0\0\x21"
                  "p1\0"
                  "s1\0"
                  "\0\2"
                  "\0\0"
                  "\0\1"
                  "\0\2"
                  "\0\0\0\3"
                  "abc"
                  "\xff\xff\xff\xff"
                  "\0\1"
                  "\0\1"sv);
    expect_golden("Bind of nothing", bind{"", "", {}, 0, {}, {}},
                  "B\0\0\0\x0c"
                  "\0"
                  "\0"
                  "\0\0"
                  "\0\0"
                  "\0\0"sv);
    expect_golden("Bind with one format for all", bind{"", "", one, 2, values, {}},
                  "B\0\0\0\x19"
                  "\0"
                  "\0"
                  "\0\1"
                  "\0\1"
                  "\0\2"
                  "\0\0\0\3"
                  "abc"
                  "\xff\xff\xff\xff"
                  "\0\0"sv);
    expect_golden("FunctionCall", function_call{1299, formats, 2, values, binary},
                  "F\0\0\0\x1d"
                  "\0\0\5\x13"
                  "\0\2"
                  "\0\0"
                  "\0\1"
                  "\0\2"
                  "\0\0\0\3"
                  "abc"
                  "\xff\xff\xff\xff"
                  "\0\1"sv);
}

TEST(query_messages, of_the_server_are_written_and_read_as_documented) {
    expect_golden("ParseComplete", parse_complete{}, "1\0\0\0\4"sv);
    expect_golden("BindComplete", bind_complete{}, "2\0\0\0\4"sv);
    expect_golden("CloseComplete", close_complete{}, "3\0\0\0\4"sv);
    expect_golden("NoData", no_data{}, "n\0\0\0\4"sv);
    expect_golden("EmptyQueryResponse", empty_query_response{}, "I\0\0\0\4"sv);
    expect_golden("PortalSuspended", portal_suspended{}, "s\0\0\0\4"sv);
    expect_golden("CommandComplete", command_complete{"INSERT 0 1"},
                  "C\0\0\0\x0f"
                  "INSERT 0 1\0"sv);
    expect_golden("ParameterDescription", parameter_description{{23, 0xfffffffe}},
                  "t\0\0\0\x0e"
                  "\0\2"
                  "\0\0\0\x17"
                  "\xff\xff\xff\xfe"sv);
    expect_golden("ParameterDescription of none", parameter_description{},
                  "t\0\0\0\6"
                  "\0\0"sv);
    expect_golden(
        "RowDescription",
        row_description{{{"id", 16384, 1, 23, 4, -1, text}, {"", 0, 0, 1700, -1, 0x0a0006, binary}}},
        "T\0\0\0\x2e"
        "\0\2"
        "id\0"
        "\0\0\x40\0"
        "\0\1"
        "\0\0\0\x17"
        "\0\4"
        "\xff\xff\xff\xff"
        "\0\0"
        "\0"
        "\0\0\0\0"
        "\0\0"
        "\0\0\6\xa4"
        "\xff\xff"
        "\0\x0a\0\6"
        "\0\1"sv);
    expect_golden("RowDescription of no columns", row_description{},
                  "T\0\0\0\6"
                  "\0\0"sv);
    expect_golden("DataRow", data_row{{as_bytes("abc"sv), std::nullopt, bytes_view{}}},
                  "D\0\0\0\x15"
                  "\0\3"
                  "\0\0\0\3"
                  "abc"
                  "\xff\xff\xff\xff"
                  "\0\0\0\0"sv);
    expect_golden("DataRow of no columns", data_row{},
                  "D\0\0\0\6"
                  "\0\0"sv);
    expect_golden("FunctionCallResponse", function_call_response{as_bytes("abc"sv)},
                  "V\0\0\0\x0b"
                  "\0\0\0\3"
                  "abc"sv);
    expect_golden("FunctionCallResponse of NULL", function_call_response{},
                  "V\0\0\0\x08"
                  "\xff\xff\xff\xff"sv);
}

TEST(query_messages, with_values_out_of_range_are_refused) {
    expect_refused<describe>(
        "X"
        "s1\0"sv,
        "neither a statement nor a portal");
    expect_refused<close>(
        "s"
        "s1\0"sv,
        "neither a statement nor a portal");
    expect_refused<data_row>(
        "\0\1"
        "\xff\xff\xff\xfe"sv,
        "a negative length");
    expect_refused<data_row>(
        "\0\1"
        "\x80\0\0\0"sv,
        "a negative length");
    expect_refused<data_row>(
        "\0\1"
        "\0\0\0\4"
        "abc"sv,
        "a length past the end");
    expect_refused<data_row>(
        "\0\1"
        "\x7f\xff\xff\xff"
        "abc"sv,
        "a length far past the end");
    expect_refused<data_row>(
        "\0\2"
        "\x7f\xff\xff\xff"
        "\x7f\xff\xff\xff"sv,
        "lengths whose sum overflows");
    expect_refused<function_call_response>("\xff\xff\xff\xfe"sv, "a negative length");
    expect_refused<row_description>(
        "\0\1"
        "\0"
        "\0\0\0\0"
        "\0\0"
        "\0\0\0\x17"
        "\0\4"
        "\xff\xff\xff\xff"
        "\0\2"sv,
        "no such format");
    expect_refused<row_description>(
        "\0\1"
        "\0"
        "\0\0\0\0"
        "\0\0"
        "\0\0\0\x17"
        "\0\4"
        "\xff\xff\xff\xff"
        "\xff\xff"sv,
        "no such format");
    expect_refused<bind>(
        "\0"
        "\0"
        "\0\1"
        "\0\2"
        "\0\0"
        "\0\0"sv,
        "no such format of a parameter");
    expect_refused<bind>(
        "\0"
        "\0"
        "\0\0"
        "\0\0"
        "\0\1"
        "\0\2"sv,
        "no such format of a column");
    expect_refused<bind>(
        "\0"
        "\0"
        "\0\2"
        "\0\0"
        "\0\0"
        "\0\1"
        "\xff\xff\xff\xff"
        "\0\0"sv,
        "two formats for one value");
    expect_refused<bind>(
        "\0"
        "\0"
        "\0\0"
        "\0\1"
        "\xff\xff\xff\xfe"
        "\0\0"sv,
        "a negative length");
    expect_refused<function_call>(
        "\0\0\0\1"
        "\0\2"
        "\0\0"
        "\0\0"
        "\0\1"
        "\xff\xff\xff\xff"
        "\0\0"sv,
        "two formats for one argument");
    expect_refused<function_call>(
        "\0\0\0\1"
        "\0\0"
        "\0\0"
        "\0\2"sv,
        "no such format of the result");
}

// A list in a message, and bodies that say it is longer than they can be.
template <class Message, class List>
void expect_nothing_reserved(List Message::*list, std::initializer_list<std::string_view> bodies) {
    for (const auto body : bodies) {
        const exact_copy copy(body);
        Message m;
        EXPECT_FALSE(decode(byte_reader(copy.view()), m)) << ::testing::PrintToString(body);
        EXPECT_EQ((m.*list).capacity(), 0u) << ::testing::PrintToString(body);
    }
}

TEST(query_messages, with_impossible_counts_reserve_nothing) {
    expect_nothing_reserved(&data_row::values, {"\xff\xff"sv,
                                                "\xff\xff"
                                                "\0\0\0\0"sv,
                                                "\0\2"
                                                "\0\0\0\0"
                                                "\0\0\0"sv,
                                                "\x80\0"
                                                "\0\0\0\0"sv});
    expect_nothing_reserved(&row_description::fields, {"\xff\xff"sv,
                                                       "\xff\xff"
                                                       "abcdefghijklmnopqrstuvwxyz"sv});
    expect_nothing_reserved(&parameter_description::types, {"\xff\xff"sv,
                                                            "\0\2"
                                                            "\0\0\0\1"
                                                            "\0\0\0"sv});
}

TEST(query_messages, take_as_many_parameters_as_sixteen_bits_can_count) {
    const std::vector<std::uint32_t> most(65535, 23);
    decoded<parse> d;
    const auto bytes = encoded(parse{"", "", most});
    ASSERT_TRUE(d.from(byte_reader(as_bytes(bytes).subspan(header_size))));
    EXPECT_EQ(d.types, most);

    const std::vector<std::uint32_t> too_many(65536, 23);
    byte_writer out;
    encode(out, parse{"", "", too_many});
    EXPECT_EQ(out.first_fault(), byte_writer::fault::too_large);
}

TEST(query_messages, with_a_zero_byte_inside_a_text_are_marked_as_faulty) {
    byte_writer out;
    encode(out, query{"select '\0'"sv});
    EXPECT_EQ(out.first_fault(), byte_writer::fault::embedded_zero);
}

TEST(data_row_message, gives_views_into_its_body) {
    const exact_copy copy(
        "\0\2"
        "\0\0\0\3"
        "abc"
        "\xff\xff\xff\xff"sv);
    data_row m;
    ASSERT_TRUE(decode(byte_reader(copy.view()), m));
    ASSERT_EQ(m.values.size(), 2u);
    EXPECT_EQ(m.values[0]->data(), copy.view().data() + 6);
    EXPECT_EQ(m.values[1], std::nullopt);
}

}  // namespace
}  // namespace kornak::wire
