#include "client/config_keywords.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <numeric>
#include <string>

#include "client/config_failure.hpp"
#include "client/config_text.hpp"

namespace kornak::client {

namespace {

// The keywords of PostgreSQL 18's documentation and `servicefile` of the next version. What PostgreSQL marks
// for debugging only ("D") but is as good as a password is marked as a password here.
constexpr config_keyword all_keywords[] = {
    {"service", "PGSERVICE", {}, "Database-Service", "", 20},
    {"servicefile", "PGSERVICEFILE", {}, "Database-Service-File", "", 64},
    {"user", "PGUSER", {}, "Database-User", "", 20},
    {"password", "PGPASSWORD", {}, "Database-Password", "*", 20},
    {"passfile", "PGPASSFILE", {}, "Database-Password-File", "", 64},
    {"channel_binding", "PGCHANNELBINDING", "prefer", "Channel-Binding", "", 8},
    {"connect_timeout", "PGCONNECT_TIMEOUT", {}, "Connect-timeout", "", 10},
    {"dbname", "PGDATABASE", {}, "Database-Name", "", 20},
    {"host", "PGHOST", {}, "Database-Host", "", 40},
    {"hostaddr", "PGHOSTADDR", {}, "Database-Host-IP-Address", "", 45},
    {"port", "PGPORT", "5432", "Database-Port", "", 6},
    {"client_encoding", "PGCLIENTENCODING", {}, "Client-Encoding", "", 10},
    {"options", "PGOPTIONS", "", "Backend-Options", "", 40},
    {"application_name", "PGAPPNAME", {}, "Application-Name", "", 64},
    {"fallback_application_name", "", {}, "Fallback-Application-Name", "", 64},
    {"keepalives", "", {}, "TCP-Keepalives", "", 1},
    {"keepalives_idle", "", {}, "TCP-Keepalives-Idle", "", 10},
    {"keepalives_interval", "", {}, "TCP-Keepalives-Interval", "", 10},
    {"keepalives_count", "", {}, "TCP-Keepalives-Count", "", 10},
    {"tcp_user_timeout", "", {}, "TCP-User-Timeout", "", 10},
    {"sslmode", "PGSSLMODE", "prefer", "SSL-Mode", "", 12},
    {"sslnegotiation", "PGSSLNEGOTIATION", "postgres", "SSL-Negotiation", "", 9},
    {"sslcompression", "PGSSLCOMPRESSION", "0", "SSL-Compression", "", 1},
    {"sslcert", "PGSSLCERT", {}, "SSL-Client-Cert", "", 64},
    {"sslkey", "PGSSLKEY", {}, "SSL-Client-Key", "", 64},
    {"sslcertmode", "PGSSLCERTMODE", {}, "SSL-Client-Cert-Mode", "", 8},
    {"sslpassword", "", {}, "SSL-Client-Key-Password", "*", 20},
    {"sslrootcert", "PGSSLROOTCERT", {}, "SSL-Root-Certificate", "", 64},
    {"sslcrl", "PGSSLCRL", {}, "SSL-Revocation-List", "", 64},
    {"sslcrldir", "PGSSLCRLDIR", {}, "SSL-Revocation-List-Dir", "", 64},
    {"sslsni", "PGSSLSNI", "1", "SSL-SNI", "", 1},
    {"sslkeylogfile", "", {}, "SSL-Key-Log-File", "D", 64},
    {"requirepeer", "PGREQUIREPEER", {}, "Require-Peer", "", 10},
    {"require_auth", "PGREQUIREAUTH", {}, "Require-Auth", "", 14},
    {"min_protocol_version", "PGMINPROTOCOLVERSION", {}, "Min-Protocol-Version", "", 6},
    {"max_protocol_version", "PGMAXPROTOCOLVERSION", {}, "Max-Protocol-Version", "", 6},
    {"ssl_min_protocol_version", "PGSSLMINPROTOCOLVERSION", "TLSv1.2", "SSL-Minimum-Protocol-Version", "", 8},
    {"ssl_max_protocol_version", "PGSSLMAXPROTOCOLVERSION", {}, "SSL-Maximum-Protocol-Version", "", 8},
    {"gssencmode", "PGGSSENCMODE", "prefer", "GSSENC-Mode", "", 8},
    {"krbsrvname", "PGKRBSRVNAME", "postgres", "Kerberos-service-name", "", 20},
    {"gsslib", "PGGSSLIB", {}, "GSS-library", "", 7},
    {"gssdelegation", "PGGSSDELEGATION", "0", "GSS-delegation", "", 1},
    {"replication", "", {}, "Replication", "D", 5},
    {"target_session_attrs", "PGTARGETSESSIONATTRS", "any", "Target-Session-Attrs", "", 15},
    {"load_balance_hosts", "PGLOADBALANCEHOSTS", "disable", "Load-Balance-Hosts", "", 8},
    {"scram_client_key", "", {}, "SCRAM-Client-Key", "*", 64},
    {"scram_server_key", "", {}, "SCRAM-Server-Key", "*", 64},
    {"oauth_issuer", "", {}, "OAuth-Issuer", "", 40},
    {"oauth_client_id", "", {}, "OAuth-Client-ID", "", 40},
    {"oauth_client_secret", "", {}, "OAuth-Client-Secret", "*", 40},
    {"oauth_scope", "", {}, "OAuth-Scope", "", 15},
};

constexpr std::size_t longest_keyword = 32;  // a little more, so that a typing error still fits
static_assert(std::all_of(std::begin(all_keywords), std::end(all_keywords),
                          [](const config_keyword& k) { return k.keyword.size() <= longest_keyword; }));

bool looks_like_keyword(std::string_view text) noexcept {
    return !text.empty() && text.size() <= longest_keyword &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '_';
           });
}

// Levenshtein's, one row at a time; the case of letters does not count.
std::size_t edit_distance(std::string_view from, std::string_view to) {
    std::array<std::size_t, longest_keyword + 1> row;
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < from.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < to.size(); ++j) {
            const std::size_t replaced = diagonal + (lower(from[i]) != lower(to[j]));
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
        }
    }
    return row[to.size()];
}

std::string_view nearest_keyword(std::string_view text) {
    std::string_view nearest;
    std::size_t smallest = text.size() < 6 ? 2 : 3;  // first distance that is too far
    for (const auto& known : all_keywords) {
        const auto distance = edit_distance(text, known.keyword);
        if (distance < smallest) {
            smallest = distance;
            nearest = known.keyword;
        }
    }
    return nearest;
}

}  // namespace

const config_keyword* find_keyword(std::string_view keyword) noexcept {
    const auto found = std::find_if(std::begin(all_keywords), std::end(all_keywords),
                                    [&](const config_keyword& k) { return k.keyword == keyword; });
    return found == std::end(all_keywords) ? nullptr : found;
}

bool is_settable(std::string_view keyword) noexcept {
    return keyword == obsolete_keyword || find_keyword(keyword);
}

failure unknown_keyword(std::string_view keyword) {
    if (!looks_like_keyword(keyword))
        return config_failure("invalid connection option: a keyword is made of letters and underscores");
    std::string message = "invalid connection option \"" + std::string(keyword) + '"';
    if (const auto nearest = nearest_keyword(keyword); !nearest.empty())
        message += "; did you mean \"" + std::string(nearest) + "\"?";
    return config_failure(std::move(message));
}

}  // namespace kornak::client

namespace kornak {

std::span<const config_keyword> config::keywords() noexcept {
    return client::all_keywords;
}

}  // namespace kornak
