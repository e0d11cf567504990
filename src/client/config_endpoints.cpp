#include "client/config_endpoints.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

#include "client/config_text.hpp"
#include "client/password_file.hpp"

namespace kornak::client {

namespace {

constexpr std::uint16_t default_port = 5432;

// Where servers put their sockets: Debian and others, then PostgreSQL as it comes.
std::string default_host(std::uint16_t port, const environment& env) {
    const auto socket_name = "/.s.PGSQL." + std::to_string(port);
    for (const std::string directory : {"/var/run/postgresql", "/tmp"})
        if (env.kind_of(directory + socket_name) == file_kind::socket)
            return directory;
    return env.kind_of("/var/run/postgresql") == file_kind::directory ? "/var/run/postgresql" : "localhost";
}

std::uint16_t read_port(config_reader& values, std::string_view text) {
    if (text.empty())
        return default_port;
    const auto port = parse_integer(text);
    // An unescaped "/" in the password of a URI makes its beginning a port, so only digits are shown.
    if (!port)
        values.fail(
            "invalid value for connection option \"port\": not a number; write a \"/\" in the password "
            "of a URI as %2F");
    else if (*port < 1 || *port > 65535)
        values.refuse("port", text, "expected a number from 1 to 65535");
    return static_cast<std::uint16_t>(port.value_or(default_port));
}

bool same_length(config_reader& values, std::string_view keyword, std::size_t length,
                 std::string_view other_keyword, std::size_t other_length) {
    if (length == other_length)
        return true;
    values.fail("connection options \"" + std::string(keyword) + "\" and \"" + std::string(other_keyword) +
                "\" do not match: a list of " + std::to_string(length) + " and a list of " +
                std::to_string(other_length));
    return false;
}

// How the password file calls the host of `place`.
std::string_view password_host(const net::endpoint& place, const environment& env) {
    if (place.host.empty())
        return place.hostaddr;
    if (place.is_unix() && place.host == default_host(place.port, env))
        return "localhost";
    return place.host;
}

}  // namespace

std::vector<net::endpoint> read_endpoints(config_reader& values, const environment& env) {
    const auto hosts = split_list(values.text("host"));
    const auto addresses = split_list(values.text("hostaddr"));
    const auto ports = split_list(values.text("port"));
    if (!hosts.empty() && !addresses.empty() &&
        !same_length(values, "host", hosts.size(), "hostaddr", addresses.size()))
        return {};
    const auto size = std::max({hosts.size(), addresses.size(), std::size_t{1}});
    if (ports.size() > 1 &&
        !same_length(values, "port", ports.size(), addresses.empty() ? "host" : "hostaddr", size))
        return {};

    std::vector<net::endpoint> endpoints(size);
    for (std::size_t i = 0; i < size; ++i) {
        auto& place = endpoints[i];
        place.port = read_port(values, ports.empty() ? "" : ports[ports.size() == 1 ? 0 : i]);
        if (!addresses.empty())
            place.hostaddr = addresses[i];
        if (!hosts.empty())
            place.host = hosts[i];
        if (place.host.empty() && place.hostaddr.empty())
            place.host = default_host(place.port, env);
    }
    return endpoints;
}

void add_passwords(net::connect_settings& settings, const config_reader& values, const environment& env,
                   std::vector<std::string>& warnings) {
    if (const auto password = values.text("password"); !password.empty()) {
        for (auto& place : settings.endpoints)
            place.password = password;
        return;
    }
    std::string path(values.text("passfile"));
    if (path.empty()) {
        const auto home = env.home_directory();
        if (home.empty())
            return;
        path = home + "/.pgpass";
    }
    const auto content = load_password_file(path, env, warnings);
    if (!content)
        return;
    for (auto& place : settings.endpoints) {
        const auto port = std::to_string(place.port);
        const auto found =
            find_password(*content, {password_host(place, env), port, settings.dbname, settings.user});
        place.password_from_file = found && !found->empty();
        place.password = found.value_or("");
    }
}

}  // namespace kornak::client
