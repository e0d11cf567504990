#ifndef KORNAK_CLIENT_OPEN_CONNECTION_HPP
#define KORNAK_CLIENT_OPEN_CONNECTION_HPP

#include <kornak/config.hpp>

#include "client/core.hpp"

namespace kornak::client {

/// Connects with the blocking driver. Errors: usage (the conninfo, or a file it names), connection. `p` is
/// asked at every tick whether to go on.
expected<std::unique_ptr<core>> open_connection(const config& where, net::progress& p);
expected<std::unique_ptr<core>> open_connection(std::string_view conninfo, net::progress& p);

}  // namespace kornak::client

#endif
