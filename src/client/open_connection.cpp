#include "client/open_connection.hpp"

#include "client/config_resolver.hpp"
#include "net/connect_blocking.hpp"

namespace kornak::client {

expected<std::unique_ptr<core>> open_connection(const config& where, net::progress& p) {
    auto resolved = resolve(where, environment::process());
    if (!resolved)
        return std::move(resolved).error();
    auto connected = net::connect_blocking(std::move(resolved->settings), p);
    if (connected)
        return std::make_unique<core>(*std::move(connected));
    auto why = std::move(connected).error();
    // A password file that was passed over is the likely reason for a password that is missing.
    for (const auto& warning : resolved->warnings)
        why.message += "\n" + warning;
    return why;
}

expected<std::unique_ptr<core>> open_connection(std::string_view conninfo, net::progress& p) {
    auto where = config::parse(conninfo);
    if (!where)
        return std::move(where).error();
    return open_connection(*where, p);
}

}  // namespace kornak::client
