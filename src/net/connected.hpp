#ifndef KORNAK_NET_CONNECTED_HPP
#define KORNAK_NET_CONNECTED_HPP

#include <memory>
#include <optional>

#include "net/connection_target.hpp"
#include "net/tls_stream.hpp"
#include "session/session.hpp"

namespace kornak::net {

/// A new connection: logged in, idle, its socket in the state that `transport` describes.
struct connected {
    std::unique_ptr<transport> io;
    std::unique_ptr<kornak::session::session> session;
    connection_target
        target;  // where it went; for a CancelRequest: that it is encrypted, if this connection is
    std::optional<tls_parameters> tls;
    std::uint32_t protocol = 0;  // major << 16 | minor
    bool password_used = false;
};

}  // namespace kornak::net

#endif
