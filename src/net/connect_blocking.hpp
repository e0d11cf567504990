#ifndef KORNAK_NET_CONNECT_BLOCKING_HPP
#define KORNAK_NET_CONNECT_BLOCKING_HPP

#include "net/blocking_driver.hpp"
#include "net/connected.hpp"

namespace kornak::net {

/// Opens a connection and waits for it: the blocking driver of `connector`. `p.keep_waiting()` is asked at
/// least every tick, but for the time a name takes to be resolved. Errors: as `connector::error()`; also
/// connection when `until` has passed (`timed_out`) or `p` stopped the wait.
expected<connected> connect_blocking(connect_settings settings, progress& p, deadline until = {});

}  // namespace kornak::net

#endif
