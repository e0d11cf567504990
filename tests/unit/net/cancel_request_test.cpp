#include "net/cancel_request.hpp"

#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "connect_test_settings.hpp"
#include "net/resolver.hpp"
#include "scripted_peer.hpp"
#include "tls_test_directory.hpp"

using namespace kornak;
using namespace peer_test;

namespace {

const session::backend_key key{4711, std::string("\x01\x02\x03\x04", 4)};

const tls_test::identity& own() {
    static const tls_test::identity id =
        tls_test::self_signed({.common_name = "127.0.0.1", .authority = true});
    return id;
}

net::connection_target target_at(std::uint16_t port, net::encryption tls = net::encryption::none) {
    auto settings = settings_for({port});
    settings.tls.mode = net::ssl_mode::prefer;
    return {std::make_shared<const net::connect_settings>(std::move(settings)), 0,
            *net::parse_address("127.0.0.1", port), tls};
}

/// What the server finds the request to be.
void expect_request(peer_end& client, const session::backend_key& expected) {
    const auto body = client.receive_untagged();
    wire::cancel_request m;
    ASSERT_TRUE(decode(wire::byte_reader(wire::as_bytes(body)), m));
    EXPECT_EQ(m.process_id, expected.process_id);
    EXPECT_EQ(wire::as_text(m.secret_key), expected.secret);
}

/// Why it failed; nothing when it did not.
failure failure_of_cancel(const net::connection_target& target, const session::backend_key& k = key,
                          net::deadline until = {}) {
    return net::send_cancel_blocking(target, k, until).value_or(failure{});
}

net::deadline soon() {
    return std::chrono::steady_clock::now() + std::chrono::milliseconds(150);
}

std::string to_port(std::uint16_t port) {
    return "cancel request to server at \"127.0.0.1\", port " + std::to_string(port) + " failed: ";
}

TEST(cancel_request, shows_the_key_and_ends_when_the_server_hangs_up) {
    scripted_peer server({[](peer_end& client) { expect_request(client, key); }});
    EXPECT_EQ(failure_of_cancel(target_at(server.port())).message, "");
    EXPECT_EQ(server.finish(), "");
}

TEST(cancel_request, shows_long_keys_in_full) {
    const session::backend_key longest{-1, std::string(256, 'k')};
    scripted_peer server({[&](peer_end& client) { expect_request(client, longest); }});
    EXPECT_EQ(failure_of_cancel(target_at(server.port()), longest).message, "");
    EXPECT_EQ(server.finish(), "");
}

TEST(cancel_request, is_encrypted_when_the_connection_is) {
    scripted_peer server({[](peer_end& client) {
        ASSERT_TRUE(client.start_tls(own()));
        expect_request(client, key);
    }});
    EXPECT_EQ(failure_of_cancel(target_at(server.port(), net::encryption::required)).message, "");
    EXPECT_EQ(server.finish(), "");
}

TEST(cancel_request, is_not_shown_without_the_encryption_the_connection_has) {
    scripted_peer server({[](peer_end& client) {
        client.receive_ssl_request();
        client.send_bytes("N");
        client.expect_end();
    }});
    EXPECT_NE(failure_of_cancel(target_at(server.port(), net::encryption::required))
                  .message.find("the server does not support TLS"),
              std::string::npos);
    EXPECT_EQ(server.finish(), "");
}

TEST(cancel_request, goes_only_to_a_server_that_verifies) {
    const tls_test::directory files;
    const auto stranger = tls_test::new_authority();
    auto target = target_at(0, net::encryption::required);
    auto settings = *target.settings;
    settings.tls.mode = net::ssl_mode::verify_full;
    settings.tls.root_cert = files.write("root.crt", tls_test::pem(stranger.certificate.get()));
    scripted_peer server({[](peer_end& client) { EXPECT_FALSE(client.start_tls(own())); }});
    target.settings = std::make_shared<const net::connect_settings>(settings);
    target.where = *net::parse_address("127.0.0.1", server.port());
    EXPECT_NE(failure_of_cancel(target).message.find("the TLS handshake failed"), std::string::npos);
    EXPECT_EQ(server.finish(), "");
}

TEST(cancel_request, fails_with_the_error_that_a_server_answers) {
    scripted_peer server({[](peer_end& client) {
        client.receive_untagged();
        client.send_error("53300", "sorry, too many clients already");
    }});
    const auto why = failure_of_cancel(target_at(server.port()));
    EXPECT_EQ(why.message, to_port(server.port()) + "FATAL:  sorry, too many clients already");
    EXPECT_EQ(why.kind, failure_kind::connection);
    ASSERT_TRUE(why.server);
    EXPECT_EQ(why.server->sqlstate, "53300");
    EXPECT_EQ(server.finish(), "");
}

TEST(cancel_request, survives_answers_that_are_none) {
    const std::string table[] = {"x",
                                 {"E\0\0\0\3", 5},
                                 {"E\x7f\xff\xff\xff", 5},
                                 {"E\0\0\0\xff"
                                  "S",
                                  6},
                                 {"E\0\0\0\6SX", 7},
                                 {"Z\0\0\0\5I", 6},
                                 std::string(100000, '\0')};
    for (const auto& bytes : table) {
        scripted_peer server({[&](peer_end& client) {
            client.receive_untagged();
            client.send_bytes(bytes);
        }});
        const auto why = failure_of_cancel(target_at(server.port()));
        EXPECT_EQ(why.message,
                  to_port(server.port()) + "the server sent what is no answer to such a request");
        EXPECT_EQ(why.kind, failure_kind::protocol);
        EXPECT_EQ(server.finish(), "");
    }
}

TEST(cancel_request, does_not_wait_for_a_silent_server_for_ever) {
    scripted_peer server({[](peer_end& client) {
        expect_request(client, key);
        client.expect_end();
    }});
    const auto why = failure_of_cancel(target_at(server.port()), key, soon());
    EXPECT_EQ(why.message, to_port(server.port()) + "timeout expired");
    EXPECT_TRUE(why.timed_out);
    EXPECT_EQ(server.finish(), "");
}

TEST(cancel_request, does_not_wait_for_a_silent_handshake_for_ever) {
    scripted_peer server({[](peer_end& client) {
        client.receive_ssl_request();
        client.expect_end();
    }});
    const auto why = failure_of_cancel(target_at(server.port(), net::encryption::required), key, soon());
    EXPECT_TRUE(why.timed_out);
    EXPECT_EQ(server.finish(), "");
}

TEST(cancel_request, says_that_nobody_listens) {
    const auto port = dead_port();
    EXPECT_EQ(failure_of_cancel(target_at(port)).message.find(to_port(port) + "Connection refused"), 0u);
}

TEST(cancel_request, needs_a_key) {
    const auto why = failure_of_cancel(target_at(1), {});
    EXPECT_NE(why.message.find("no key"), std::string::npos) << why.message;
    EXPECT_FALSE(why.sent);
}

TEST(cancel_request, works_for_a_connection_as_it_was_made) {
    scripted_peer server({[](peer_end& client) {
                              ASSERT_TRUE(client.start_tls(own()));
                              client.let_in();
                          },
                          [](peer_end& client) {
                              ASSERT_TRUE(client.start_tls(own()));
                              expect_request(client, {4711, "keys"});
                          }});
    auto s = settings_for({server.port()});
    s.tls.mode = net::ssl_mode::prefer;
    const auto c = connect(s);
    ASSERT_TRUE(c) << c.error().message;
    EXPECT_EQ(failure_of_cancel(c->target, c->session->key()).message, "");
    EXPECT_EQ(server.finish(), "");
}

}  // namespace
