#ifndef KORNAK_NET_TLS_HOST_NAME_HPP
#define KORNAK_NET_TLS_HOST_NAME_HPP

#include <string>

#include <openssl/x509.h>

namespace kornak::net {

/// An IPv4 or IPv6 address and not a name.
bool is_ip_address(const std::string& host);

/// Whether the certificate is made out for `host`, by the rules of libpq (PostgreSQL documentation, chapter
/// "SSL Support"): the subject's alternative names, or its common name where there is none; "*" stands for
/// one whole label at the start of a name. An address may also be written where a name belongs.
bool is_made_out_for(X509* certificate, const std::string& host);

/// What the certificate is made out for, for a message: "DNS:db.example, IP Address:10.0.0.1".
std::string names_in(X509* certificate);

}  // namespace kornak::net

#endif
