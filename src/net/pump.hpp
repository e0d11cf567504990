#ifndef KORNAK_NET_PUMP_HPP
#define KORNAK_NET_PUMP_HPP

#include "net/transport.hpp"
#include "session/session.hpp"

namespace kornak::net {

/// What one round of the pump did.
struct pump_result {
    interest wanted = interest::none;  ///< what to wait for; none: everything is sent and nothing is awaited
    bool moved = false;                ///< bytes went one way or the other
};

/// Sends what the session has to send, reads once, feeds the session: the only place where a socket and a
/// session meet. Reads also while output is stuck, or two full socket buffers would wait for each other for
/// ever. With `wait_mode::tick` the read waits, unless output is pending: then it cannot, and the caller has
/// to poll. Errors: none of its own; a lost connection is told to the session, whose exchanges then fail.
pump_result pump(transport& io, session::session& s, wait_mode wait);

/// Reads what has arrived while nothing is running: notices, notifications, the end of the connection.
pump_result pump_idle(transport& io, session::session& s);

}  // namespace kornak::net

#endif
