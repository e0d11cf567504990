#include "net/tls_trust.hpp"

#include <filesystem>
#include <string>
#include <system_error>

#include <openssl/x509.h>

#include "net/tls_error.hpp"

namespace kornak::net {
namespace {

failure unusable(std::string why) {
    return {failure_kind::connection, "cannot verify servers: " + std::move(why), nullptr, false};
}

failure no_roots(const tls_settings& settings) {
    return unusable((settings.root_cert.empty()
                         ? std::string{"no root certificate file is known (no home directory)"}
                         : "there is no root certificate file \"" + settings.root_cert + "\"") +
                    "; provide it, name another one in sslrootcert, trust the system's authorities with "
                    "sslrootcert=system, or do without verification (sslmode=require, no sslrootcert)");
}

bool exists(const std::string& path) {
    std::error_code ignored;
    return std::filesystem::exists(path, ignored);
}

std::optional<failure> load_revocation_lists(SSL_CTX* context, const tls_settings& settings) {
    X509_STORE* const store = SSL_CTX_get_cert_store(context);
    const bool file = exists(settings.crl);
    if (file) {
        X509_LOOKUP* const lookup = X509_STORE_add_lookup(store, X509_LOOKUP_file());
        if (!lookup || X509_load_crl_file(lookup, settings.crl.c_str(), X509_FILETYPE_PEM) <= 0)
            return unusable("no revocation list in file \"" + settings.crl +
                            "\" (sslcrl): " + take_tls_error());
    }
    if (!settings.crl_dir.empty()) {
        std::error_code ignored;
        if (!std::filesystem::is_directory(settings.crl_dir, ignored))
            return unusable("\"" + settings.crl_dir +
                            "\" (sslcrldir) is not a directory of revocation lists");
        if (X509_STORE_load_path(store, settings.crl_dir.c_str()) != 1)
            return unusable("directory \"" + settings.crl_dir + "\" (sslcrldir): " + take_tls_error());
    }
    if (file || !settings.crl_dir.empty())
        X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
    return std::nullopt;
}

}  // namespace

std::optional<failure> load_trust(SSL_CTX* context, const tls_settings& settings) {
    if (settings.root_cert == "system") {
        if (SSL_CTX_set_default_verify_paths(context) != 1)
            return unusable("the system's root certificates: " + take_tls_error());
    } else if (exists(settings.root_cert)) {
        if (SSL_CTX_load_verify_file(context, settings.root_cert.c_str()) != 1)
            return unusable("root certificate file \"" + settings.root_cert + "\": " + take_tls_error());
        if (auto why = load_revocation_lists(context, settings))
            return why;
    } else {
        // Below verify-ca a missing file is no error, named or not: so it is with libpq.
        return settings.mode >= ssl_mode::verify_ca ? std::optional(no_roots(settings)) : std::nullopt;
    }
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    return std::nullopt;
}

}  // namespace kornak::net
