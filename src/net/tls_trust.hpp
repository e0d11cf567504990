#ifndef KORNAK_NET_TLS_TRUST_HPP
#define KORNAK_NET_TLS_TRUST_HPP

#include <optional>

#include <openssl/ssl.h>

#include <kornak/failure.hpp>

#include "net/connect_settings.hpp"

namespace kornak::net {

/// Makes connections of `context` verify the server's certificate as far as `settings` ask for it: PostgreSQL
/// documentation, chapter "SSL Support", section "Client Verification of Server Certificates". As there, a
/// root certificate that is at hand is used in every mode, and sslrootcert=system takes no revocation lists.
/// Errors: connection, nothing sent; roots that are needed or were named and cannot be loaded, and lists that
/// exist and cannot.
std::optional<failure> load_trust(SSL_CTX* context, const tls_settings& settings);

}  // namespace kornak::net

#endif
