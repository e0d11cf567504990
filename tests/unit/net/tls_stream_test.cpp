#include "net/tls_stream.hpp"

#include <sys/socket.h>
#include <sys/time.h>

#include <span>
#include <string>
#include <string_view>
#include <thread>

#include <gtest/gtest.h>
#include <openssl/err.h>

#include "tls_test_directory.hpp"
#include "tls_test_peer.hpp"

using namespace kornak;
using namespace tls_test;
using net::interest;
using net::wait_mode;

namespace {

using stream = std::unique_ptr<net::tls_stream>;

std::span<const std::byte> bytes(std::string_view text) {
    return std::as_bytes(std::span{text});
}

net::tls_context new_context(const net::tls_settings& settings = {}) {
    auto context = net::tls_context::create(settings);
    if (!context)
        throw std::runtime_error(context.error().message);
    return *std::move(context);
}

stream new_client(net::socket end, const net::tls_settings& settings = {}) {
    auto client = net::tls_stream::create(new_context(settings), std::move(end), "db.example");
    if (!client)
        throw std::runtime_error(client.error().message);
    return *std::move(client);
}

/// A pattern in which every misplaced byte shows.
std::string long_text(std::size_t size) {
    std::string text(size, '\0');
    for (std::size_t i = 0; i < size; ++i)
        text[i] = static_cast<char>((i * 2654435761u) >> 11);
    return text;
}

/// A client and a server that have shaken hands.
struct tls_stream : testing::Test {
    identity own = self_signed({});
    peer server{{.own = own}};
    stream client = new_client(server.take_client_end());

    void SetUp() override {
        ASSERT_EQ(shake_hands(*client, server).outcome, status::done) << client->error_text();
    }

