#ifndef KORNAK_NET_WAIT_TICK_HPP
#define KORNAK_NET_WAIT_TICK_HPP

#include <algorithm>

#include "net/blocking_driver.hpp"

namespace kornak::net {

inline bool has_passed(const deadline& d) noexcept {
    return d && std::chrono::steady_clock::now() >= *d;
}

/// Waits until `fd` is ready for `wanted`, no longer than a tick nor beyond `until`; true when it is ready.
inline bool wait_tick(int fd, interest wanted, const deadline& until) noexcept {
    auto most = receive_tick;
    if (until)
        most = std::min(
            most, std::chrono::ceil<std::chrono::milliseconds>(*until - std::chrono::steady_clock::now()));
    return wait_ready(fd, wanted, most);
}

}  // namespace kornak::net

#endif
