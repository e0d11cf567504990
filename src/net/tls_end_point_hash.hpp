#ifndef KORNAK_NET_TLS_END_POINT_HASH_HPP
#define KORNAK_NET_TLS_END_POINT_HASH_HPP

#include <cstddef>
#include <vector>

#include <openssl/x509.h>

namespace kornak::net {

/// What binds a login to the server's certificate: tls-server-end-point of RFC 5929, section 4.1. Empty where
/// the certificate's signature algorithm has no hash of its own (Ed25519): then nothing is defined.
std::vector<std::byte> end_point_hash(X509* certificate);

}  // namespace kornak::net

#endif