    io_result read(std::string& into, std::size_t most = 65536, wait_mode wait = wait_mode::immediate) {
        into.resize(most);
        const auto result = client->read(std::as_writable_bytes(std::span{into}), wait);
        into.resize(result.bytes);
        return result;
    }
    status read_status() {
        std::string ignored;
        return read(ignored).outcome;
    }
};

TEST_F(tls_stream, carries_bytes_both_ways) {
    EXPECT_TRUE(client->encrypted());
    const auto sent = client->write(bytes("select 1"), wait_mode::immediate);
    EXPECT_EQ(sent.outcome, status::done);
    EXPECT_EQ(sent.bytes, 8u);
    server.send("one row");
    server.step();
    EXPECT_EQ(server.received(), "select 1");
    std::string text;
    EXPECT_EQ(read(text).outcome, status::done);
    EXPECT_EQ(text, "one row");
}

TEST_F(tls_stream, says_what_was_agreed_on) {
    const auto agreed = client->parameters();
    EXPECT_EQ(agreed.protocol, "TLSv1.3");
    EXPECT_EQ(agreed.cipher, "TLS_AES_256_GCM_SHA384");
    EXPECT_EQ(agreed.key_bits, 256);
    EXPECT_EQ(agreed.alpn, "postgresql");
}

TEST_F(tls_stream, waits_for_input_that_is_not_there) {
    std::string text;
    const auto result = read(text);
    EXPECT_EQ(result.outcome, status::would_block);
    EXPECT_EQ(result.wanted, interest::read);
    EXPECT_FALSE(client->has_buffered_input());
}

TEST_F(tls_stream, gathers_the_records_that_have_arrived) {
    for (const char* part : {"a", "bc", "def"})
        server.send(part);
    server.step();
    std::string text;
    EXPECT_EQ(read(text).outcome, status::done);
    EXPECT_EQ(text, "abcdef");
    EXPECT_FALSE(client->has_buffered_input());
}

TEST_F(tls_stream, tells_of_input_that_no_poll_would_show) {
    server.send("abc");
    server.send("def");
    server.step();
    std::string text;
    for (const char* part : {"ab", "cd"}) {
        EXPECT_EQ(read(text, 2).bytes, 2u);
        EXPECT_EQ(text, part);
        EXPECT_TRUE(client->has_buffered_input());
    }
    EXPECT_EQ(read(text, 2).bytes, 2u);
    EXPECT_EQ(text, "ef");
    EXPECT_FALSE(client->has_buffered_input());
    EXPECT_EQ(read_status(), status::would_block);
}

TEST_F(tls_stream, goes_on_after_output_that_did_not_fit) {
    const auto text = long_text(4 << 20);
    std::size_t sent = 0;
    bool blocked = false;
    while (sent < text.size()) {
        // The rest is at another address each time: OpenSSL must not insist on the old one.
        const std::string rest = text.substr(sent);
        const auto result = client->write(bytes(rest), wait_mode::immediate);
        if (result.outcome == status::done) {
            sent += result.bytes;
            continue;
        }
        ASSERT_EQ(result.outcome, status::would_block) << client->error_text();
        EXPECT_EQ(result.wanted, interest::write);
        blocked = true;
        server.step();
    }
    server.step();
    EXPECT_TRUE(blocked);
    EXPECT_TRUE(server.received() == text);
}

TEST_F(tls_stream, moves_much_both_ways_at_once) {
    const auto text = long_text(8 << 20);
    server.send(text);
    std::thread other{[&] { server.serve(); }};
    std::string received, part;
    std::size_t sent = 0;
    while (received.size() < text.size() || sent < text.size()) {
        const auto written = client->write(bytes(text).subspan(sent), wait_mode::immediate);
        sent += written.bytes;
        const auto taken = read(part, 100'000);
        received += part;
        if (written.bytes == 0 && taken.bytes == 0) {
            ASSERT_EQ(taken.outcome, status::would_block) << client->error_text();
            const bool writing = sent < text.size();
            pollfd wait{client->fd(), static_cast<short>(writing ? POLLIN | POLLOUT : POLLIN), 0};
            ASSERT_EQ(::poll(&wait, 1, 10'000), 1);
        }
    }
    client.reset();
    other.join();
    EXPECT_TRUE(received == text);
    EXPECT_TRUE(server.received() == text);
}

TEST_F(tls_stream, waits_one_tick_for_input) {
    timeval tick{0, 1000};
    ASSERT_EQ(::setsockopt(client->fd(), SOL_SOCKET, SO_RCVTIMEO, &tick, sizeof tick), 0);
    std::string text;
    EXPECT_EQ(read(text, 10, wait_mode::tick).outcome, status::would_block);

    tick = {60, 0};
    ASSERT_EQ(::setsockopt(client->fd(), SOL_SOCKET, SO_RCVTIMEO, &tick, sizeof tick), 0);
    std::thread other{[&] {
        server.send("late");
        server.step();
    }};
    EXPECT_EQ(read(text, 10, wait_mode::tick).outcome, status::done);
    other.join();
    EXPECT_EQ(text, "late");
}

TEST_F(tls_stream, ends_with_the_servers_goodbye) {
    server.send("last words");
    server.end_tls();
    server.step();
    std::string text;
    EXPECT_EQ(read(text).outcome, status::done);
    EXPECT_EQ(text, "last words");
    EXPECT_EQ(read_status(), status::closed);
    EXPECT_EQ(read_status(), status::closed);
    EXPECT_EQ(client->error_text(), "the server ended the TLS connection");
}

TEST_F(tls_stream, tells_of_an_end_that_no_poll_would_show) {
    server.send("last words");
    server.end_tls();
    server.step();  // the socket stays open
    std::string text;
    EXPECT_EQ(read(text).bytes, 10u);
    EXPECT_TRUE(client->has_buffered_input());
    EXPECT_EQ(read_status(), status::closed);
    EXPECT_FALSE(client->has_buffered_input());
}

TEST_F(tls_stream, ends_with_a_server_that_says_no_goodbye) {
    server.send("last words");
    server.step();
    server.hang_up();
    std::string text;
    EXPECT_EQ(read(text).outcome, status::done);
    EXPECT_EQ(text, "last words");
    EXPECT_EQ(read_status(), status::closed);
    EXPECT_EQ(read_status(), status::closed);
    EXPECT_EQ(ERR_peek_error(), 0u);
}

TEST_F(tls_stream, fails_to_write_to_a_server_that_is_gone_and_still_reads_what_it_said) {
    server.send("terminating connection");
    server.step();
    server.hang_up();
    EXPECT_EQ(client->write(bytes("select 1"), wait_mode::immediate).outcome, status::failed);
    EXPECT_EQ(client->error_text(), "Broken pipe");
    std::string text;
    EXPECT_EQ(read(text).outcome, status::done);
    EXPECT_EQ(text, "terminating connection");
    EXPECT_EQ(read_status(), status::closed);
}

TEST_F(tls_stream, says_goodbye_when_told_to) {
    client->shutdown();
    server.step();
    EXPECT_TRUE(server.saw_close_notify());
    client.reset();
    server.step();
    EXPECT_FALSE(server.is_open());
}

TEST_F(tls_stream, says_nothing_when_destroyed) {
    client.reset();  // as in a forked child, whose parent goes on with the connection
    server.step();
    EXPECT_FALSE(server.saw_close_notify());
    EXPECT_FALSE(server.is_open());
}

TEST_F(tls_stream, does_not_wait_to_say_goodbye) {
    const auto text = long_text(4 << 20);
    while (client->write(bytes(text), wait_mode::immediate).outcome == status::done) {
    }
    client->shutdown();
    server.hang_up();
    client->shutdown();
    EXPECT_EQ(ERR_peek_error(), 0u);
}

TEST_F(tls_stream, is_not_confused_by_failures_of_others) {
    ERR_raise(ERR_LIB_USER, 42);
    EXPECT_EQ(read_status(), status::would_block);
    ERR_raise(ERR_LIB_USER, 42);
    EXPECT_EQ(client->write(bytes("x"), wait_mode::immediate).outcome, status::done);
}

TEST_F(tls_stream, hashes_the_certificate_for_channel_binding) {
    EXPECT_EQ(client->peer_certificate_hash().size(), 32u);
    const auto ed25519 =
        self_signed({.hash = nullptr}, checked(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")));
    peer other{{.own = ed25519}};
    const auto unbound = new_client(other.take_client_end());
    ASSERT_EQ(shake_hands(*unbound, other).outcome, status::done);
    EXPECT_TRUE(unbound->peer_certificate_hash().empty());
}

TEST(tls_stream_handshake, has_to_come_first) {
    const auto own = self_signed({});
    peer server{{.own = own}};
    const auto client = new_client(server.take_client_end());
    std::byte any{};
    EXPECT_EQ(client->read({&any, 1}, wait_mode::immediate).outcome, status::failed);
    EXPECT_EQ(client->write({&any, 1}, wait_mode::immediate).outcome, status::failed);
    client->shutdown();
    EXPECT_TRUE(client->peer_certificate_hash().empty());
    server.step();
    EXPECT_EQ(server.received(), "");
    EXPECT_EQ(shake_hands(*client, server).outcome, status::done);
}

TEST(tls_stream_handshake, works_in_ticks) {
    const auto own = self_signed({});
    peer server{{.own = own}};
    const auto client = new_client(server.take_client_end());
    std::thread other{[&] { server.serve(); }};
    io_result result{status::would_block};
    while (result.outcome == status::would_block)
        result = client->handshake(wait_mode::tick);
    EXPECT_EQ(result.outcome, status::done) << client->error_text();
    ::shutdown(client->fd(), SHUT_RDWR);
    other.join();
}

TEST(tls_stream_handshake, ends_wherever_the_server_hangs_up) {
    const auto own = self_signed({});
    std::size_t limit = 0;
    for (;; limit += limit < 200 ? 1 : 37) {
        peer server{{.own = own, .output_limit = limit}};
        const auto client = new_client(server.take_client_end());
        const auto result = shake_hands(*client, server);
        if (result.outcome == status::done)
            break;
        EXPECT_EQ(result.outcome, status::closed) << limit << client->error_text();
        EXPECT_EQ(client->error_text(), "the server closed the connection during the TLS handshake");
        ASSERT_LT(limit, 10'000u);
    }
    EXPECT_GT(limit, 500u);
}

TEST(tls_stream_handshake, fails_on_any_damage) {
    const auto own = self_signed({});
    directory files;
    const net::tls_settings settings{.root_cert = files.write("root.crt", pem(own.certificate.get()))};
    std::size_t failures = 0;
    for (std::size_t position = 0; position < 1200; position += 13) {
        peer server{{.own = own, .damaged_byte = position}};
        const auto client = new_client(server.take_client_end(), settings);
        const auto result = shake_hands(*client, server);
        std::string any(16, '\0');
        const bool survived =
            result.outcome == status::done &&
            client->read(std::as_writable_bytes(std::span{any}), wait_mode::immediate).outcome ==
                status::would_block;
        if (!survived)
            ++failures;
        EXPECT_EQ(ERR_peek_error(), 0u);
    }
    EXPECT_GT(failures, 30u);
}

TEST(tls_stream_handshake, fails_on_what_is_not_tls) {
    using namespace std::string_literals;
    const std::string answers[] = {"E\0\0\0\x1eSFATAL\0C28000\0Mno TLS here\0\0"s,
                                   "HTTP/1.1 400 Bad Request\r\n\r\n",
                                   std::string(100, '\0'),
                                   std::string(100, '\xFF'),
                                   "\x16\x03\x03\xFF\xFF"s + std::string(100, 'x'),
                                   "\x15\x03\x03\0\x02\x02\x28"s};  // an alert: handshake failure
    const auto own = self_signed({});
    for (const auto& answer : answers) {
        int ends[2];
        ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
        const net::socket server{ends[0]};
        const auto client = new_client(net::socket{ends[1]});
        EXPECT_EQ(client->handshake(wait_mode::immediate).outcome, status::would_block);
        ASSERT_EQ(::send(server.fd(), answer.data(), answer.size(), MSG_NOSIGNAL),
                  static_cast<ssize_t>(answer.size()));
        EXPECT_EQ(client->handshake(wait_mode::immediate).outcome, status::failed);
        EXPECT_TRUE(client->error_text().starts_with("TLS failure: ")) << client->error_text();
        EXPECT_NE(client->handshake(wait_mode::immediate).outcome, status::done);
        EXPECT_EQ(ERR_peek_error(), 0u);
    }
}

TEST(tls_stream_handshake, shows_the_clients_certificate) {
    const auto own = self_signed({});
    const auto authority = new_authority();
    const auto joe = signed_by(authority, {.common_name = "joe"});
    directory files;
    const net::tls_settings with_certificate{.cert = files.write("joe.crt", pem(joe.certificate.get())),
                                             .key = files.write("joe.key", pem(joe.key.get())),
                                             .cert_given = true};
    peer server{{.own = own, .client_authority = authority.certificate.get()}};
    const auto client = new_client(server.take_client_end(), with_certificate);
    ASSERT_EQ(shake_hands(*client, server).outcome, status::done) << client->error_text();
    ASSERT_NE(SSL_get0_peer_certificate(server.native()), nullptr);
    EXPECT_EQ(X509_cmp(SSL_get0_peer_certificate(server.native()), joe.certificate.get()), 0);

    peer strict{{.own = own, .client_authority = authority.certificate.get()}};
    const auto anonymous = new_client(strict.take_client_end());
    shake_hands(*anonymous, strict);
    std::byte any{};
    EXPECT_EQ(anonymous->read({&any, 1}, wait_mode::immediate).outcome, status::failed);
    EXPECT_EQ(anonymous->error_text(), "TLS failure: tlsv13 alert certificate required");
}

}  // namespace
