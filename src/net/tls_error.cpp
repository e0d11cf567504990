#include "net/tls_error.hpp"

#include <system_error>

#include <openssl/err.h>
#include <openssl/ssl.h>

namespace kornak::net {
namespace {

const char* remedy(long code) {
    switch (code) {
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
            return "; sslrootcert must name the authority that signed the server's certificate";
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return "; the server needs a new one, or this machine's clock is wrong";
        case X509_V_ERR_CERT_NOT_YET_VALID: return "; the clock of this machine may be wrong";
        case X509_V_ERR_CRL_HAS_EXPIRED: return "; sslcrl and sslcrldir must hold current lists";
        case X509_V_ERR_UNABLE_TO_GET_CRL:
            return "; sslcrl and sslcrldir must hold a list of every authority in the chain";
        default: return "";
    }
}

}  // namespace

std::string take_tls_error() {
    const unsigned long code = ERR_get_error();
    ERR_clear_error();
    if (code == 0)
        return "no reason given by OpenSSL";
    if (ERR_SYSTEM_ERROR(code))
        return std::generic_category().message(ERR_GET_REASON(code));
    const char* const reason = ERR_reason_error_string(code);
    return reason ? reason : "OpenSSL error " + std::to_string(code);
}

std::string describe_tls_failure(long verify_result) {
    const int reason = ERR_GET_REASON(ERR_peek_error());
    const std::string text = take_tls_error();
    if (reason == SSL_R_CERTIFICATE_VERIFY_FAILED)
        return text + ": " + X509_verify_cert_error_string(verify_result) + remedy(verify_result);
    const bool foreign = reason == SSL_R_WRONG_VERSION_NUMBER || reason == SSL_R_PACKET_LENGTH_TOO_LONG;
    return "TLS failure: " + text + (foreign ? "; what the server sends does not look like TLS" : "");
}

}  // namespace kornak::net
