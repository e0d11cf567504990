#include "client/config_tls.hpp"

#include <string>
#include <string_view>

#include "client/config_text.hpp"

namespace kornak::client {

namespace {

using net::ssl_mode;
using net::ssl_negotiation;

constexpr choices<ssl_mode, 6> modes{{{"prefer", ssl_mode::prefer},
                                      {"disable", ssl_mode::disable},
                                      {"allow", ssl_mode::allow},
                                      {"require", ssl_mode::require},
                                      {"verify-ca", ssl_mode::verify_ca},
                                      {"verify-full", ssl_mode::verify_full}}};
constexpr choices<ssl_negotiation, 2> negotiations{
    {{"postgres", ssl_negotiation::postgres}, {"direct", ssl_negotiation::direct}}};
constexpr choices<bool, 2> on_by_default{{{"1", true}, {"0", false}}};

enum class cert_mode { allow, disable, require };
constexpr choices<cert_mode, 3> cert_modes{
    {{"allow", cert_mode::allow}, {"disable", cert_mode::disable}, {"require", cert_mode::require}}};

// Oldest first, also in the order of the alphabet.
constexpr std::string_view versions[] = {"TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"};

// Empty: no bound.
std::string read_version(config_reader& values, std::string_view keyword) {
    const auto text = values.text(keyword);
    for (const auto version : versions)
        if (equal_ignoring_case(text, version))
            return std::string(version);
    if (!text.empty())
        values.refuse(keyword, text, "allowed: \"TLSv1\", \"TLSv1.1\", \"TLSv1.2\", \"TLSv1.3\"");
    return {};
}

void read_modes(config_reader& values, net::tls_settings& tls) {
    tls.mode = values.choice("sslmode", modes);
    tls.negotiation = values.choice("sslnegotiation", negotiations);
    tls.sni = values.choice("sslsni", on_by_default);
    tls.min_protocol = read_version(values, "ssl_min_protocol_version");
    tls.max_protocol = read_version(values, "ssl_max_protocol_version");
    if (!tls.max_protocol.empty() && tls.min_protocol > tls.max_protocol)
        values.refuse("ssl_min_protocol_version", tls.min_protocol,
                      "above ssl_max_protocol_version, which is " + tls.max_protocol);
    if (tls.negotiation == ssl_negotiation::direct && tls.mode < ssl_mode::require)
        values.refuse("sslmode", values.text("sslmode"),
                      "sslnegotiation=direct needs \"require\", \"verify-ca\" or \"verify-full\"");
}

void read_files(config_reader& values, const environment& env, net::tls_settings& tls) {
    const auto home = env.home_directory();
    const auto file = [&](std::string_view keyword, std::string_view name) {
        const auto given = values.text(keyword);
        if (!given.empty() || name.empty() || home.empty())
            return std::string(given);
        return home + "/.postgresql/" + std::string(name);
    };
    tls.cert = file("sslcert", "postgresql.crt");
    tls.cert_given = !values.text("sslcert").empty();
    tls.key = file("sslkey", "postgresql.key");
    tls.key_password = values.text("sslpassword");
    tls.root_cert = file("sslrootcert", "root.crt");
    tls.crl_dir = values.text("sslcrldir");
    tls.crl = file("sslcrl", tls.crl_dir.empty() ? "root.crl" : "");
}

}  // namespace

net::tls_settings read_tls(config_reader& values, const environment& env) {
    net::tls_settings tls;
    read_modes(values, tls);
    read_files(values, env, tls);
    if (tls.root_cert == "system" && tls.mode != ssl_mode::verify_full)
        values.refuse("sslmode", values.text("sslmode"), "sslrootcert=system needs \"verify-full\"");
    switch (values.choice("sslcertmode", cert_modes)) {
        case cert_mode::allow: break;
        case cert_mode::disable:
            tls.cert.clear();
            tls.key.clear();
            tls.cert_given = false;
            break;
        case cert_mode::require:
            values.fail("sslcertmode=require is not supported: use \"allow\" and let the server insist");
    }
    if (!values.text("sslkeylogfile").empty())
        values.fail("sslkeylogfile is not supported");
    return tls;
}

}  // namespace kornak::client
