#ifndef KORNAK_NET_BLOCKING_DRIVER_HPP
#define KORNAK_NET_BLOCKING_DRIVER_HPP

#include <chrono>
#include <functional>
#include <optional>

#include "net/pump.hpp"

namespace kornak::net {

using deadline = std::optional<std::chrono::steady_clock::time_point>;

/// How long a blocking receive lasts at most before signals and the deadline are looked at.
inline constexpr std::chrono::milliseconds receive_tick{100};

/// Sets the socket's receive time-out to `receive_tick`: what `wait_mode::tick` relies on.
bool set_receive_tick(int fd) noexcept;

/// Waits until `fd` is ready for `wanted` or `most` has passed; true when it is ready. A signal ends the
/// wait.
bool wait_ready(int fd, interest wanted, std::chrono::milliseconds most) noexcept;

/// The server sends a big reply in pieces of 8 KB. Waking up for each of them costs a quarter of the time,
/// most of it the server's; so beyond this many bytes of a reply, when all that has come is taken, some more
/// may gather before the next read blocks: once since the last bytes came.
inline constexpr std::size_t big_reply = 64 << 10;
void let_reply_gather() noexcept;

/// What an operation does between reads: take rows that have arrived, look for signals.
class progress {
public:
    virtual ~progress() = default;
    /// Called after every read that brought something, outside the session.
    virtual void on_progress() {}
    /// Called at least every tick; false stops the wait.
    virtual bool keep_waiting() { return true; }
};

enum class wait_outcome { done, stopped, timed_out };

/// Drives the connection until `met()` or until there is nothing left to wait for: the wait *is* the read,
/// one send and one receive for a round trip.
wait_outcome run_blocking(transport& io, session::session& s, const std::function<bool()>& met, progress& p,
                          deadline until = {});

/// Sends until at most `most` bytes of output are left, or the session has nothing running any more. What
/// arrives meanwhile is read: a server that reports an error does so while we are sending.
wait_outcome send_blocking(transport& io, session::session& s, std::size_t most, progress& p,
                           deadline until = {});

}  // namespace kornak::net

#endif
