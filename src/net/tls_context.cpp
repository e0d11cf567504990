#include "net/tls_context.hpp"

#include <optional>
#include <string>
#include <utility>

#include <openssl/err.h>

#include "net/tls_client_certificate.hpp"
#include "net/tls_error.hpp"
#include "net/tls_trust.hpp"

namespace kornak::net {
namespace {

// OpenSSL reads ahead as far as this, instead of twice for every record of at most 16 KiB: a quarter less
// time for a big result. More than two records gain nothing.
constexpr std::size_t read_buffer_size = 32768;

// In the format of ALPN, one name after its length; registered with IANA.
constexpr unsigned char alpn_protocols[] = "\x0apostgresql";

failure not_created(std::string why) {
    return {failure_kind::connection, "cannot set up TLS: " + std::move(why), nullptr, false};
}

/// Zero, which stands for no bound, for an empty name; nothing for one that is not known.
std::optional<int> protocol_number(std::string_view name) {
    constexpr std::pair<std::string_view, int> protocols[] = {{"", 0},
                                                              {"TLSv1", TLS1_VERSION},
                                                              {"TLSv1.1", TLS1_1_VERSION},
                                                              {"TLSv1.2", TLS1_2_VERSION},
                                                              {"TLSv1.3", TLS1_3_VERSION}};
    for (const auto& [known, number] : protocols)
        if (name == known)
            return number;
    return std::nullopt;
}

std::optional<failure> bound_protocol(SSL_CTX* context, const tls_settings& settings) {
    const auto lowest = protocol_number(settings.min_protocol);
    const auto highest = protocol_number(settings.max_protocol);
    if (!lowest || !highest)
        return not_created("\"" + (lowest ? settings.max_protocol : settings.min_protocol) +
                           "\" is not a protocol version; known are TLSv1, TLSv1.1, TLSv1.2 and TLSv1.3");
    if (SSL_CTX_set_min_proto_version(context, *lowest) != 1 ||
        SSL_CTX_set_max_proto_version(context, *highest) != 1)
        return not_created("ssl_min_protocol_version or ssl_max_protocol_version: " + take_tls_error());
    return std::nullopt;
}

}  // namespace

tls_context::tls_context(const tls_settings& settings)
    : native_(SSL_CTX_new(TLS_client_method())),
      // The system's authorities sign for everybody: without the host's name that proves nothing.
      verifies_host_(settings.mode == ssl_mode::verify_full || settings.root_cert == "system"),
      names_host_(settings.sni),
      direct_(settings.negotiation == ssl_negotiation::direct) {}

expected<tls_context> tls_context::create(const tls_settings& settings) {
    ERR_clear_error();
    tls_context context{settings};
    SSL_CTX* const native = context.native();
    if (!native)
        return not_created(take_tls_error());
    if (auto why = bound_protocol(native, settings))
        return *std::move(why);
    if (auto why = load_trust(native, settings))
        return *std::move(why);
    if (auto why = load_client_certificate(native, settings))
        return *std::move(why);
    if (SSL_CTX_set_alpn_protos(native, alpn_protocols, sizeof alpn_protocols - 1) != 0)
        return not_created(take_tls_error());
    SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(native, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_read_ahead(native, 1);
    SSL_CTX_set_default_read_buffer_len(native, read_buffer_size);
    return context;
}

}  // namespace kornak::net
