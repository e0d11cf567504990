#ifndef KORNAK_NET_TLS_STREAM_HPP
#define KORNAK_NET_TLS_STREAM_HPP

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <kornak/failure.hpp>

#include "net/tls_bio.hpp"
#include "net/tls_context.hpp"
#include "net/transport.hpp"

namespace kornak::net {

/// What the two sides agreed on.
struct tls_parameters {
    std::string protocol;  // "TLSv1.3"
    std::string cipher;    // OpenSSL's name of it
    int key_bits = 0;
    std::string alpn;  // empty: the server does not know the extension
};

/// A server's socket, encrypted. Reads and writes fail until `handshake` is done.
/// Thread safety: none. Fork safety: destroying it sends nothing, so a child's copy leaves the parent alone.
class tls_stream final : public transport {
public:
    /// `host` is what the user calls the server; it may be empty where the certificate need not match it.
    /// Errors: connection, nothing sent.
    static expected<std::unique_ptr<tls_stream>> create(const tls_context& context, socket s,
                                                        std::string host);

    /// Call again for as long as it says `would_block`. `done` (of no bytes) means that the server is who it
    /// should be, as far as the settings ask; after `failed` and `closed`, `error_text()` tells why.
    io_result handshake(wait_mode wait);

    /// Waits once at most. When `into` is not full afterwards, no complete record is left buffered.
    io_result read(std::span<std::byte> into, wait_mode wait) override;
    /// After `would_block` the same bytes have to be given again, more may follow them.
    io_result write(std::span<const std::byte> from, wait_mode wait) override;
    bool has_buffered_input() const noexcept override { return more_buffered_; }
    void shutdown() noexcept override;

    int fd() const noexcept override { return carrier_.below.fd(); }
    bool encrypted() const noexcept override { return true; }

    /// For channel binding: see `end_point_hash`. Empty before the handshake.
    std::vector<std::byte> peer_certificate_hash() const;
    tls_parameters parameters() const;

private:
    tls_stream(const tls_context& context, socket s, std::string host);

    bool prepare();
    template <class Operation>
    io_result attempt(wait_mode wait, Operation operation);
    io_result end(io_result::status how, std::string why);
    std::string find_fault_with_peer() const;

    tls_carrier carrier_;  // before what points to it
    tls_handle<SSL> native_;
    std::string host_;
    bool verifies_host_;
    bool names_host_;
    bool direct_;
    bool ready_ = false;              // the handshake is done and the peer accepted
    bool more_buffered_ = false;      // the last read left something, data or the end
    std::optional<io_result> ended_;  // how the handshake or reading came to its end
};

}  // namespace kornak::net

#endif
