#ifndef KORNAK_NET_CONNECTION_TARGET_HPP
#define KORNAK_NET_CONNECTION_TARGET_HPP

#include <memory>
#include <string>

#include "net/address.hpp"
#include "net/connect_settings.hpp"

namespace kornak::net {

/// What is done about TLS on one socket.
enum class encryption : unsigned char {
    none,        ///< not even asked for
    if_offered,  ///< asked for; without, if the server has none
    required     ///< or no connection
};

/// One socket to be opened, or that was: which of the settings' servers, at which of its addresses, and how.
/// A value; the settings are shared and never change.
struct connection_target {
    std::shared_ptr<const connect_settings> settings;
    std::size_t endpoint_index = 0;
    address where;
    encryption tls = encryption::none;

    const endpoint& server() const noexcept { return settings->endpoints[endpoint_index]; }
    /// For messages: `server at "db.example" (192.0.2.7), port 5432` or `server on socket
    /// "/run/.s.PGSQL.5432"`.
    std::string description() const;
};

}  // namespace kornak::net

#endif
