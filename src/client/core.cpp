#include "client/core.hpp"

#include "net/cancel_request.hpp"

namespace kornak::client {

namespace {

failure closed_by_us(const char* message) {
    return {failure_kind::connection, message, nullptr};
}

}  // namespace

void core::cancel_and_wait(const session::exchange& last, std::chrono::milliseconds most) {
    const auto until = std::chrono::steady_clock::now() + most;
    net::progress quiet;
    const auto refused = net::send_cancel_blocking(connected_.target, protocol().key(), until);
    if (!refused)
        run(last, quiet, until);
    if (last.done())
        return;
    protocol().input_closed(
        closed_by_us("the connection was closed because the server did not confirm a cancel"));
}

void core::close() noexcept {
    if (closed_)
        return;
    if (usable()) {
        wire::byte_writer& out = protocol().writer();
        wire::encode(out, wire::terminate{});
        // What does not fit into the socket's buffer is not worth waiting for.
        io().write(protocol().output(), net::wait_mode::immediate);
        io().shutdown();
    }
    drop();
}

void core::forget() noexcept {
    if (!closed_)
        drop();
}

void core::drop() noexcept {
    closed_ = true;
    connected_.io.reset();
    protocol().input_closed(closed_by_us("the connection is closed"));
}

}  // namespace kornak::client
