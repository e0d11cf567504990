#include <kornak/testing/messages.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace kornak::testing {
namespace {

using namespace std::string_view_literals;

column described_column() {
    column c;
    c.name = "id";
    c.table_oid = 16384;
    c.table_column = 1;
    c.type_oid = 23;
    c.type_size = 4;
    c.binary = true;
    return c;
}

TEST(messages, of_a_client_are_as_documented) {
    const std::pair<bytes, std::string_view> cases[] = {
        {startup_message({{"user", "app"}}),
         "\0\0\0\x12"
         "\0\3\0\0"
         "user\0"
         "app\0"
         "\0"sv},
        {startup_message({}, 0x30002),
         "\0\0\0\x09"
         "\0\3\0\2"
         "\0"sv},
        {ssl_request(),
         "\0\0\0\x08"
         "\x04\xd2\x16\x2f"sv},
        {gss_enc_request(),
         "\0\0\0\x08"
         "\x04\xd2\x16\x30"sv},
        {cancel_request(1, "key4"),
         "\0\0\0\x10"
         "\x04\xd2\x16\x2e"
         "\0\0\0\1"
         "key4"sv},
        {password_message("secret"),
         "p\0\0\0\x0b"
         "secret\0"sv},
        {sasl_initial_response("X", "abc"),
         "p\0\0\0\x0d"
         "X\0"
         "\0\0\0\3"
         "abc"sv},
        {sasl_response("abc"),
         "p\0\0\0\7"
         "abc"sv},
        {query("select 1"),
         "Q\0\0\0\x0d"
         "select 1\0"sv},
        {parse("s", "q", {23}),
         "P\0\0\0\x0e"
         "s\0"
         "q\0"
         "\0\1"
         "\0\0\0\x17"sv},
        {bind("p", "s", {"abc", std::nullopt, ""}, {1}, {0, 1}),
         "B\0\0\0\x23"
         "p\0"
         "s\0"
         "\0\1"
         "\0\1"
         "\0\3"
         "\0\0\0\3"
         "abc"
         "\xff\xff\xff\xff"
         "\0\0\0\0"
         "\0\2"
         "\0\0"
         "\0\1"sv},
        {describe_statement("s"),
         "D\0\0\0\7"
         "S"
         "s\0"sv},
        {describe_portal("p"),
         "D\0\0\0\7"
         "P"
         "p\0"sv},
        {execute("p", 5),
         "E\0\0\0\x0a"
         "p\0"
         "\0\0\0\5"sv},
        {close_statement("s"),
         "C\0\0\0\7"
         "S"
         "s\0"sv},
        {close_portal("p"),
         "C\0\0\0\7"
         "P"
         "p\0"sv},
        {flush(), "H\0\0\0\4"sv},
        {sync(), "S\0\0\0\4"sv},
        {terminate(), "X\0\0\0\4"sv},
        {function_call(1299, {"abc"}, {1}, 1),
         "F\0\0\0\x17"
         "\0\0\5\x13"
         "\0\1"
         "\0\1"
         "\0\1"
         "\0\0\0\3"
         "abc"
         "\0\1"sv},
        {copy_data("x"),
         "d\0\0\0\5"
         "x"sv},
        {copy_done(), "c\0\0\0\4"sv},
        {copy_fail("no"),
         "f\0\0\0\7"
         "no\0"sv},
    };
    for (const auto& [made, expected] : cases)
        EXPECT_EQ(made, expected);
}

TEST(messages, of_a_server_are_as_documented) {
    const std::pair<bytes, std::string_view> cases[] = {
        {authentication_ok(),
         "R\0\0\0\x08"
         "\0\0\0\0"sv},
        {authentication_cleartext_password(),
         "R\0\0\0\x08"
         "\0\0\0\3"sv},
        {authentication_md5_password("salt"),
         "R\0\0\0\x0c"
         "\0\0\0\5"
         "salt"sv},
        {authentication_sasl({"A", "B"}),
         "R\0\0\0\x0d"
         "\0\0\0\x0a"
         "A\0"
         "B\0"
         "\0"sv},
        {authentication_sasl_continue("r=x"),
         "R\0\0\0\x0b"
         "\0\0\0\x0b"
         "r=x"sv},
        {authentication_sasl_final("v=x"),
         "R\0\0\0\x0b"
         "\0\0\0\x0c"
         "v=x"sv},
        {negotiate_protocol_version(2, {"o"}),
         "v\0\0\0\x0e"
         "\0\0\0\2"
         "\0\0\0\1"
         "o\0"sv},
        {backend_key_data(1, "key4"),
         "K\0\0\0\x0c"
         "\0\0\0\1"
         "key4"sv},
        {parameter_status("a", "b"),
         "S\0\0\0\x08"
         "a\0"
         "b\0"sv},
        {ready(),
         "Z\0\0\0\5"
         "I"sv},
        {ready('E'),
         "Z\0\0\0\5"
         "E"sv},
        {row_description({described_column()}),
         "T\0\0\0\x1b"
         "\0\1"
         "id\0"
         "\0\0\x40\0"
         "\0\1"
         "\0\0\0\x17"
         "\0\4"
         "\xff\xff\xff\xff"
         "\0\1"sv},
        {data_row({"abc", std::nullopt}),
         "D\0\0\0\x11"
         "\0\2"
         "\0\0\0\3"
         "abc"
         "\xff\xff\xff\xff"sv},
        {command_complete("COPY 1"),
         "C\0\0\0\x0b"
         "COPY 1\0"sv},
        {empty_query_response(), "I\0\0\0\4"sv},
        {portal_suspended(), "s\0\0\0\4"sv},
        {parse_complete(), "1\0\0\0\4"sv},
        {bind_complete(), "2\0\0\0\4"sv},
        {close_complete(), "3\0\0\0\4"sv},
        {no_data(), "n\0\0\0\4"sv},
        {parameter_description({23}),
         "t\0\0\0\x0a"
         "\0\1"
         "\0\0\0\x17"sv},
        {function_call_response(std::nullopt),
         "V\0\0\0\x08"
         "\xff\xff\xff\xff"sv},
        {error("22012", "no"),
         "E\0\0\0\x1e"
         "SERROR\0"
         "VERROR\0"
         "C22012\0"
         "Mno\0"
         "\0"sv},
        {error("57P01", "no", "FATAL"),
         "E\0\0\0\x1e"
         "SFATAL\0"
         "VFATAL\0"
         "C57P01\0"
         "Mno\0"
         "\0"sv},
        {notice("hi"),
         "N\0\0\0\x20"
         "SNOTICE\0"
         "VNOTICE\0"
         "C00000\0"
         "Mhi\0"
         "\0"sv},
        {notification(1, "a", "b"),
         "A\0\0\0\x0c"
         "\0\0\0\1"
         "a\0"
         "b\0"sv},
        {copy_in_response(2),
         "G\0\0\0\x0b"
         "\0"
         "\0\2"
         "\0\0"
         "\0\0"sv},
        {copy_out_response(1, 1),
         "H\0\0\0\x09"
         "\1"
         "\0\1"
         "\0\1"sv},
        {copy_both_response(0),
         "W\0\0\0\7"
         "\0"
         "\0\0"sv},
    };
    for (const auto& [made, expected] : cases)
        EXPECT_EQ(made, expected);
}

TEST(messages, of_any_tag_and_body_can_be_made) {
    EXPECT_EQ(message('!', "\0x"sv),
              "!\0\0\0\6"
              "\0x"sv);
}

TEST(messages, with_all_diagnostic_fields_can_be_made) {
    diagnostics d;
    d.severity = "ERROR";
    d.constraint_name = "items_pkey";
    EXPECT_EQ(error(d),
              "E\0\0\0\x18"
              "SERROR\0"
              "nitems_pkey\0"
              "\0"sv);
    EXPECT_EQ(notice(d),
              "N\0\0\0\x18"
              "SERROR\0"
              "nitems_pkey\0"
              "\0"sv);
}

TEST(messages, that_cannot_be_are_refused) {
    EXPECT_THROW(query("select '\0'"sv), std::invalid_argument);
    EXPECT_THROW(authentication_sasl({std::string("A\0B", 3)}), std::invalid_argument);
    EXPECT_THROW(data_row(value_list(65536)), std::invalid_argument);
}

}  // namespace
}  // namespace kornak::testing
