#include <pwd.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "connect_test_settings.hpp"
#include "scripted_peer.hpp"
#include "tls_test_directory.hpp"

using namespace kornak;
using namespace peer_test;

namespace {

TEST(connector_unix, connects_to_unix_sockets) {
    const tls_test::directory directory;
    scripted_peer server(directory.path(".s.PGSQL.5433"), {[](peer_end& client) { client.let_in(); }});
    auto s = settings_for({5433});
    s.endpoints[0].host = directory.path("");
    s.endpoints[0].host.pop_back();
    s.tls.mode = net::ssl_mode::verify_full;  // nobody is in between
    const auto c = connect(s);
    ASSERT_TRUE(c) << c.error().message;
    EXPECT_TRUE(c->target.where.is_unix());
    EXPECT_EQ(server.finish(), "");
}

TEST(connector_unix, connects_to_abstract_unix_sockets) {
    const std::string host = "@kornak-test-" + std::to_string(::getpid());
    std::string name = host + "/.s.PGSQL.5433";
    name[0] = '\0';
    scripted_peer server(name, {[](peer_end& client) { client.let_in(); }});
    auto s = settings_for({5433});
    s.endpoints[0].host = host;
    const auto c = connect(s);
    ASSERT_TRUE(c) << c.error().message;
    EXPECT_EQ(c->target.where.text(), host + "/.s.PGSQL.5433");
    EXPECT_EQ(server.finish(), "");
}

TEST(connector_unix, says_what_is_wrong_with_a_unix_socket) {
    auto s = settings_for({5433});
    s.endpoints[0].host = "/nonexistent";
    EXPECT_EQ(
        failure_of(s).message,
        "connection to server on socket \"/nonexistent/.s.PGSQL.5433\" failed: No such file or directory; "
        "is the server running on this machine, with its socket in this directory?");
    s.endpoints[0].host = "/" + std::string(107, 'x');
    EXPECT_NE(failure_of(s).message.find("is too long: the system allows 107 bytes"), std::string::npos);
}

TEST(connector_unix, checks_whose_server_it_reached_by_a_unix_socket) {
    const tls_test::directory directory;
    auto s = settings_for({5433});
    s.endpoints[0].host = directory.path("");
    s.endpoints[0].host.pop_back();
    {
        scripted_peer server(directory.path(".s.PGSQL.5433"),
                             {[](peer_end& client) { client.expect_end(); }});
        s.require_peer = "nobody-of-that-name";
        const auto why = failure_of(s);
        EXPECT_NE(why.message.find("requirepeer=nobody-of-that-name, but the server belongs to "),
                  std::string::npos)
            << why.message;
        EXPECT_EQ(server.finish(), "");
    }
    std::filesystem::remove(directory.path(".s.PGSQL.5433"));
    scripted_peer server(directory.path(".s.PGSQL.5433"), {[](peer_end& client) { client.let_in(); }});
    const passwd* const me = ::getpwuid(::geteuid());
    s.require_peer = me->pw_name;
    const auto c = connect(s);
    EXPECT_TRUE(c) << c.error().message;
    EXPECT_EQ(server.finish(), "");
}

}  // namespace
