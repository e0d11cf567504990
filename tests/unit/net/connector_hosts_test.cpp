#include <chrono>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "connect_test_settings.hpp"
#include "net/connector.hpp"
#include "net/resolver.hpp"
#include "scripted_peer.hpp"

using namespace kornak;
using namespace peer_test;
using action = net::connect_step::action;

namespace {

const script let_in = [](peer_end& client) { client.let_in(); };

script refuses_with(const char* sqlstate) {
    return [sqlstate](peer_end& client) {
        client.receive_startup();
        client.send_error(sqlstate, "go away");
        client.expect_end();
    };
}

net::connect_settings settings_for_name(const std::string& name, std::uint16_t port) {
    auto s = settings_for({port});
    s.endpoints[0].host = name;
    return s;
}

net::address loopback(const char* numeric, std::uint16_t port) {
    return *net::parse_address(numeric, port);
}

/// Waits for what `step` says until there is something else to do.
net::connect_step drive(net::connector& c, net::connect_step step) {
    while (step.next == action::wait) {
        EXPECT_TRUE(net::wait_ready(step.fd, step.wanted, std::chrono::seconds(10)));
        step = c.ready();
    }
    return step;
}

TEST(connector_hosts, says_why_the_only_one_is_not_reached) {
    const auto port = dead_port();
    const auto why = failure_of(settings_for({port}));
    EXPECT_EQ(
        why.message,
        at_port(port) + "Connection refused; is the server running there, and does it listen on this port?");
    EXPECT_EQ(why.kind, failure_kind::connection);
    EXPECT_FALSE(why.sent);
    EXPECT_FALSE(why.server);
}

TEST(connector_hosts, are_tried_until_one_lets_us_in) {
    scripted_peer server({let_in});
    const auto c = connect(settings_for({dead_port(), server.port()}));
    ASSERT_TRUE(c) << c.error().message;
    EXPECT_EQ(c->target.endpoint_index, 1u);
    EXPECT_EQ(server.finish(), "");
}

TEST(connector_hosts, are_all_named_when_none_lets_us_in) {
    const auto first = dead_port();
    scripted_peer second({[](peer_end& client) { client.receive_startup(); }});
    const auto why = failure_of(settings_for({first, second.port()}));
    EXPECT_EQ(why.message.find("all 2 connection attempts failed\n" + at_port(first) + "Connection refused"),
              0u)
        << why.message;
    EXPECT_NE(why.message.find("\n" + at_port(second.port()) + "server closed the connection"),
              std::string::npos)
        << why.message;
}

TEST(connector_hosts, are_left_alone_after_one_has_refused_the_login) {
    for (const char* sqlstate : {"28P01", "28000", "3D000", "53300"}) {
        scripted_peer first({refuses_with(sqlstate)});
        scripted_peer second(std::vector<script>{});
        const auto why = failure_of(settings_for({first.port(), second.port()}));
        EXPECT_EQ(why.message, at_port(first.port()) + "FATAL:  go away");
        ASSERT_TRUE(why.server);
        EXPECT_EQ(why.server->sqlstate, sqlstate);
        EXPECT_EQ(first.finish(), "");
    }
}

TEST(connector_hosts, are_left_alone_after_we_have_refused_one) {
    scripted_peer first({[](peer_end& client) {
        client.receive_startup();
        client.send_request(kind::cleartext_password);
        client.expect_end();
    }});
    scripted_peer second(std::vector<script>{});
    const auto why = failure_of(settings_for({first.port(), second.port()}));
    EXPECT_NE(why.message.find("no password supplied"), std::string::npos) << why.message;
}

TEST(connector_hosts, are_tried_further_after_one_that_lets_nobody_in_now) {
    scripted_peer starting({refuses_with("57P03")});
    scripted_peer ready({let_in});
    const auto c = connect(settings_for({starting.port(), ready.port()}));
    ASSERT_TRUE(c) << c.error().message;
    EXPECT_EQ(c->target.endpoint_index, 1u);
    EXPECT_EQ(starting.finish(), "");
}

TEST(connector_hosts, have_each_a_password_of_their_own) {
    const auto asks_for = [](const char* password) {
        return [password](peer_end& client) {
            client.receive_startup();
            client.send_request(kind::cleartext_password);
            EXPECT_EQ(client.receive_message('p'), std::string(password) + '\0');
            client.send_error("57P03", "starting up");
        };
    };
    scripted_peer first({asks_for("one")}), second({asks_for("two")});
    auto s = settings_for({first.port(), second.port()});
    s.endpoints[0].password = "one";
    s.endpoints[1].password = "two";
    EXPECT_NE(failure_of(s).message.find("all 2 connection attempts failed"), std::string::npos);
    EXPECT_EQ(first.finish() + second.finish(), "");
}

TEST(connector_hosts, have_each_the_whole_connect_timeout) {
    const script silent = [](peer_end& client) { client.receive_startup(), client.expect_end(); };
    scripted_peer first({silent}), second({silent});
    auto s = settings_for({first.port(), second.port()});
    s.connect_timeout = std::chrono::milliseconds(150);
    const auto began = std::chrono::steady_clock::now();
    const auto why = failure_of(s);
    EXPECT_GE(std::chrono::steady_clock::now() - began, std::chrono::milliseconds(300));
    EXPECT_TRUE(why.timed_out);
    EXPECT_EQ(why.message.find("all 2 connection attempts failed"), 0u) << why.message;
    EXPECT_EQ(first.finish() + second.finish(), "");
}

TEST(connector_hosts, are_given_up_together_when_the_whole_time_is_over) {
    scripted_peer silent({[](peer_end& client) { client.receive_startup(), client.expect_end(); }});
    net::progress quiet;
    const auto dead = dead_port();
    const auto c = net::connect_blocking(settings_for({dead, silent.port(), dead}), quiet,
                                         std::chrono::steady_clock::now() + std::chrono::milliseconds(150));
    ASSERT_FALSE(c);
    EXPECT_TRUE(c.error().timed_out);
    EXPECT_NE(c.error().message.find(at_port(dead) + "Connection refused"), std::string::npos)
        << c.error().message;
    EXPECT_NE(c.error().message.find(at_port(silent.port()) +
                                     "timeout expired while waiting for the server's answer"),
              std::string::npos)
        << c.error().message;
    EXPECT_EQ(silent.finish(), "");
}

TEST(connector_hosts, are_given_up_when_the_caller_stops_waiting) {
    class impatient : public net::progress {
    public:
        bool keep_waiting() override { return ++asked_ < 3; }

    private:
        int asked_ = 0;
    };
    scripted_peer silent({[](peer_end& client) { client.receive_startup(), client.expect_end(); }});
    impatient p;
    const auto c = net::connect_blocking(settings_for({silent.port()}), p);
    ASSERT_FALSE(c);
    EXPECT_FALSE(c.error().timed_out);
    EXPECT_EQ(c.error().message,
              at_port(silent.port()) + "interrupted while waiting for the server's answer to the login");
    EXPECT_EQ(silent.finish(), "");
}

TEST(connector_hosts, are_shuffled_where_that_is_wanted) {
    std::set<std::uint16_t> begun_with;
    for (std::uint32_t seed = 0; seed < 64; ++seed) {
        auto s = settings_for_name("a.example", 1);
        s.endpoints.push_back(s.endpoints[0]);
        s.endpoints.push_back(s.endpoints[0]);
        s.endpoints[1].port = 2;
        s.endpoints[2].port = 3;
        s.order = net::host_order::random;
        net::connector c(s, seed);
        std::set<std::uint16_t> seen;
        auto step = c.start();
        begun_with.insert(c.host_to_resolve().port);
        for (; step.next == action::resolve; step = c.resolve_failed("no"))
            seen.insert(c.host_to_resolve().port);
        EXPECT_EQ(seen.size(), 3u);
    }
    EXPECT_EQ(begun_with.size(), 3u);
}

TEST(connector_hosts, are_resolved_by_the_driver) {
    scripted_peer server({let_in});
    net::connector c(settings_for_name("db.example", server.port()));
    auto step = c.start();
    ASSERT_EQ(step.next, action::resolve);
    EXPECT_EQ(c.host_to_resolve().host, "db.example");
    step = drive(c, c.resolved({loopback("127.0.0.1", server.port())}));
    ASSERT_EQ(step.next, action::done) << c.error().message;
    const auto got = c.take();
    EXPECT_EQ(got.target.description(),
              "server at \"db.example\" (127.0.0.1), port " + std::to_string(server.port()));
    EXPECT_EQ(server.finish(), "");
}

TEST(connector_hosts, are_tried_at_all_their_addresses) {
    scripted_peer server({let_in});
    net::connector c(settings_for_name("db.example", 5432));
    c.start();
    auto step = c.resolved({loopback("127.0.0.1", dead_port()), loopback("127.0.0.1", server.port())});
    std::set<std::size_t> numbers;
    while (step.next == action::wait) {
        numbers.insert(step.address_number);
        EXPECT_TRUE(net::wait_ready(step.fd, step.wanted, std::chrono::seconds(10)));
        step = c.ready();
    }
    ASSERT_EQ(step.next, action::done) << c.error().message;
    EXPECT_EQ(*numbers.rbegin(), 2u);
    EXPECT_EQ(server.finish(), "");
}

TEST(connector_hosts, that_have_no_address_are_passed_over) {
    scripted_peer server({let_in});
    auto s = settings_for({server.port(), server.port(), server.port()});
    s.endpoints[0].host = "gone.example";
    s.endpoints[1].hostaddr = "not-an-address";
    net::connector c(s);
    ASSERT_EQ(c.start().next, action::resolve);
    EXPECT_EQ(drive(c, c.resolve_failed("Name or service not known")).next, action::done);
    EXPECT_EQ(c.take().target.endpoint_index, 2u);
    EXPECT_EQ(server.finish(), "");
}

TEST(connector_hosts, that_have_no_address_are_named) {
    net::connector c(settings_for_name("gone.example", 5432));
    c.start();
    EXPECT_EQ(c.resolve_failed("Name or service not known").next, action::failed);
    EXPECT_EQ(c.error().message, "cannot resolve host name \"gone.example\": Name or service not known");

    net::connector empty(settings_for_name("empty.example", 5432));
    empty.start();
    EXPECT_EQ(empty.resolved({}).next, action::failed);
    EXPECT_EQ(empty.error().message, "cannot resolve host name \"empty.example\": it has no address");

    net::connector slow(settings_for_name("slow.example", 5432));
    slow.start();
    EXPECT_EQ(slow.give_up({failure_kind::connection, "timeout expired", nullptr, false, true}).message,
              "cannot resolve host name \"slow.example\": timeout expired");
}

TEST(connector_hosts, with_a_numeric_address_are_not_resolved) {
    scripted_peer server({let_in});
    auto s = settings_for_name("db.example", server.port());
    s.endpoints[0].hostaddr = "127.0.0.1";
    net::connector c(s);
    EXPECT_EQ(drive(c, c.start()).next, action::done);
    EXPECT_EQ(c.take().target.description(),
              "server at \"db.example\" (127.0.0.1), port " + std::to_string(server.port()));
    EXPECT_EQ(server.finish(), "");
}

TEST(connector_hosts, may_be_said_to_be_ready_too_early) {
    scripted_peer server({let_in});
    net::connector c(settings_for({server.port()}));
    auto step = c.start();
    for (int i = 0; i < 1000 && step.next == action::wait; ++i)
        step = c.ready();
    EXPECT_EQ(drive(c, step).next, action::done) << c.error().message;
    EXPECT_EQ(server.finish(), "");
}

TEST(connector_hosts, that_do_not_take_the_connection_are_waited_for_until_the_time_is_over) {
    // A listener that has its hands full lets the kernel drop what comes after.
    net::socket listener(::socket(AF_INET, SOCK_STREAM, 0));
    const auto any_port = loopback("127.0.0.1", 0);
    ASSERT_EQ(::bind(listener.fd(), any_port.native(), any_port.size()), 0);
    ASSERT_EQ(::listen(listener.fd(), 0), 0);
    sockaddr_in at{};
    socklen_t size = sizeof at;
    ::getsockname(listener.fd(), reinterpret_cast<sockaddr*>(&at), &size);
    std::vector<net::socket> others;
    for (int i = 0; i < 4; ++i) {
        others.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
        ::connect(others.back().fd(), reinterpret_cast<sockaddr*>(&at), size);
    }

    const auto port = ntohs(at.sin_port);
    net::connector c(settings_for({port}));
    auto step = c.start();
    ASSERT_EQ(step.next, action::wait);
    EXPECT_EQ(step.wanted, net::interest::write);
    step = c.ready();
    ASSERT_EQ(step.next, action::wait);
    EXPECT_EQ(step.wanted, net::interest::write);
    ASSERT_EQ(c.timed_out().next, action::failed);
    EXPECT_EQ(c.error().message, at_port(port) + "timeout expired while waiting for the connection");
    EXPECT_TRUE(c.error().timed_out);
}

}  // namespace
