#ifndef KORNAK_NET_TLS_HANDLE_HPP
#define KORNAK_NET_TLS_HANDLE_HPP

#include <memory>

#include <openssl/bio.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace kornak::net {

struct tls_deleter {
    void operator()(SSL_CTX* context) const noexcept { SSL_CTX_free(context); }
    void operator()(SSL* connection) const noexcept { SSL_free(connection); }
    void operator()(BIO* bio) const noexcept { BIO_free(bio); }
    void operator()(GENERAL_NAMES* names) const noexcept { GENERAL_NAMES_free(names); }
};

/// Owns an object of OpenSSL.
template <class Object>
using tls_handle = std::unique_ptr<Object, tls_deleter>;

}  // namespace kornak::net

#endif
