#ifndef KORNAK_TESTS_NET_SCRIPTED_PEER_HPP
#define KORNAK_TESTS_NET_SCRIPTED_PEER_HPP

#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <openssl/ssl.h>

#include "net/socket.hpp"
#include "tls_test_certificate.hpp"
#include "wire/notice_messages.hpp"
#include "wire/query_messages.hpp"
#include "wire/startup_messages.hpp"

/// Servers for the tests of connecting, each in a thread of its own, on real sockets.
namespace peer_test {

namespace net = kornak::net;
namespace wire = kornak::wire;
using kind = wire::authentication::kind;

/// The server's end of one connection. Everything waits; a client that does nothing for ten seconds, or not
/// what the script says, makes it throw.
class peer_end {
public:
    explicit peer_end(net::socket s) : socket_(std::move(s)) {
        const timeval patience{10, 0};
        ::setsockopt(socket_.fd(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    }

    void send_bytes(std::string_view bytes) {
        const bool sent = tls_ ? SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size())) > 0
                               : ::send(socket_.fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL) > 0;
        if (!sent)
            throw std::runtime_error("the client does not take what the server sends");
    }
    template <class Message>
    void send(const Message& m) {
        wire::byte_writer out;
        encode(out, m);
        send_bytes(wire::as_text(out.view()));
    }
    void send_request(kind request, std::string_view data = "") {
        send(wire::authentication{request, wire::as_bytes(data)});
    }
    void send_error(const char* sqlstate, const char* message, const char* severity = "FATAL") {
        kornak::diagnostics d;
        d.severity = d.severity_nonlocalized = severity;
        d.sqlstate = sqlstate;
        d.message_primary = message;
        wire::byte_writer out;
        wire::encode_diagnostics(out, wire::error_response_tag, d);
        send_bytes(wire::as_text(out.view()));
    }

    /// A message without a tag: what follows its length.
    std::string receive_untagged() {
        const auto length = wire::load_be<std::uint32_t>(wire::as_bytes(receive_bytes(4)).data());
        return receive_bytes(length - 4);
    }
    std::string receive_message(char tag) {
        const std::string header = receive_bytes(wire::header_size);
        if (header[0] != tag)
            throw std::runtime_error(std::string("the client sent a message ") + header[0]);
        return receive_bytes(wire::read_header(wire::as_bytes(header).data()).length);
    }
    void receive_ssl_request() {
        if (receive_untagged() != std::string("\x04\xd2\x16\x2f", 4))
            throw std::runtime_error("the client does not ask for TLS");
    }
    void receive_startup() {
        if (receive_untagged().substr(0, 4) != std::string("\0\3\0\0", 4))
            throw std::runtime_error("the client does not send a StartupMessage");
    }
    /// The client goes, saying only goodbye.
    void expect_end(bool with_terminate = false) {
        if (with_terminate)
            receive_message(wire::terminate::tag);
        char byte;
        const auto n =
            tls_ ? SSL_read(tls_.get(), &byte, 1) : static_cast<int>(::recv(socket_.fd(), &byte, 1, 0));
        if (n > 0)
            throw std::runtime_error("the client goes on");
    }
    void expect_terminate() { expect_end(true); }
    /// Takes whatever comes, and says nothing.
    void swallow_until_end() {
        char bytes[4096];
        while (::recv(socket_.fd(), bytes, sizeof bytes, 0) > 0)
            continue;
    }

    /// A login that asks for nothing, up to ReadyForQuery.
    void let_in(const std::vector<std::pair<std::string, std::string>>& parameters = {}) {
        receive_startup();
        send_request(kind::ok);
        for (const auto& [name, value] : parameters)
            send(wire::parameter_status{name, value});
        send(wire::backend_key_data{4711, wire::as_bytes("keys")});
        send(wire::ready_for_query{});
    }

