#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "connect_test_settings.hpp"
#include "scripted_peer.hpp"

using namespace kornak;
using namespace peer_test;
using net::session_attrs;

namespace {

using parameters = std::vector<std::pair<std::string, std::string>>;

const parameters primary{{"default_transaction_read_only", "off"}, {"in_hot_standby", "off"}};
const parameters standby{{"default_transaction_read_only", "off"}, {"in_hot_standby", "on"}};
const parameters frozen{{"default_transaction_read_only", "on"}, {"in_hot_standby", "off"}};

/// Lets clients in and reports what it is.
script reporting(const parameters& role) {
    return [role](peer_end& client) { client.let_in(role); };
}
/// As `reporting`, for a client that will not stay.
script reporting_in_vain(const parameters& role) {
    return [role](peer_end& client) {
        client.let_in(role);
        client.expect_terminate();
    };
}
/// Reports nothing, but answers a question.
script answering(std::string question, const char* answer) {
    return [=](peer_end& client) {
        client.let_in();
        EXPECT_EQ(client.receive_message('Q'), question + '\0');
        client.send(wire::row_description{{{"answer"}}});
        client.send(wire::data_row{{wire::as_bytes(answer)}});
        client.send(wire::command_complete{"SELECT 1"});
        client.send(wire::ready_for_query{});
    };
}

net::connect_settings settings_for_role(session_attrs target, const std::vector<std::uint16_t>& ports) {
    auto s = settings_for(ports);
    s.target = target;
    return s;
}

TEST(connector_role, is_judged_by_what_the_server_reports) {
    const struct {
        session_attrs target;
        const parameters& role;
        const char* objection;  // empty: none
    } table[] = {
        {session_attrs::any, standby, ""},
        {session_attrs::read_write, primary, ""},
        {session_attrs::read_write, standby, "the session is read-only"},
        {session_attrs::read_write, frozen, "the session is read-only"},
        {session_attrs::read_only, primary, "the session is not read-only"},
        {session_attrs::read_only, standby, ""},
        {session_attrs::read_only, frozen, ""},
        {session_attrs::primary, primary, ""},
        {session_attrs::primary, standby, "the server is a standby"},
        {session_attrs::primary, frozen, ""},
        {session_attrs::standby, primary, "the server is not a standby"},
        {session_attrs::standby, standby, ""},
        {session_attrs::prefer_standby, standby, ""},
    };
    for (const auto& row : table) {
        const std::string objection = row.objection;
        scripted_peer server({objection.empty() ? reporting(row.role) : reporting_in_vain(row.role)});
        const auto why = failure_of(settings_for_role(row.target, {server.port()}));
        const auto expected = at_port(server.port()) + "target_session_attrs is not met: " + objection;
        EXPECT_EQ(why.message, objection.empty() ? "" : expected);
        EXPECT_EQ(server.finish(), "");
    }
}

TEST(connector_role, is_asked_for_where_it_is_not_reported) {
    const std::string writing = "show transaction_read_only";
    const std::string recovery = "select pg_catalog.pg_is_in_recovery()";
    const struct {
        session_attrs target;
        std::string question;
        const char* answer;
        bool accepted;
    } table[] = {
        {session_attrs::read_write, writing, "off", true}, {session_attrs::read_write, writing, "on", false},
        {session_attrs::read_only, writing, "on", true},   {session_attrs::read_only, writing, "off", false},
        {session_attrs::primary, recovery, "f", true},     {session_attrs::primary, recovery, "t", false},
        {session_attrs::standby, recovery, "t", true},     {session_attrs::standby, recovery, "f", false},
    };
    for (const auto& row : table) {
        scripted_peer server({answering(row.question, row.answer)});
        const auto c = connect(settings_for_role(row.target, {server.port()}));
        EXPECT_EQ(c.has_value(), row.accepted);
        EXPECT_TRUE(!c || c->session->idle());
        EXPECT_EQ(server.finish(), "");
    }
}

TEST(connector_role, is_looked_for_at_the_next_host) {
    scripted_peer first({reporting_in_vain(standby)}), second({reporting(primary)});
    const auto c = connect(settings_for_role(session_attrs::read_write, {first.port(), second.port()}));
    ASSERT_TRUE(c) << c.error().message;
    EXPECT_EQ(c->target.endpoint_index, 1u);
    EXPECT_EQ(first.finish() + second.finish(), "");
}

TEST(connector_role, that_is_preferred_is_looked_for_everywhere_first) {
    scripted_peer first({reporting_in_vain(primary)}), second({reporting(standby)});
    const auto c = connect(settings_for_role(session_attrs::prefer_standby, {first.port(), second.port()}));
    ASSERT_TRUE(c) << c.error().message;
    EXPECT_EQ(c->target.endpoint_index, 1u);
    EXPECT_EQ(first.finish() + second.finish(), "");
}

TEST(connector_role, that_is_preferred_is_done_without_when_nobody_has_it) {
    scripted_peer first({reporting_in_vain(primary), reporting(primary)}),
        second({reporting_in_vain(primary)});
    const auto c = connect(settings_for_role(session_attrs::prefer_standby, {first.port(), second.port()}));
    ASSERT_TRUE(c) << c.error().message;
    EXPECT_EQ(c->target.endpoint_index, 0u);
    EXPECT_EQ(first.finish() + second.finish(), "");
}

TEST(connector_role, that_is_preferred_is_not_looked_for_twice_where_nobody_answers) {
    const auto port = dead_port();
    const auto why = failure_of(settings_for_role(session_attrs::prefer_standby, {port}));
    EXPECT_EQ(why.message.find(at_port(port)), 0u) << why.message;
}

TEST(connector_role, that_the_server_does_not_tell_is_a_reason_to_go_on) {
    const std::vector<script> unhelpful = {
        [](peer_end& client) {
            client.let_in();
            client.receive_message('Q');
            client.send_error("42601", "no such command", "ERROR");
            client.send(wire::ready_for_query{});
        },
        [](peer_end& client) {
            client.let_in();
            client.receive_message('Q');
            client.send(wire::command_complete{"SHOW"});
            client.send(wire::ready_for_query{});
        },
        [](peer_end& client) {
            client.let_in();
            client.receive_message('Q');
            client.send(wire::row_description{{{"answer"}}});
            client.send(wire::data_row{{std::nullopt}});
            client.send(wire::command_complete{"SHOW"});
            client.send(wire::ready_for_query{});
        },
        [](peer_end& client) {
            client.let_in();
            client.receive_message('Q');
        },
    };
    for (const auto& server : unhelpful) {
        scripted_peer first({server}), second({reporting(primary)});
        const auto c = connect(settings_for_role(session_attrs::read_write, {first.port(), second.port()}));
        ASSERT_TRUE(c) << c.error().message;
        EXPECT_EQ(c->target.endpoint_index, 1u);
        EXPECT_EQ(first.finish() + second.finish(), "");
    }
}

}  // namespace
