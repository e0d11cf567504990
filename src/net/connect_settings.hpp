#ifndef KORNAK_NET_CONNECT_SETTINGS_HPP
#define KORNAK_NET_CONNECT_SETTINGS_HPP

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace kornak::net {

enum class ssl_mode { disable, allow, prefer, require, verify_ca, verify_full };
enum class ssl_negotiation { postgres, direct };
enum class channel_binding { disable, prefer, require };
enum class session_attrs { any, read_write, read_only, primary, standby, prefer_standby };
enum class host_order { as_given, random };

/// One place a server may be at, before its name is resolved.
struct endpoint {
    std::string host;  // a name, an address, or the directory of a Unix socket when it starts with '/' or '@'
    std::string
        hostaddr;  // numeric address: no name resolution when set; `host` is then only for TLS and passwords
    std::uint16_t port = 5432;
    std::string
        password;  // of this endpoint: the password given, or the one its line in the password file has
    bool password_from_file = false;  // only to say so when the server refuses it

    bool is_unix() const noexcept {
        return hostaddr.empty() && !host.empty() && (host[0] == '/' || host[0] == '@');
    }
};

struct tls_settings {
    ssl_mode mode = ssl_mode::prefer;
    ssl_negotiation negotiation = ssl_negotiation::postgres;
    std::string cert, key, key_password, root_cert, crl, crl_dir;  // paths; root_cert may be "system"
    bool cert_given = false;  // else: the default file, used only where it exists
    bool sni = true;
    std::string min_protocol = "TLSv1.2", max_protocol;
};

/// All that connecting needs, complete and validated: made from a conninfo by client/config.
struct connect_settings {
    std::vector<endpoint> endpoints;
    host_order order = host_order::as_given;
    session_attrs target = session_attrs::any;

    std::string user;
    std::string dbname;
    std::vector<std::pair<std::string, std::string>>
        startup_parameters;                // beside user and database, in order
    std::uint32_t min_protocol = 0x30000;  // major << 16 | minor
    std::uint32_t max_protocol = 0x30000;

    tls_settings tls;
    channel_binding binding = channel_binding::prefer;
    std::vector<std::string> require_auth;  // empty: any; else method names, each maybe with a leading '!'
    std::string require_peer;               // owner of a Unix socket's server process

    std::optional<std::chrono::milliseconds> connect_timeout;  // per address
    bool keepalives = true;
    int keepalives_idle = 0, keepalives_interval = 0,
        keepalives_count = 0;  // seconds, seconds, count; 0: system
    int tcp_user_timeout = 0;  // milliseconds; 0: system
};

}  // namespace kornak::net

#endif
