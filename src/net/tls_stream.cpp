#include "net/tls_stream.hpp"

#include <string_view>
#include <utility>

#include <openssl/err.h>

#include "net/tls_end_point_hash.hpp"
#include "net/tls_error.hpp"
#include "net/tls_host_name.hpp"

namespace kornak::net {
namespace {

constexpr std::string_view postgresql_protocol = "postgresql";
constexpr const char* no_handshake = "the TLS handshake is not done";

std::string_view selected_protocol(const SSL* connection) {
    const unsigned char* name = nullptr;
    unsigned int size = 0;
    SSL_get0_alpn_selected(connection, &name, &size);
    return {reinterpret_cast<const char*>(name), size};
}

io_result moved_bytes(std::size_t count) {
    return {io_result::status::done, count};
}

bool is_end(const io_result& result) {
    return result.outcome == io_result::status::closed || result.outcome == io_result::status::failed;
}

failure not_created(std::string why) {
    return {failure_kind::connection, "cannot set up TLS: " + std::move(why), nullptr, false};
}

}  // namespace

tls_stream::tls_stream(const tls_context& context, socket s, std::string host)
    : carrier_(std::move(s)),
      native_(SSL_new(context.native())),
      host_(std::move(host)),
      verifies_host_(context.verifies_host()),
      names_host_(context.names_host()),
      direct_(context.is_direct()) {}

expected<std::unique_ptr<tls_stream>> tls_stream::create(const tls_context& context, socket s,
                                                         std::string host) {
    if (context.verifies_host() && host.empty())
        return not_created(
            "sslmode=verify-full needs a host name to compare the certificate with; give host beside "
            "hostaddr");
    ERR_clear_error();
    std::unique_ptr<tls_stream> stream{new tls_stream(context, std::move(s), std::move(host))};
    if (!stream->prepare())
        return not_created(take_tls_error());
    return stream;
}

bool tls_stream::prepare() {
    if (!native_)
        return false;
    BIO* const bio = new_carrier_bio(carrier_).release();
    if (!bio)
        return false;
    SSL_set_bio(native_.get(), bio, bio);
    SSL_set_connect_state(native_.get());
    const bool named = names_host_ && !host_.empty() && !is_ip_address(host_);
    // What SSL_set_tlsext_host_name stands for, without its C cast.
    return !named || SSL_ctrl(native_.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                              host_.data()) == 1;
}

template <class Operation>
io_result tls_stream::attempt(wait_mode wait, Operation operation) {
    ERR_clear_error();  // SSL_get_error would take an older failure of this thread for one of this connection
    carrier_.wait = wait;
    carrier_.last = io_result::status::done;
    const int code = operation();
    if (code > 0)
        return {io_result::status::done};
    switch (SSL_get_error(native_.get(), code)) {
        case SSL_ERROR_WANT_READ: return {io_result::status::would_block, 0, interest::read};
        case SSL_ERROR_WANT_WRITE: return {io_result::status::would_block, 0, interest::write};
        case SSL_ERROR_ZERO_RETURN:
            return end(io_result::status::closed, "the server ended the TLS connection");
        case SSL_ERROR_SYSCALL:
            if (carrier_.last == io_result::status::failed)
                return end(io_result::status::failed, carrier_.below.error_text());
            return end(io_result::status::closed,
                       ready_ ? "the server closed the connection without ending TLS"
                              : "the server closed the connection during the TLS handshake");
        default:
            return end(io_result::status::failed, describe_tls_failure(SSL_get_verify_result(native_.get())));
    }
}

io_result tls_stream::end(io_result::status how, std::string why) {
    error_text_ = std::move(why);
    return {how};
}

io_result tls_stream::handshake(wait_mode wait) {
    if (ended_)
        return *ended_;
    auto result = attempt(wait, [this] { return SSL_do_handshake(native_.get()); });
    if (result.outcome == io_result::status::done) {
        if (auto fault = find_fault_with_peer(); !fault.empty())
            result = end(io_result::status::failed, std::move(fault));
        else
            ready_ = true;
    }
    if (is_end(result))
        ended_ = result;
    return result;
}

std::string tls_stream::find_fault_with_peer() const {
    const auto protocol = selected_protocol(native_.get());
    if (protocol != postgresql_protocol && (direct_ || !protocol.empty()))
        return "the server does not confirm that it speaks PostgreSQL (ALPN); sslnegotiation=direct needs "
               "PostgreSQL 17 or newer";
    if (!verifies_host_)
        return {};
    X509* const certificate = SSL_get0_peer_certificate(native_.get());
    if (certificate && is_made_out_for(certificate, host_))
        return {};
    return "the server's certificate is not for host \"" + host_ + "\"" +
           (certificate ? ", it is for " + names_in(certificate) : std::string{}) +
           "; connect by a name it holds, or give the server a certificate for this one";
}

io_result tls_stream::read(std::span<std::byte> into, wait_mode wait) {
    more_buffered_ = false;
    if (ended_)
        return *ended_;
    if (!ready_)
        return end(io_result::status::failed, no_handshake);
    std::size_t total = 0;
    while (total < into.size()) {
        const auto rest = into.subspan(total);
        std::size_t moved = 0;
        const auto part = attempt(total > 0 ? wait_mode::immediate : wait, [&] {
            return SSL_read_ex(native_.get(), rest.data(), rest.size(), &moved);
        });
        if (is_end(part))
            ended_ = part;  // OpenSSL would not repeat it
        if (part.outcome != io_result::status::done) {
            more_buffered_ = total > 0 && is_end(part);
            return total > 0 ? moved_bytes(total) : part;
        }
        total += moved;
        more_buffered_ = SSL_has_pending(native_.get()) == 1;
        if (!more_buffered_)
            break;
    }
    return moved_bytes(total);
}

io_result tls_stream::write(std::span<const std::byte> from, wait_mode wait) {
    if (!ready_)
        return ended_ ? *ended_ : end(io_result::status::failed, no_handshake);
    std::size_t total = 0;
    while (total < from.size()) {
        const auto rest = from.subspan(total);
        std::size_t moved = 0;
        const auto part =
            attempt(wait, [&] { return SSL_write_ex(native_.get(), rest.data(), rest.size(), &moved); });
        if (part.outcome != io_result::status::done)
            return total > 0 ? moved_bytes(total) : part;
        total += moved;
    }
    return moved_bytes(total);
}

void tls_stream::shutdown() noexcept {
    if (!ready_ || ended_)
        return;
    carrier_.wait = wait_mode::immediate;
    SSL_shutdown(native_.get());
    ERR_clear_error();
}

std::vector<std::byte> tls_stream::peer_certificate_hash() const {
    X509* const certificate = ready_ ? SSL_get0_peer_certificate(native_.get()) : nullptr;
    return certificate ? end_point_hash(certificate) : std::vector<std::byte>{};
}

tls_parameters tls_stream::parameters() const {
    const SSL* const connection = native_.get();
    return {.protocol = SSL_get_version(connection),
            .cipher = SSL_get_cipher_name(connection),
            .key_bits = SSL_get_cipher_bits(connection, nullptr),
            .alpn = std::string{selected_protocol(connection)}};
}

}  // namespace kornak::net
