#include "wire/startup_messages.hpp"

#include <string>

#include <gtest/gtest.h>

#include "support/golden_message.hpp"

namespace kornak::wire {
namespace {

using namespace std::string_view_literals;
using kind = authentication::kind;

const std::string long_key(32, '\xa5');

TEST(startup_messages, without_a_tag_are_written_and_read_as_documented) {
    expect_golden("StartupMessage", startup_message{protocol_3_0, {{"user", "app"}, {"database", "shop"}}},
                  "\0\0\0\x20"
                  "\0\3\0\0"
                  "user\0"
                  "app\0"
                  "database\0"
                  "shop\0"
                  "\0"sv);
    expect_golden("StartupMessage of protocol 3.2", startup_message{protocol_3_2, {{"user", ""}}},
                  "\0\0\0\x0f"
                  "\0\3\0\2"
                  "user\0"
                  "\0"
                  "\0"sv);
    expect_golden("StartupMessage without settings", startup_message{protocol_3_0, {}},
                  "\0\0\0\x09"
                  "\0\3\0\0"
                  "\0"sv);
    expect_golden("CancelRequest", cancel_request{0x01020304, as_bytes("\xfe\xdc\xba\x98"sv)},
                  "\0\0\0\x10"
                  "\x04\xd2\x16\x2e"
                  "\1\2\3\4"
                  "\xfe\xdc\xba\x98"sv,
                  8);
    expect_golden("CancelRequest of protocol 3.2", cancel_request{-2, as_bytes(long_key)},
                  std::string("\0\0\0\x2c"
                              "\x04\xd2\x16\x2e"
                              "\xff\xff\xff\xfe"sv) +
                      long_key,
                  8);
}

TEST(startup_messages, that_only_ask_for_encryption_are_written_as_documented) {
    EXPECT_EQ(encoded(ssl_request{}),
              "\0\0\0\x08"
              "\x04\xd2\x16\x2f"sv);
    EXPECT_EQ(encoded(gss_enc_request{}),
              "\0\0\0\x08"
              "\x04\xd2\x16\x30"sv);
}

TEST(startup_messages, of_the_client_are_written_and_read_as_documented) {
    expect_golden("PasswordMessage", password_message{"open-sesame"},
                  "p\0\0\0\x10"
                  "open-sesame\0"sv);
    expect_golden("SASLInitialResponse", sasl_initial_response{"SCRAM-SHA-256", as_bytes("n,,n=,r=abc"sv)},
                  "p\0\0\0\x21"
                  "SCRAM-SHA-256\0"
                  "\0\0\0\x0b"
                  "n,,n=,r=abc"sv);
    expect_golden("SASLResponse", sasl_response{as_bytes("c=biws"sv)},
                  "p\0\0\0\x0a"
                  "c=biws"sv,
                  0);
}

TEST(startup_messages, of_the_server_are_written_and_read_as_documented) {
    expect_golden("NegotiateProtocolVersion", negotiate_protocol_version{2, {"_pq_.one", "_pq_.two"}},
                  "v\0\0\0\x1e"
                  "\0\0\0\2"
                  "\0\0\0\2"
                  "_pq_.one\0"
                  "_pq_.two\0"sv);
    expect_golden("NegotiateProtocolVersion without options", negotiate_protocol_version{0, {}},
                  "v\0\0\0\x0c"
                  "\0\0\0\0"
                  "\0\0\0\0"sv);
    expect_golden("BackendKeyData", backend_key_data{4242, as_bytes("\1\2\3\4"sv)},
                  "K\0\0\0\x0c"
                  "\0\0\x10\x92"
                  "\1\2\3\4"sv,
                  8);
    expect_golden("BackendKeyData of protocol 3.2", backend_key_data{4242, as_bytes(long_key)},
                  std::string("K\0\0\0\x28"
                              "\0\0\x10\x92"sv) +
                      long_key,
                  8);
    expect_golden("ParameterStatus", parameter_status{"TimeZone", "Europe/Prague"},
                  "S\0\0\0\x1b"
                  "TimeZone\0"
                  "Europe/Prague\0"sv);
    expect_golden("ReadyForQuery", ready_for_query{transaction_status::idle},
                  "Z\0\0\0\5"
                  "I"sv);
    expect_golden("ReadyForQuery", ready_for_query{transaction_status::in_transaction},
                  "Z\0\0\0\5"
                  "T"sv);
    expect_golden("ReadyForQuery", ready_for_query{transaction_status::in_error},
                  "Z\0\0\0\5"
                  "E"sv);
}

TEST(startup_messages, that_ask_for_authentication_are_written_and_read_as_documented) {
    const auto salt = as_bytes("\1\2\3\4"sv);
    expect_golden("AuthenticationOk", authentication{kind::ok, {}},
                  "R\0\0\0\x08"
                  "\0\0\0\0"sv);
    expect_golden("AuthenticationKerberosV5", authentication{kind::kerberos_v5, {}},
                  "R\0\0\0\x08"
                  "\0\0\0\2"sv);
    expect_golden("AuthenticationCleartextPassword", authentication{kind::cleartext_password, {}},
                  "R\0\0\0\x08"
                  "\0\0\0\3"sv);
    expect_golden("AuthenticationMD5Password", authentication{kind::md5_password, salt},
                  "R\0\0\0\x0c"
                  "\0\0\0\5"
                  "\1\2\3\4"sv);
    expect_golden("AuthenticationGSS", authentication{kind::gss, {}},
                  "R\0\0\0\x08"
                  "\0\0\0\7"sv);
    expect_golden("AuthenticationGSSContinue", authentication{kind::gss_continue, salt},
                  "R\0\0\0\x0c"
                  "\0\0\0\x08"
                  "\1\2\3\4"sv,
                  4);
    expect_golden("AuthenticationSSPI", authentication{kind::sspi, {}},
                  "R\0\0\0\x08"
                  "\0\0\0\x09"sv);
    expect_golden("AuthenticationSASL", authentication{kind::sasl, as_bytes("SCRAM-SHA-256\0\0"sv)},
                  "R\0\0\0\x17"
                  "\0\0\0\x0a"
                  "SCRAM-SHA-256\0"
                  "\0"sv,
                  4);
    expect_golden("AuthenticationSASLContinue", authentication{kind::sasl_continue, as_bytes("r=x"sv)},
                  "R\0\0\0\x0b"
                  "\0\0\0\x0b"
                  "r=x"sv,
                  4);
    expect_golden("AuthenticationSASLFinal", authentication{kind::sasl_final, as_bytes("v=x"sv)},
                  "R\0\0\0\x0b"
                  "\0\0\0\x0c"
                  "v=x"sv,
                  4);
}

TEST(startup_messages, of_a_later_protocol_ask_for_authentication_in_ways_we_only_can_name) {
    authentication m;
    ASSERT_TRUE(decode(byte_reader(as_bytes("\0\0\0\x63"
                                            "anything"sv)),
                       m));
    EXPECT_EQ(static_cast<int>(m.request), 0x63);
}

TEST(startup_messages, with_values_out_of_range_are_refused) {
    expect_refused<startup_message>(
        "\0\3\0\0"
        "user\0"
        "app\0"sv,
        "no end of the list");
    expect_refused<startup_message>(
        "\0\3\0\0"
        "user\0"
        "\0"sv,
        "an odd list");
    expect_refused<cancel_request>(
        "\x04\xd2\x16\x2f"
        "\0\0\0\1"
        "\1\2\3\4"sv,
        "the code of another request");
    expect_refused<sasl_initial_response>(
        "SCRAM\0"
        "\xff\xff\xff\xfe"sv,
        "a negative length");
    expect_refused<sasl_initial_response>(
        "SCRAM\0"
        "\0\0\0\2"
        "a"sv,
        "a length past the end");
    expect_refused<sasl_initial_response>(
        "SCRAM\0"
        "\xff\xff\xff\xff"
        "a"sv,
        "no response, and yet a byte of it");
    expect_refused<backend_key_data>(
        "\0\0\0\1"
        "\1\2\3"sv,
        "a key of three bytes");
    expect_refused<backend_key_data>(std::string(4 + 257, 'k'), "a key that is too long");
    expect_refused<ready_for_query>("\0"sv, "no such status");
    expect_refused<ready_for_query>("i"sv, "no such status");
    expect_refused<authentication>(
        "\0\0\0\0"
        "x"sv,
        "data where there is none");
    expect_refused<authentication>(
        "\0\0\0\5"
        "\1\2\3\4\5"sv,
        "a salt of five bytes");
}

TEST(startup_messages, without_an_initial_sasl_response_have_none) {
    sasl_initial_response m;
    ASSERT_TRUE(decode(byte_reader(as_bytes("X\0"
                                            "\xff\xff\xff\xff"sv)),
                       m));
    EXPECT_EQ(m.mechanism, "X");
    EXPECT_TRUE(m.data.empty());
}

TEST(negotiate_protocol_version_message, with_an_impossible_count_reserves_nothing) {
    for (const auto body : {"\0\0\0\0"
                            "\x7f\xff\xff\xff"
                            "a\0"sv,
                            "\0\0\0\0"
                            "\xff\xff\xff\xff"
                            "a\0"sv,
                            "\0\0\0\0"
                            "\0\0\0\3"
                            "a\0"sv}) {
        negotiate_protocol_version m;
        EXPECT_FALSE(decode(byte_reader(as_bytes(body)), m));
        EXPECT_EQ(m.unrecognized_options.capacity(), 0u);
    }
}

TEST(authentication_message, lists_the_mechanisms_of_sasl) {
    const struct {
        std::string_view list;
        bool well_formed;
        std::vector<std::string_view> names;
    } cases[] = {
        {"SCRAM-SHA-256-PLUS\0SCRAM-SHA-256\0\0"sv, true, {"SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"}},
        {"\0"sv, true, {}},
        {""sv, false, {}},
        {"SCRAM-SHA-256\0"sv, false, {}},
        {"SCRAM-SHA-256"sv, false, {}},
        {"SCRAM-SHA-256\0\0more\0"sv, false, {}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(::testing::PrintToString(c.list));
        const exact_copy copy(c.list);
        std::vector<std::string_view> names;
        EXPECT_EQ((authentication{kind::sasl, copy.view()}.mechanisms(names)), c.well_formed);
        if (c.well_formed) {
            EXPECT_EQ(names, c.names);
        }
    }
}

}  // namespace
}  // namespace kornak::wire
