#ifndef KORNAK_NET_SOCKET_OPTIONS_HPP
#define KORNAK_NET_SOCKET_OPTIONS_HPP

#include "net/connect_settings.hpp"

namespace kornak::net {

/// Sets what `settings` say about a TCP connection, before it is made: no delay for small writes, keepalives,
/// how long sent data may stay unacknowledged. Returns the option that the system did not accept, errno
/// saying why; null when all is set.
const char* set_tcp_options(int fd, const connect_settings& settings) noexcept;

/// Puts a connected socket into the state that transports expect: blocking, reads with a time-out.
bool set_blocking_with_tick(int fd) noexcept;

}  // namespace kornak::net

#endif
