#include "testing/message_text.hpp"

#include <gtest/gtest.h>

#include <kornak/testing/messages.hpp>

namespace kornak::testing {
namespace {

TEST(message_text, names_each_message_and_shows_its_bytes) {
    EXPECT_EQ(describe(query("select 1") + sync(), side::client),
              "    Query: 51 00 00 00 0d 73 65 6c 65 63 74 20 31 00  |Q....select 1.|\n"
              "    Sync: 53 00 00 00 04  |S....|\n");
}

TEST(message_text, knows_that_the_two_sides_use_the_same_tags) {
    EXPECT_EQ(describe(message('S', ""), side::client).substr(4, 5), "Sync:");
    EXPECT_EQ(describe(message('S', ""), side::server).substr(4, 16), "ParameterStatus:");
}

TEST(message_text, names_messages_without_a_tag) {
    const std::pair<bytes, std::string> cases[] = {{startup_message({{"user", "app"}}), "StartupMessage"},
                                                   {ssl_request(), "SSLRequest"},
                                                   {gss_enc_request(), "GSSENCRequest"},
                                                   {cancel_request(1, "1234"), "CancelRequest"}};
    for (const auto& [sent, name] : cases)
        EXPECT_EQ(describe(sent, side::client).substr(4, name.size() + 1), name + ":");
}

TEST(message_text, shows_what_is_no_whole_message_as_such) {
    EXPECT_EQ(describe(sync() + "S", side::client),
              "    Sync: 53 00 00 00 04  |S....|\n"
              "    not a whole message: 53  |S|\n");
    EXPECT_EQ(describe("garbage", side::server),
              "    not a whole message: 67 61 72 62 61 67 65  |garbage|\n");
    EXPECT_EQ(describe(message('~', ""), side::server).substr(4, 16), "unknown message:");
    EXPECT_EQ(describe("", side::server), "");
}

TEST(message_text, cuts_long_messages) {
    const auto text = describe(query(std::string(1000, 'x')), side::client);
    EXPECT_LT(text.size(), 300u);
    EXPECT_NE(text.find("... of 1006 bytes"), std::string::npos);
}

TEST(message_text, measures_the_first_message) {
    EXPECT_EQ(message_size(query("abc") + sync(), side::client), 9u);
    EXPECT_EQ(message_size(ssl_request() + sync(), side::client), 8u);
    EXPECT_EQ(message_size(query("abc").substr(0, 8), side::client), 0u);
    EXPECT_EQ(message_size("", side::client), 0u);
    EXPECT_EQ(message_size(bytes("Q\0\0\0\3", 5), side::client), 0u);
}

}  // namespace
}  // namespace kornak::testing
