#include <kornak/testing/fake_server.hpp>

#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "support/connect_to.hpp"
#include "testing/descriptor.hpp"

namespace kornak::testing {
namespace {

using namespace std::chrono_literals;

// A client without any knowledge of the protocol.
class raw_client {
public:
    explicit raw_client(int connected) : socket_(connected) {}

    void send(std::string_view bytes) const {
        EXPECT_EQ(::send(socket_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL),
                  static_cast<ssize_t>(bytes.size()));
    }
    /// As many bytes as that, or what there was before the end of the connection.
    std::string receive(std::size_t n) const {
        std::string bytes(n, '\0');
        const auto got = recv(socket_.number(), bytes.data(), n, MSG_WAITALL);
        bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        return bytes;
    }
    void expect(const std::string& bytes) const { EXPECT_EQ(receive(bytes.size()), bytes); }
    void expect_end() const { EXPECT_EQ(receive(1), ""); }
    void close() { socket_.close(); }

private:
    descriptor socket_;
};

raw_client client_of(const fake_server& server) {
    return raw_client(connect_to(server));
}

void expect_report(fake_server& server, std::string_view text) {
    const auto report = server.finish();
    EXPECT_NE(report.find(text), std::string::npos) << report;
}

TEST(fake_server, plays_a_script_over_a_unix_socket_and_over_tcp) {
    const auto s = script().receives(query("select 1")).sends(ready());
    fake_server server{{s, s}};
    for (const int connected : {connect_to(server), connect_over_tcp(server)}) {
        const raw_client client(connected);
        client.send(query("select 1"));
        client.expect(ready());
    }
    EXPECT_EQ(server.finish(), "");
}

TEST(fake_server, tells_where_it_is_and_cleans_up) {
    std::string directory;
    {
        fake_server server{std::vector<script>{}};
        directory = server.socket_directory();
        EXPECT_TRUE(std::filesystem::exists(directory + "/.s.PGSQL." + std::to_string(server.port())));
        EXPECT_EQ(server.conninfo(), "host=" + directory + " port=" + std::to_string(server.port()));
        EXPECT_EQ(server.finish(), "");
    }
    EXPECT_FALSE(std::filesystem::exists(directory));
}

TEST(fake_server, takes_bytes_in_any_pieces_and_ahead_of_their_step) {
    fake_server server{
        script().receives(query("a")).sends(ready()).receives(query("b") + sync()).sends(ready('T'))};
    {
        const auto client = client_of(server);
        for (const char c : query("a") + query("b"))
            client.send({&c, 1});
        client.expect(ready());
        client.send(sync());
        client.expect(ready('T'));
        client.send(terminate());
    }
    EXPECT_EQ(server.finish(), "");
}

TEST(fake_server, lets_anybody_in_who_says_who_it_is) {
    fake_server server{script::startup().receives(sync())};
    {
        const auto client = client_of(server);
        client.send(gss_enc_request());
        client.expect("N");
        client.send(ssl_request());
        client.expect("N");
        client.send(startup_message({{"user", "anybody"}, {"database", "any"}}));
        client.expect(authentication_ok());
        client.expect(parameter_status("application_name", ""));
        client.send(sync());
    }
    EXPECT_EQ(server.finish(), "");
}

TEST(fake_server, gives_out_the_key_that_cancel_requests_name) {
    fake_server server{
        {script::startup().receives(query("select pg_sleep(9)")).waits_for(2).sends(error("57014")),
         script().receives(cancel_request(script::process_id, script::secret_key)).closes()}};
    {
        const auto client = client_of(server);
        client.send(startup_message({{"user", "anybody"}}) + query("select pg_sleep(9)"));
        const auto canceller = client_of(server);
        canceller.send(cancel_request(script::process_id, script::secret_key));
        canceller.expect_end();
        const auto all = script::startup().steps();
        for (const auto& step : all)
            client.expect(step.content);
        client.expect(error("57014"));
    }
    EXPECT_EQ(server.finish(), "");
}

TEST(fake_server, serves_connections_that_are_open_at_the_same_time) {
    const auto s = script().receives(query("a")).sends(ready()).receives(query("b")).sends(ready('T'));
    fake_server server{{s, s}};
    {
        const auto first = client_of(server);
        const auto second = client_of(server);
        for (const auto* const client : {&second, &first}) {
            client->send(query("a"));
            client->expect(ready());
        }
        for (const auto* const client : {&first, &second}) {
            client->send(query("b"));
            client->expect(ready('T'));
        }
    }
    EXPECT_EQ(server.finish(), "");
}

TEST(fake_server, closes_the_connection_where_the_script_does) {
    fake_server server{script().receives(query("a")).sends(error("57P01")).closes()};
    const auto client = client_of(server);
    client.send(query("a"));
    client.expect(error("57P01"));
    client.expect_end();
    EXPECT_EQ(server.finish(), "");
}

TEST(fake_server, sends_more_than_a_socket_holds) {
    const bytes much(8 << 20, 'x');
    fake_server server{script().sends(much)};
    {
        const auto client = client_of(server);
        EXPECT_EQ(client.receive(much.size()), much);
    }
    EXPECT_EQ(server.finish(), "");
}

TEST(fake_server, reports_what_was_expected_and_what_came) {
    fake_server server{script().receives(sync()).receives(query("select 1"))};
    const auto client = client_of(server);
    client.send(sync() + query("select 2"));
    client.expect_end();
    EXPECT_EQ(server.finish(),
              "connection 1: step 2 of 2: the client sent something else from byte 12 on\n"
              "  expected\n"
              "    Query: 51 00 00 00 0d 73 65 6c 65 63 74 20 31 00  |Q....select 1.|\n"
              "  received\n"
              "    Query: 51 00 00 00 0d 73 65 6c 65 63 74 20 32 00  |Q....select 2.|\n");
}

TEST(fake_server, reports_a_client_that_leaves_before_the_end) {
    fake_server server{script().receives(query("select 1"))};
    client_of(server).close();
    expect_report(server, "step 1 of 1: the client closed the connection\n  expected\n    Query: ");
}

TEST(fake_server, reports_a_client_that_sends_too_much) {
    fake_server server{script().receives(sync())};
    const auto client = client_of(server);
    client.send(sync() + flush());
    expect_report(server, "after step 1: the client was expected to send nothing more, Terminate aside");
}

TEST(fake_server, reports_a_client_that_does_nothing) {
    fake_server server{script().receives(sync()), 500ms};
    const auto client = client_of(server);
    expect_report(server, "step 1 of 1: the client sent nothing for 500 ms");
}

TEST(fake_server, reports_a_client_that_does_not_leave) {
    fake_server server{script(), 500ms};
    const auto client = client_of(server);
    expect_report(server, "connection 1: the client did not close it within 500 ms");
    client.expect_end();
}

TEST(fake_server, reports_a_client_that_does_not_read) {
    fake_server server{script().sends(bytes(64 << 20, 'x')).receives(sync()), 500ms};
    const auto client = client_of(server);
    expect_report(server, "the client does not take what it is sent");
}

TEST(fake_server, reports_connections_that_are_missing_or_too_many) {
    fake_server two_expected{{script(), script()}, 500ms};
    client_of(two_expected).close();
    expect_report(two_expected, "connection 2: not made within 500 ms");

    fake_server one_expected{script()};
    const auto expected = client_of(one_expected);
    const auto surplus = client_of(one_expected);
    expect_report(one_expected, "connection 2: made, but no script is left for it");
}

TEST(fake_server, reports_what_is_no_startup_message) {
    for (const auto& sent : {query("select 1"), cancel_request(1, "key4"), startup_message({}, 2u << 16),
                             bytes("\0\0\0\4\0\3\0\0", 8), bytes("GET / HTTP/1.1")}) {
        fake_server server{script::startup()};
        const auto client = client_of(server);
        client.send(sent);
        expect_report(server, "the client did not send a StartupMessage");
    }
}

TEST(fake_server, writes_a_report_that_nobody_asked_for) {
    ::testing::internal::CaptureStderr();
    {
        fake_server server{script().receives(sync())};
        client_of(server).close();
    }
    EXPECT_NE(::testing::internal::GetCapturedStderr().find("the client closed the connection"),
              std::string::npos);
}

TEST(fake_server, refuses_connections_once_something_differed) {
    fake_server server{{script().receives(sync()), script()}};
    client_of(server).send(query("not a sync"));
    EXPECT_NE(server.finish(), "");
    const descriptor s{socket(AF_INET, SOCK_STREAM, 0)};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(server.port());
    EXPECT_NE(connect(s.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
}

}  // namespace
}  // namespace kornak::testing
