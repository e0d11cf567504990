#ifndef KORNAK_NET_TLS_CONTEXT_HPP
#define KORNAK_NET_TLS_CONTEXT_HPP

#include <kornak/failure.hpp>

#include "net/connect_settings.hpp"
#include "net/tls_handle.hpp"

namespace kornak::net {

/// What all TLS connections made with the same settings share: trusted authorities, the client's certificate,
/// the protocol versions. One is enough for all addresses of a connection attempt. Lifetime: connections made
/// from it keep what they need. Thread safety: const members, as usual.
class tls_context {
public:
    /// Effects: reads the files that `settings` name.
    /// Errors: connection, nothing sent: a file is missing, unreadable or not what it should be.
    static expected<tls_context> create(const tls_settings& settings);

    SSL_CTX* native() const noexcept { return native_.get(); }
    /// The certificate has to be made out for the host that is connected to (sslmode=verify-full).
    bool verifies_host() const noexcept { return verifies_host_; }
    /// The host's name is told to the server before encryption starts (sslsni).
    bool names_host() const noexcept { return names_host_; }
    /// TLS starts unasked (sslnegotiation=direct): the server has to confirm that it speaks PostgreSQL.
    bool is_direct() const noexcept { return direct_; }

private:
    explicit tls_context(const tls_settings& settings);

    tls_handle<SSL_CTX> native_;
    bool verifies_host_;
    bool names_host_;
    bool direct_;
};

}  // namespace kornak::net

#endif
