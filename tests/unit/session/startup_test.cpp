#include "session/startup.hpp"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "startup_login.hpp"
#include "wire/query_messages.hpp"

using namespace startup_test;

namespace {

session::startup_request request_for(std::uint32_t protocol, std::uint32_t oldest = wire::protocol_3_0) {
    auto r = request();
    r.protocol = protocol;
    r.min_protocol = oldest;
    return r;
}

TEST(startup, introduces_itself_with_user_database_and_parameters_in_order) {
    auto r = request();
    r.database = "shop";
    const std::vector<std::pair<std::string, std::string>> parameters{{"client_encoding", "UTF8"},
                                                                      {"application_name", ""}};
    r.parameters = parameters;
    login l(r);
    wire::startup_message m;
    ASSERT_TRUE(
        wire::decode(wire::byte_reader(wire::as_bytes(std::string_view(l.startup_message).substr(4))), m));
    EXPECT_EQ(m.protocol_version, wire::protocol_3_0);
    const wire::parameter_list expected{
        {"user", "joe"}, {"database", "shop"}, {"client_encoding", "UTF8"}, {"application_name", ""}};
    EXPECT_EQ(m.parameters, expected);
}

TEST(startup, leaves_out_a_database_that_is_not_given) {
    login l(request());
    EXPECT_EQ(l.startup_message.find("database"), std::string::npos);
}

TEST(startup, accepts_a_server_that_trusts_us) {
    login l(request());
    EXPECT_FALSE(l.startup.authentication_asked());
    l.receive_request(kind::ok);
    EXPECT_TRUE(l.startup.authentication_asked());
    l.receive(wire::parameter_status{"server_version", "17.2"});
    l.receive(wire::backend_key_data{42, wire::as_bytes("keys")});
    EXPECT_FALSE(l.startup.done());
    l.finish();
    EXPECT_FALSE(l.startup.password_requested());
    EXPECT_EQ(*l.session.parameter("server_version"), "17.2");
    const auto key = l.startup.take_key();
    EXPECT_EQ(key.process_id, 42);
    EXPECT_EQ(key.secret, "keys");
}

TEST(startup, accepts_long_keys_and_none) {
    login longest(request());
    longest.receive_request(kind::ok);
    const std::string secret(256, 'k');
    longest.receive(wire::backend_key_data{1, wire::as_bytes(secret)});
    longest.finish();
    EXPECT_EQ(longest.startup.take_key().secret, secret);

    login none(request());
    none.receive_request(kind::ok);
    none.finish();
    EXPECT_EQ(none.startup.take_key().secret, "");
}

TEST(startup, refuses_keys_of_impossible_length) {
    for (const std::size_t size : {0u, 3u, 257u}) {
        login l(request());
        l.receive_request(kind::ok);
        const std::string secret(size, 'k');
        l.receive(wire::backend_key_data{1, wire::as_bytes(secret)});
        l.expect_refused("malformed cancellation key", failure_kind::protocol);
    }
}

TEST(startup, is_not_let_in_by_a_server_that_skips_the_login) {
    login l(request("secret"));
    l.receive(wire::ready_for_query{});
    EXPECT_TRUE(l.startup.done());
    EXPECT_FALSE(l.startup.succeeded());
}

TEST(startup, refuses_messages_out_of_place) {
    login early_key(request());
    early_key.receive(wire::backend_key_data{1, wire::as_bytes("keys")});
    early_key.expect_refused("is it PostgreSQL?", failure_kind::protocol);

    login during(request("secret"));
    during.receive_request(kind::cleartext_password);
    during.sent();
    during.receive(wire::backend_key_data{1, wire::as_bytes("keys")});
    during.expect_refused("left the authentication unfinished", failure_kind::protocol);

    login after(request());
    after.receive_request(kind::ok);
    after.receive(wire::command_complete{"SELECT 1"});
    after.expect_refused("out of place after the login", failure_kind::protocol);

    login rows(request());
    rows.receive_request(kind::ok);
    rows.receive(wire::data_row{});
    EXPECT_TRUE(rows.startup.done());
    EXPECT_EQ(rows.startup.error()->kind, failure_kind::protocol);
}

TEST(startup, survives_malformed_messages) {
    const std::string table[] = {
        {"R\0\0\0\4", 5},                            // no request
        {"R\0\0\0\7\0\0\0", 8},                      // half a request
        {"R\0\0\0\11\0\0\0\0x", 10},                 // ok with more in it
        {"R\0\0\0\13\0\0\0\5sal", 12},               // a salt of three bytes
        {"R\0\0\0\15\0\0\0\5salt!", 14},             // of five
        {"R\0\0\0\12\0\0\0\12ab", 11},               // mechanisms without an end
        {"R\0\0\0\3", 5},                            // shorter than its own length
        {"R\xff\xff\xff\xff", 5},                    // negative
        {"R\x7f\xff\xff\xff", 5},                    // two gigabytes
        {"R\0\1\0\5", 5},                            // just too large
        {"K\0\0\0\5k", 6},                           // out of place, too
        {"E\0\0\0\5S", 6},                           // an error without an end
        {"v\0\0\0\10\0\0\0\0", 9},                   // no list
        {"v\0\0\0\14\0\0\0\0\x7f\xff\xff\xff", 13},  // a list longer than the message
        {"HTTP/1.1 400 Bad Request\r\n", 26},
        {"\0\0\0\0\0", 5},
    };
    for (const auto& bytes : table) {
        login l(request("secret"));
        l.receive_bytes(bytes);
        EXPECT_TRUE(l.startup.done()) << testing::PrintToString(bytes);
        ASSERT_TRUE(l.startup.error());
        EXPECT_EQ(l.startup.error()->kind, failure_kind::protocol);
        EXPECT_EQ(l.sent(), "");
    }
}

TEST(startup, speaks_the_older_protocol_that_a_server_offers) {
    for (const std::uint32_t offered : {wire::protocol_3_0, 0u}) {
        login l(request_for(wire::protocol_3_2));
        l.receive(wire::negotiate_protocol_version{offered, {}});
        l.receive(wire::negotiate_protocol_version{offered, {}});  // pgbouncer 1.24 says it twice
        l.receive_request(kind::ok);
        l.finish();
        EXPECT_EQ(l.startup.protocol(), wire::protocol_3_0);
    }
}

TEST(startup, speaks_the_protocol_it_asked_for_unless_told_otherwise) {
    login silent(request_for(wire::protocol_3_2));
    silent.receive_request(kind::ok);
    silent.finish();
    EXPECT_EQ(silent.startup.protocol(), wire::protocol_3_2);

    login confirmed(request_for(wire::protocol_3_2));
    confirmed.receive(wire::negotiate_protocol_version{2, {}});
    confirmed.receive_request(kind::ok);
    confirmed.finish();
    EXPECT_EQ(confirmed.startup.protocol(), wire::protocol_3_2);
}

TEST(startup, refuses_protocols_it_did_not_ask_for) {
    const struct {
        std::uint32_t asked, offered;
    } table[] = {{wire::protocol_3_0, wire::protocol_3_2},
                 {wire::protocol_3_2, wire::protocol_3_0 + 1},
                 {wire::protocol_3_2, wire::protocol_3_2 + 1},
                 {wire::protocol_3_2, 9999},
                 {wire::protocol_3_2, 2u << 16},
                 {wire::protocol_3_2, 0xffffffff}};
    for (const auto& row : table) {
        login l(request_for(row.asked));
        l.receive(wire::negotiate_protocol_version{row.offered, {}});
        l.expect_refused("answers a request for protocol 3.", failure_kind::protocol);
    }
}

TEST(startup, refuses_a_server_older_than_min_protocol_version) {
    login l(request_for(wire::protocol_3_2, wire::protocol_3_2));
    l.receive(wire::negotiate_protocol_version{wire::protocol_3_0, {}});
    l.expect_refused("the server speaks protocol 3.0, older than min_protocol_version=3.2");
}

TEST(startup, refuses_answers_to_options_it_did_not_send) {
    login l(request_for(wire::protocol_3_2));
    l.receive(wire::negotiate_protocol_version{wire::protocol_3_0, {"_pq_.compression"}});
    l.expect_refused("options that were not asked for", failure_kind::protocol);
}

TEST(startup, negotiates_only_before_the_login) {
    login l(request("secret"));
    l.receive_request(kind::cleartext_password);
    l.sent();
    l.receive(wire::negotiate_protocol_version{wire::protocol_3_0, {}});
    l.expect_refused("left the authentication unfinished", failure_kind::protocol);
}

TEST(startup, keeps_all_that_a_server_says_when_it_refuses) {
    diagnostics d;
    d.severity = "FATAL";
    d.severity_nonlocalized = "FATAL";
    d.sqlstate = "53300";
    d.message_primary = "sorry, too many clients already";
    d.message_detail = "All 100 of them.";
    d.message_hint = "Come back later.";
    login l(request());
    l.receive_diagnostics(d);
    l.expect_refused(
        "FATAL:  sorry, too many clients already\nDETAIL:  All 100 of them.\nHINT:  Come back later.");
    ASSERT_TRUE(l.startup.error()->server);
    EXPECT_EQ(*l.startup.error()->server, d);
}

TEST(startup, reports_errors_at_every_stage) {
    for (const int stage : {0, 1, 2, 3}) {
        login l(request("secret"));
        if (stage > 0)
            l.receive_request(kind::cleartext_password);
        if (stage > 1)
            l.receive_request(kind::ok);
        if (stage > 2)
            l.receive(wire::backend_key_data{1, wire::as_bytes("keys")});
        l.sent();
        l.receive_error("3D000", "database \"shop\" does not exist");
        l.expect_refused("FATAL:  database \"shop\" does not exist");
        EXPECT_EQ(l.startup.authentication_asked(), stage > 0);
    }
}

TEST(startup, keeps_the_error_of_a_pooler_that_does_not_call_it_fatal) {
    login l(request());
    l.receive_error("08P01", "no such database", "ERROR");
    EXPECT_EQ(l.error(), "ERROR:  no such database");
    l.session.input_closed({failure_kind::connection, "closed", nullptr});
    EXPECT_EQ(l.error(), "ERROR:  no such database");
    EXPECT_TRUE(l.startup.done());
}

TEST(startup, says_that_a_refused_password_came_from_the_password_file) {
    const std::string note = "the password came from the password file";
    for (const bool from_file : {true, false}) {
        for (const char* sqlstate : {"28P01", "28000"}) {
            auto r = request("wrong-secret");
            r.password_from_file = from_file;
            login l(r);
            l.receive_request(kind::cleartext_password);
            l.sent();
            l.receive_error(sqlstate, "password authentication failed for user \"joe\"");
            const bool noted = l.error().find(note) != std::string::npos;
            EXPECT_EQ(noted, from_file && sqlstate == std::string_view("28P01"));
            EXPECT_EQ(l.error().find("wrong-secret"), std::string::npos);
        }
    }
}

TEST(startup, says_where_a_parameter_comes_from_that_a_pooler_does_not_support) {
    auto r = request();
    const std::vector<std::pair<std::string, std::string>> parameters{{"application_name", "test"},
                                                                      {"extra_float_digits", "3"}};
    r.parameters = parameters;
    login l(r);
    l.receive_error("08P01", "unsupported startup parameter: extra_float_digits");
    l.expect_refused("\"extra_float_digits\" is sent at the start of every connection");
}

TEST(startup, tells_what_it_is_waiting_for) {
    login l(request("secret"));
    EXPECT_EQ(l.startup.waiting_for(), "waiting for the server's answer to the login");
    l.receive_request(kind::cleartext_password);
    EXPECT_EQ(l.startup.waiting_for(), "waiting for the server to accept the login");
    l.receive_request(kind::ok);
    EXPECT_EQ(l.startup.waiting_for(), "waiting for the server to get ready after the login");
}

}  // namespace
