#ifndef KORNAK_NET_CANCEL_REQUEST_HPP
#define KORNAK_NET_CANCEL_REQUEST_HPP

#include <memory>
#include <optional>

#include "net/blocking_driver.hpp"
#include "net/channel_opener.hpp"
#include "session/session.hpp"

namespace kornak::net {

/// Asks a server to stop what one of its connections is doing. Documentation, "Canceling Requests in
/// Progress".
///
///     open a second channel, encrypted as the first ──▶ CancelRequest ──▶ the server closes the channel
///
/// Done means that the server has dealt with the request, so it cannot hit a query sent afterwards; whether
/// there was something to stop, the first connection tells. Poolers that pass the request on may promise
/// less. Effects: never waits on the socket.
class cancel_request {
public:
    /// `target`: as in `connected`.
    cancel_request(connection_target target, session::backend_key key);

    /// Goes on as far as it can without waiting; the first call starts.
    step_outcome advance();
    int fd() const noexcept { return io_ ? io_->fd() : opener_.fd(); }
    interest wanted() const noexcept { return io_ ? wanted_ : opener_.wanted(); }
    /// Once failed. Errors: connection, with `server` set when the server answered with an error.
    const failure& error() const noexcept { return error_; }
    /// While waiting: what to report when the driver goes no further, because of `why`.
    failure give_up(failure why) const;

private:
    enum class state : unsigned char { start, opening, sending, waiting_for_end };

    step_outcome start();
    step_outcome open();
    step_outcome send();
    step_outcome wait_for_end();
    step_outcome fail_with_reply();
    step_outcome fail(failure why);

    connection_target target_;
    session::backend_key key_;
    state state_ = state::start;
    interest wanted_ = interest::none;
    channel_opener opener_;
    std::unique_ptr<transport> io_;
    wire::byte_writer request_;
    std::vector<std::byte> reply_;
    failure error_;
};

/// Sends one and waits until the server has dealt with it. Errors: as `cancel_request::error()`, or
/// `timed_out`. Thread safety: any thread, as it has nothing but copies.
std::optional<failure> send_cancel_blocking(connection_target target, session::backend_key key,
                                            deadline until = {});

}  // namespace kornak::net

#endif
