#include "net/blocking_driver.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <thread>

#include "net/wait_tick.hpp"

namespace kornak::net {

bool set_receive_tick(int fd) noexcept {
    timeval tick{0, std::chrono::microseconds(receive_tick).count()};
    return ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &tick, sizeof tick) == 0;
}

bool wait_ready(int fd, interest wanted, std::chrono::milliseconds most) noexcept {
    pollfd p{fd, 0, 0};
    if (has(wanted, interest::read))
        p.events |= POLLIN;
    if (has(wanted, interest::write))
        p.events |= POLLOUT;
    return ::poll(&p, 1, static_cast<int>(std::max<std::chrono::milliseconds::rep>(most.count(), 0))) > 0;
}

void let_reply_gather() noexcept {
    // What the system adds to so short a sleep is about as much again.
    std::this_thread::sleep_for(std::chrono::microseconds(20));
}

wait_outcome run_blocking(transport& io, session::session& s, const std::function<bool()>& met, progress& p,
                          deadline until) {
    bool gathered = false;  // since the last bytes came
    while (!met()) {
        // A tick must not overrun a deadline that is nearer than that.
        const bool near = until && *until - std::chrono::steady_clock::now() < receive_tick;
        const bool gather = !gathered && s.reply_bytes() > big_reply;
        const auto step = pump(io, s, near || gather ? wait_mode::immediate : wait_mode::tick);
        if (step.moved)
            p.on_progress();
        if (met() || (!step.moved && step.wanted == interest::none))
            break;
        if (!step.moved && !p.keep_waiting())
            return wait_outcome::stopped;
        if (has_passed(until))
            return wait_outcome::timed_out;
        gathered = !step.moved;
        if (gather && gathered)
            let_reply_gather();
        else if (!step.moved && (near || has(step.wanted, interest::write)))
            wait_tick(io.fd(), step.wanted, until);
    }
    return wait_outcome::done;
}

wait_outcome send_blocking(transport& io, session::session& s, std::size_t most, progress& p,
                           deadline until) {
    for (;;) {
        const auto step = pump(io, s, wait_mode::immediate);
        if (step.moved)
            p.on_progress();
        if (s.output().size() <= most || s.broken())
            return wait_outcome::done;
        if (!step.moved && !p.keep_waiting())
            return wait_outcome::stopped;
        if (has_passed(until))
            return wait_outcome::timed_out;
        if (!step.moved)
            wait_tick(io.fd(), step.wanted, until);
    }
}

}  // namespace kornak::net
