#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "connect_test_settings.hpp"
#include "net/tls_end_point_hash.hpp"
#include "scripted_peer.hpp"
#include "support/scram_server.hpp"
#include "tls_test_directory.hpp"

using namespace kornak;
using namespace peer_test;
using net::ssl_mode;

namespace {

const tls_test::identity& own() {
    static const tls_test::identity id =
        tls_test::self_signed({.common_name = "127.0.0.1", .authority = true});
    return id;
}

net::connect_settings settings_with(ssl_mode mode, const std::vector<std::uint16_t>& ports) {
    auto s = settings_for(ports);
    s.tls.mode = mode;
    return s;
}

void let_in_by_tls(peer_end& client) {
    if (client.start_tls(own()))
        client.let_in();
}
void let_in_without_tls(peer_end& client) {
    client.let_in();
}
void decline_tls_and_let_in(peer_end& client) {
    client.receive_ssl_request();
    client.send_bytes("N");
    client.let_in();
}
void decline_tls(peer_end& client) {
    client.receive_ssl_request();
    client.send_bytes("N");
    client.expect_end();
}
/// What pg_hba.conf makes of a client, before it is asked for anything.
void turn_away(peer_end& client) {
    client.receive_startup();
    client.send_error("28000", "no pg_hba.conf entry");
    client.expect_end();
}
void turn_away_by_tls(peer_end& client) {
    if (client.start_tls(own()))
        turn_away(client);
}
TEST(connector_tls, is_used_as_far_as_sslmode_and_the_server_allow) {
    const struct {
        ssl_mode mode;
        std::vector<script> server;
        const char* outcome;  // "TLS", "plain", or a part of the failure's message
    } table[] = {
        {ssl_mode::disable, {let_in_without_tls}, "plain"},
        {ssl_mode::disable, {turn_away}, "no pg_hba.conf entry"},
        {ssl_mode::allow, {let_in_without_tls}, "plain"},
        {ssl_mode::allow, {turn_away, let_in_by_tls}, "TLS"},
        {ssl_mode::allow, {turn_away, turn_away_by_tls}, "all 2 connection attempts failed"},
        {ssl_mode::allow, {turn_away, decline_tls}, "the server does not support TLS"},
        {ssl_mode::prefer, {let_in_by_tls}, "TLS"},
        {ssl_mode::prefer, {decline_tls_and_let_in}, "plain"},
        {ssl_mode::prefer, {turn_away_by_tls, let_in_without_tls}, "plain"},
        {ssl_mode::prefer, {turn_away_by_tls, turn_away}, "all 2 connection attempts failed"},
        {ssl_mode::require, {let_in_by_tls}, "TLS"},
        {ssl_mode::require, {decline_tls}, "the server does not support TLS, but sslmode requires it"},
        {ssl_mode::require, {turn_away_by_tls}, "no pg_hba.conf entry"},
    };
    for (const auto& row : table) {
        scripted_peer server(row.server);
        const auto c = connect(settings_with(row.mode, {server.port()}));
        const std::string expected = row.outcome;
        if (!c) {
            EXPECT_NE(c.error().message.find(expected), std::string::npos) << c.error().message;
        } else {
            EXPECT_EQ(c->io->encrypted() ? "TLS" : "plain", expected);
            EXPECT_EQ(c->target.tls, c->io->encrypted() ? net::encryption::required : net::encryption::none);
            EXPECT_EQ(c->tls.has_value(), c->io->encrypted());
        }
        EXPECT_EQ(server.finish(), "");
    }
}

TEST(connector_tls, is_done_without_after_a_handshake_that_failed_if_sslmode_is_prefer) {
    scripted_peer server(
        {[](peer_end& client) { client.receive_ssl_request(), client.send_bytes("S"); }, let_in_without_tls});
    const auto c = connect(settings_with(ssl_mode::prefer, {server.port()}));
    ASSERT_TRUE(c) << c.error().message;
    EXPECT_FALSE(c->io->encrypted());
    EXPECT_EQ(server.finish(), "");
}

TEST(connector_tls, is_not_changed_once_credentials_were_asked_for) {
    const auto refuse_password = [](peer_end& client) {
        client.receive_startup();
        client.send_request(kind::cleartext_password);
        client.receive_message('p');
        client.send_error("28000", "LDAP authentication failed");
        client.expect_end();
    };
    for (const auto mode : {ssl_mode::prefer, ssl_mode::allow}) {
        scripted_peer server({[&](peer_end& client) {
            if (mode == ssl_mode::allow || client.start_tls(own()))
                refuse_password(client);
        }});
        auto s = settings_with(mode, {server.port()});
        s.endpoints[0].password = "secret";
        EXPECT_EQ(failure_of(s).message, at_port(server.port()) + "FATAL:  LDAP authentication failed");
        EXPECT_EQ(server.finish(), "");
    }
}

TEST(connector_tls, is_not_changed_for_a_server_that_is_busy) {
    scripted_peer server({[](peer_end& client) {
        if (!client.start_tls(own()))
            return;
        client.receive_startup();
        client.send_error("53300", "sorry, too many clients already");
    }});
    EXPECT_EQ(failure_of(settings_with(ssl_mode::prefer, {server.port()})).message,
              at_port(server.port()) + "FATAL:  sorry, too many clients already");
    EXPECT_EQ(server.finish(), "");
}

TEST(connector_tls, is_refused_when_something_was_slipped_in_before_it) {
    for (const auto mode : {ssl_mode::prefer, ssl_mode::require}) {
        scripted_peer server({[](peer_end& client) {
            client.receive_ssl_request();
            client.send_bytes(std::string("SE\0\0\0\x18SFATAL\0C28000\0Mlies\0\0", 25));
            client.expect_end();
        }});
        const auto why = failure_of(settings_with(mode, {server.port()}));
        EXPECT_EQ(why.kind, failure_kind::protocol);
        EXPECT_EQ(why.message, at_port(server.port()) +
                                   "unencrypted data came after the server agreed to TLS; "
                                   "somebody may be tampering with the connection");
        EXPECT_EQ(server.finish(), "");
    }
}

TEST(connector_tls, is_not_offered_in_other_words_than_the_protocol_s) {
    const struct {
        std::string answer;
        std::string why;
        failure_kind kind;
    } table[] = {
        {"E", "the server answered the request for TLS with an error", failure_kind::connection},
        {std::string("E\0\0\0\x18SFATAL\0C28000\0Mlies\0\0", 24),
         "the server answered the request for TLS with an error", failure_kind::connection},
        {"x", "the server broke the protocol: its answer to the request for TLS is none",
         failure_kind::protocol},
        {"HTTP/1.1 400 Bad Request\r\n", "the server broke the protocol", failure_kind::protocol},
        {std::string(1, '\0'), "the server broke the protocol", failure_kind::protocol},
        {"", "the server closed the connection when it was asked for TLS", failure_kind::connection},
    };
    for (const auto& row : table) {
        scripted_peer server({[&](peer_end& client) {
            client.receive_ssl_request();
            if (!row.answer.empty())
                client.send_bytes(row.answer);
        }});
        const auto why = failure_of(settings_with(ssl_mode::prefer, {server.port()}));
        EXPECT_EQ(why.message.find(at_port(server.port()) + row.why), 0u) << why.message;
        EXPECT_EQ(why.message.find("lies"), std::string::npos);
        EXPECT_EQ(why.kind, row.kind);
        EXPECT_EQ(server.finish(), "");
    }
}

TEST(connector_tls, failures_name_their_stage) {
    const struct {
        script server;
        const char* why;
    } table[] = {
        {[](peer_end& client) { client.receive_ssl_request(), client.send_bytes("S"); },
         "the TLS handshake failed: "},
        {[](peer_end& client) {
             if (client.start_tls(own()))
                 client.receive_startup();
         },
         "waiting for the server's answer to the login"},
    };
    for (const auto& row : table) {
        scripted_peer server({row.server});
        const auto why = failure_of(settings_with(ssl_mode::require, {server.port()}));
        EXPECT_NE(why.message.find(row.why), std::string::npos) << why.message;
        EXPECT_EQ(server.finish(), "");
    }
}

TEST(connector_tls, is_not_waited_for_longer_than_connect_timeout) {
    const struct {
        script server;
        const char* stage;
    } table[] = {
        {[](peer_end& client) { client.receive_ssl_request(), client.expect_end(); },
         "waiting for the server's answer to the request for TLS"},
        {[](peer_end& client) {
             client.receive_ssl_request();
             client.send_bytes("S");
             client.swallow_until_end();
         },
         "waiting for the TLS handshake to end"},
    };
    for (const auto& row : table) {
        scripted_peer server({row.server});
        auto s = settings_with(ssl_mode::require, {server.port()});
        s.connect_timeout = std::chrono::milliseconds(300);
        const auto why = failure_of(s);
        EXPECT_EQ(why.message, at_port(server.port()) + "timeout expired while " + row.stage);
        EXPECT_TRUE(why.timed_out);
        EXPECT_EQ(server.finish(), "");
    }
}

TEST(connector_tls, starts_without_asking_where_it_is_direct) {
    scripted_peer server({[](peer_end& client) {
        ASSERT_TRUE(client.shake_hands(own()));
        client.let_in();
    }});
    auto s = settings_with(ssl_mode::require, {server.port()});
    s.tls.negotiation = net::ssl_negotiation::direct;
    const auto c = connect(s);
    ASSERT_TRUE(c) << c.error().message;
    EXPECT_EQ(c->tls->alpn, "postgresql");
    EXPECT_EQ(server.finish(), "");
}

TEST(connector_tls, verifies_the_server_as_sslmode_demands) {
    const tls_test::directory files;
    const auto stranger = tls_test::new_authority("Somebody Else");
    const auto trusted = files.write("root.crt", tls_test::pem(own().certificate.get()));
    const auto wrong = files.write("wrong.crt", tls_test::pem(stranger.certificate.get()));
    const struct {
        ssl_mode mode;
        std::string root;
        std::string host;
        bool accepted;
    } table[] = {{ssl_mode::verify_ca, trusted, "127.0.0.1", true},
                 {ssl_mode::verify_ca, wrong, "127.0.0.1", false},
                 {ssl_mode::verify_full, trusted, "127.0.0.1", true},
                 {ssl_mode::verify_full, trusted, "other.example", false}};
    for (const auto& row : table) {
        scripted_peer server({let_in_by_tls});
        auto s = settings_with(row.mode, {server.port()});
        s.tls.root_cert = row.root;
        s.endpoints[0].host = row.host;
        s.endpoints[0].hostaddr = "127.0.0.1";
        const auto c = connect(s);
        EXPECT_EQ(c.has_value(), row.accepted) << (c ? "" : c.error().message);
        server.finish();  // a client that refuses the server leaves in the middle of its words
    }
}

TEST(connector_tls, binds_the_login_to_itself) {
    session::scram_server keys("secret");
    scripted_peer server({[&](peer_end& client) {
        ASSERT_TRUE(client.start_tls(own()));
        client.receive_startup();
        client.send_request(kind::sasl, std::string_view("SCRAM-SHA-256-PLUS\0SCRAM-SHA-256\0\0", 34));
        const auto initial = client.receive_message('p');
        EXPECT_EQ(initial.substr(0, 19), std::string("SCRAM-SHA-256-PLUS\0", 19));
        client.send_request(kind::sasl_continue, keys.first(initial.substr(initial.find('\0') + 5)));
        const auto proof = client.receive_message('p');
        const auto hash = net::end_point_hash(own().certificate.get());
        const auto bound = "p=tls-server-end-point,," + std::string(wire::as_text(hash));
        EXPECT_EQ(proof.find("c=" + session::encode_base64(wire::as_bytes(bound)) + ","), 0u);
        client.send_request(kind::sasl_final, keys.final(proof));
        client.send_request(kind::ok);
        client.send(wire::ready_for_query{});
    }});
    auto s = settings_with(ssl_mode::require, {server.port()});
    s.binding = net::channel_binding::require;
    s.endpoints[0].password = "secret";
    const auto c = connect(s);
    EXPECT_TRUE(c) << c.error().message;
    EXPECT_EQ(server.finish(), "");
}

TEST(connector_tls, failing_lets_the_other_hosts_alone_unless_the_server_has_gone) {
    scripted_peer without({decline_tls}), unused(std::vector<script>{});
    EXPECT_NE(failure_of(settings_with(ssl_mode::require, {without.port(), unused.port()}))
                  .message.find("the server does not support TLS"),
              std::string::npos);
    EXPECT_EQ(without.finish(), "");

    scripted_peer gone({[](peer_end&client) { client.receive_ssl_request(); }}), there({let_in_by_tls});
    const auto c = connect(settings_with(ssl_mode::require, {gone.port(), there.port()}));
    EXPECT_TRUE(c) << c.error().message;
    EXPECT_EQ(gone.finish() + there.finish(), "");
}

}  // namespace
