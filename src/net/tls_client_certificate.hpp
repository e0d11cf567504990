#ifndef KORNAK_NET_TLS_CLIENT_CERTIFICATE_HPP
#define KORNAK_NET_TLS_CLIENT_CERTIFICATE_HPP

#include <optional>

#include <openssl/ssl.h>

#include <kornak/failure.hpp>

#include "net/connect_settings.hpp"

namespace kornak::net {

/// Lets connections of `context` show the client certificate that `settings` name: PostgreSQL documentation,
/// chapter "SSL Support", section "Client Certificates". The default certificate is used only where its file
/// exists. A key that others may read is refused; an encrypted one is opened with sslpassword, and nobody is
/// ever prompted. Errors: connection, nothing sent.
std::optional<failure> load_client_certificate(SSL_CTX* context, const tls_settings& settings);

}  // namespace kornak::net

#endif
