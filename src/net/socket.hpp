#ifndef KORNAK_NET_SOCKET_HPP
#define KORNAK_NET_SOCKET_HPP

#include <unistd.h>

#include <utility>

namespace kornak::net {

/// Owns a file descriptor.
class socket {
public:
    socket() = default;
    explicit socket(int fd) noexcept : fd_(fd) {}
    socket(socket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    socket& operator=(socket&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    socket(const socket&) = delete;
    socket& operator=(const socket&) = delete;
    ~socket() { close(); }

    int fd() const noexcept { return fd_; }
    bool is_open() const noexcept { return fd_ >= 0; }
    void close() noexcept {
        if (fd_ >= 0)
            ::close(std::exchange(fd_, -1));
    }

private:
    int fd_ = -1;
};

}  // namespace kornak::net

#endif
