#ifndef KORNAK_NET_ADDRESS_HPP
#define KORNAK_NET_ADDRESS_HPP

#include <sys/socket.h>

#include <cstdint>
#include <string>

#include <kornak/failure.hpp>

namespace kornak::net {

/// Where a socket can be connected to: what a host's name resolves to. A value.
class address {
public:
    address() = default;
    /// `size` is at most that of a sockaddr_storage.
    address(const sockaddr* from, socklen_t size) noexcept;

    /// The socket of the server on `port` in `directory`; with a leading '@' in Linux's abstract namespace.
    /// Errors: connection, nothing sent: the path is longer than the system allows.
    static expected<address> of_unix_socket(const std::string& directory, std::uint16_t port);

    const sockaddr* native() const noexcept { return reinterpret_cast<const sockaddr*>(&storage_); }
    socklen_t size() const noexcept { return size_; }
    int family() const noexcept { return storage_.ss_family; }
    bool is_unix() const noexcept { return family() == AF_UNIX; }
    /// The numeric address, or the path of the Unix socket.
    std::string text() const;

private:
    sockaddr_storage storage_{};
    socklen_t size_ = 0;
};

}  // namespace kornak::net

#endif