    /// Answers the client's SSLRequest and shakes hands; false when the client does not want to go on.
    bool start_tls(const tls_test::identity& own) {
        receive_ssl_request();
        send_bytes("S");
        return shake_hands(own);
    }
    bool shake_hands(const tls_test::identity& own) {
        context_.reset(SSL_CTX_new(TLS_server_method()));
        SSL_CTX_use_certificate(context_.get(), own.certificate.get());
        SSL_CTX_use_PrivateKey(context_.get(), own.key.get());
        SSL_CTX_set_alpn_select_cb(context_.get(), select_protocol, nullptr);
        tls_.reset(SSL_new(context_.get()));
        SSL_set_fd(tls_.get(), socket_.fd());
        return SSL_accept(tls_.get()) == 1;
    }

private:
    static int select_protocol(SSL*, const unsigned char** out, unsigned char* size,
                               const unsigned char* offered, unsigned, void*) {
        *size = offered[0];
        *out = offered + 1;
        return SSL_TLSEXT_ERR_OK;
    }

    std::string receive_bytes(std::size_t size) {
        std::string bytes(size, '\0');
        std::size_t done = 0;
        while (done < size) {
            const auto n = tls_ ? SSL_read(tls_.get(), &bytes[done], static_cast<int>(size - done))
                                : static_cast<int>(::recv(socket_.fd(), &bytes[done], size - done, 0));
            if (n <= 0)
                throw std::runtime_error("the client has gone, or is silent");
            done += static_cast<std::size_t>(n);
        }
        return bytes;
    }

    net::socket socket_;
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_{nullptr, SSL_CTX_free};
    std::unique_ptr<SSL, decltype(&SSL_free)> tls_{nullptr, SSL_free};
};

/// One connection after another, a script for each.
using script = std::function<void(peer_end&)>;

/// A server that follows scripts, on a port of 127.0.0.1 that nobody else has.
class scripted_peer {
public:
    explicit scripted_peer(std::vector<script> scripts) : scripts_(std::move(scripts)) {
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof at;
        listen_on(reinterpret_cast<sockaddr*>(&at), size);
        ::getsockname(listener_.fd(), reinterpret_cast<sockaddr*>(&at), &size);
        port_ = ntohs(at.sin_port);
    }
    /// On a Unix socket, for a path or, with a zero byte at its start, a name.
    scripted_peer(std::string_view path, std::vector<script> scripts) : scripts_(std::move(scripts)) {
        sockaddr_un at{};
        at.sun_family = AF_UNIX;
        path.copy(at.sun_path, sizeof at.sun_path);
        listen_on(reinterpret_cast<sockaddr*>(&at),
                  static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size()));
    }
    ~scripted_peer() { finish(); }

    std::uint16_t port() const { return port_; }

    /// Waits until all scripts have been followed; what went wrong, or nothing.
    std::string finish() {
        if (thread_.joinable())
            thread_.join();
        return trouble_;
    }

private:
    void listen_on(const sockaddr* at, socklen_t size) {
        listener_ = net::socket(::socket(at->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
        const timeval patience{10, 0};
        ::setsockopt(listener_.fd(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        if (::bind(listener_.fd(), at, size) != 0 || ::listen(listener_.fd(), 8) != 0)
            throw std::runtime_error("no socket to listen on");
        thread_ = std::thread([this] { serve(); });
    }

    void serve() {
        // OpenSSL's own sockets raise it when the client has gone. In the client's thread it stays deadly, as
        // it would be for a user.
        sigset_t broken_pipe;
        sigemptyset(&broken_pipe);
        sigaddset(&broken_pipe, SIGPIPE);
        ::pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
        for (const auto& follow : scripts_) {
            try {
                net::socket accepted(::accept(listener_.fd(), nullptr, nullptr));
                if (!accepted.is_open())
                    throw std::runtime_error("the client does not come");
                peer_end end(std::move(accepted));
                follow(end);
            } catch (const std::exception& e) {
                trouble_ += e.what();
            }
        }
    }

    std::vector<script> scripts_;
    net::socket listener_;
    std::uint16_t port_ = 0;
    std::thread thread_;
    std::string trouble_;
};

/// A port that nobody listens on.
inline std::uint16_t dead_port() {
    scripted_peer gone{std::vector<script>{}};
    return gone.port();
}

}  // namespace peer_test

#endif
