#ifndef KORNAK_TESTS_TLS_TEST_PEER_HPP
#define KORNAK_TESTS_TLS_TEST_PEER_HPP

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include "net/socket.hpp"
#include "net/tls_stream.hpp"
#include "tls_test_certificate.hpp"

namespace tls_test {

using kornak::net::io_result;
using status = io_result::status;

/// How the server side of a connection behaves.
struct peer_plan {
    const identity& own;
    std::string alpn = "postgresql";         // what it selects; empty: knows no ALPN
    const X509* client_authority = nullptr;  // set: demands a certificate signed by it
    int min_protocol = 0;                    // as SSL_CTX_set_min_proto_version
    std::size_t output_limit = std::numeric_limits<std::size_t>::max();  // then it hangs up
    std::size_t damaged_byte = std::numeric_limits<std::size_t>::max();  // position in its output
};

/// A TLS server at one end of a socket pair. It does something only in `step`, so that a test can run it
/// between two calls of the client, without threads and without waiting.
class peer {
public:
    explicit peer(peer_plan p) : plan_(std::move(p)) {
        int ends[2];
        if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
            throw std::runtime_error("no socket pair");
        socket_ = kornak::net::socket{ends[0]};
        client_end_ = kornak::net::socket{ends[1]};

        context_.reset(SSL_CTX_new(TLS_server_method()));
        SSL_CTX_set_security_level(context_.get(), 0);
        SSL_CTX_set_min_proto_version(context_.get(), plan_.min_protocol);
        if (SSL_CTX_use_certificate(context_.get(), plan_.own.certificate.get()) != 1 ||
            SSL_CTX_use_PrivateKey(context_.get(), plan_.own.key.get()) != 1)
            throw std::runtime_error("the test server cannot use its certificate");
        if (!plan_.alpn.empty())
            SSL_CTX_set_alpn_select_cb(context_.get(), select_protocol, this);
        if (plan_.client_authority) {
            X509_STORE_add_cert(SSL_CTX_get_cert_store(context_.get()),
                                const_cast<X509*>(plan_.client_authority));
            SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
        }
        native_.reset(SSL_new(context_.get()));
        SSL_set_bio(native_.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
        SSL_set_accept_state(native_.get());
    }

    kornak::net::socket take_client_end() { return std::move(client_end_); }
    /// Encrypts and queues; `step` sends.
    void send(const std::string& text) {
        SSL_write(native_.get(), text.data(), static_cast<int>(text.size()));
    }
    /// Queues close_notify.
    void end_tls() { SSL_shutdown(native_.get()); }
    void hang_up() { socket_.close(); }

    bool is_open() const { return socket_.is_open(); }
    SSL* native() const { return native_.get(); }
    const std::string& received() const { return received_; }
    bool saw_close_notify() const { return (SSL_get_shutdown(native_.get()) & SSL_RECEIVED_SHUTDOWN) != 0; }
    const std::string& requested_name() const { return requested_name_; }

    /// Takes what the client sent, handles it, sends what there is to send; never waits.
    void step() {
        take_input();
        if (SSL_do_handshake(native_.get()) == 1) {
            std::array<char, 16384> text;
            int size;
            while ((size = SSL_read(native_.get(), text.data(), static_cast<int>(text.size()))) > 0)
                received_.append(text.data(), static_cast<std::size_t>(size));
        }
        if (const char* name = SSL_get_servername(native_.get(), TLSEXT_NAMETYPE_host_name))
            requested_name_ = name;
        ERR_clear_error();  // the client's queue, too, when both run in one thread
        give_output();
    }

    /// Steps whenever the client moves, until the client or the peer hangs up.
    void serve() {
        while (is_open()) {
            pollfd wait{socket_.fd(), static_cast<short>(output_.empty() ? POLLIN : POLLIN | POLLOUT), 0};
            ::poll(&wait, 1, -1);
            step();
        }
    }

private:
    static int select_protocol(SSL*, const unsigned char** out, unsigned char* size, const unsigned char*,
                               unsigned, void* self) {
        const auto& name = static_cast<peer*>(self)->plan_.alpn;
        *out = reinterpret_cast<const unsigned char*>(name.data());
        *size = static_cast<unsigned char>(name.size());
        return SSL_TLSEXT_ERR_OK;
    }

    void take_input() {
        std::array<char, 65536> bytes;
        ssize_t size;
        while ((size = ::recv(socket_.fd(), bytes.data(), bytes.size(), MSG_DONTWAIT)) > 0)
            BIO_write(SSL_get_rbio(native_.get()), bytes.data(), static_cast<int>(size));
        client_gone_ = size == 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
    }

    void give_output() {
        std::array<char, 65536> bytes;
        int size;
        while ((size = BIO_read(SSL_get_wbio(native_.get()), bytes.data(), static_cast<int>(bytes.size()))) >
               0)
            output_.append(bytes.data(), static_cast<std::size_t>(size));
        if (plan_.damaged_byte >= sent_ && plan_.damaged_byte < sent_ + output_.size()) {
            output_[plan_.damaged_byte - sent_] ^= 1;
            plan_.damaged_byte = std::numeric_limits<std::size_t>::max();
        }
        while (!output_.empty() && sent_ < plan_.output_limit) {
            const auto size_now = std::min(output_.size(), plan_.output_limit - sent_);
            const auto done = ::send(socket_.fd(), output_.data(), size_now, MSG_DONTWAIT | MSG_NOSIGNAL);
            if (done <= 0)
                break;
            output_.erase(0, static_cast<std::size_t>(done));
            sent_ += static_cast<std::size_t>(done);
        }
        if (client_gone_ || sent_ == plan_.output_limit)
            hang_up();
    }

    peer_plan plan_;
    kornak::net::socket socket_, client_end_;
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_{nullptr, SSL_CTX_free};
    std::unique_ptr<SSL, decltype(&SSL_free)> native_{nullptr, SSL_free};
    std::string output_, received_, requested_name_;
    std::size_t sent_ = 0;
    bool client_gone_ = false;
};

/// Lets both sides shake hands until the client has a result; a stalemate gives `would_block`.
inline io_result shake_hands(kornak::net::tls_stream& client, peer& server) {
    io_result result;
    for (int round = 0; round < 20; ++round) {
        result = client.handshake(kornak::net::wait_mode::immediate);
        if (result.outcome != status::would_block)
            break;
        if (server.is_open())
            server.step();
    }
    if (server.is_open())
        server.step();
    return result;
}

}  // namespace tls_test

#endif
