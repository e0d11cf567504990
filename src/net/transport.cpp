#include "net/transport.hpp"

#include <sys/socket.h>

#include <cerrno>
#include <cstring>

namespace kornak::net {

namespace {

int flags(wait_mode wait) {
    return MSG_NOSIGNAL | (wait == wait_mode::immediate ? MSG_DONTWAIT : 0);
}

bool would_block(int error) {
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

}  // namespace

io_result plain_transport::read(std::span<std::byte> into, wait_mode wait) {
    const auto n = ::recv(socket_.fd(), into.data(), into.size(), flags(wait));
    if (n > 0)
        return {io_result::status::done, static_cast<std::size_t>(n)};
    if (n == 0)
        return {io_result::status::closed};
    // A signal ends the wait like a tick does: the driver looks at what it means.
    return would_block(errno) ? io_result{io_result::status::would_block, 0, interest::read} : failed();
}

io_result plain_transport::write(std::span<const std::byte> from, wait_mode wait) {
    const auto n = ::send(socket_.fd(), from.data(), from.size(), flags(wait));
    if (n >= 0)
        return {io_result::status::done, static_cast<std::size_t>(n)};
    return would_block(errno) ? io_result{io_result::status::would_block, 0, interest::write} : failed();
}

io_result plain_transport::failed() {
    error_text_ = std::strerror(errno);
    return {io_result::status::failed};
}

}  // namespace kornak::net
