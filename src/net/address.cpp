#include "net/address.hpp"

#include <netdb.h>
#include <sys/un.h>

#include <cstddef>
#include <cstring>

namespace kornak::net {

address::address(const sockaddr* from, socklen_t size) noexcept : size_(size) {
    std::memcpy(&storage_, from, size);
}

expected<address> address::of_unix_socket(const std::string& directory, std::uint16_t port) {
    const std::string path = directory + "/.s.PGSQL." + std::to_string(port);
    sockaddr_un native{};
    native.sun_family = AF_UNIX;
    if (path.size() >= sizeof native.sun_path)
        return failure{failure_kind::connection,
                       "the path of the Unix socket \"" + path + "\" is too long: the system allows " +
                           std::to_string(sizeof native.sun_path - 1) + " bytes",
                       nullptr, false};
    std::memcpy(native.sun_path, path.data(), path.size());
    // An abstract name starts with a zero byte and ends where the length says; neither is part of a path.
    if (path[0] == '@')
        native.sun_path[0] = '\0';
    const auto size = offsetof(sockaddr_un, sun_path) + path.size();
    return address(reinterpret_cast<const sockaddr*>(&native), static_cast<socklen_t>(size));
}

std::string address::text() const {
    if (is_unix()) {
        constexpr auto start = offsetof(sockaddr_un, sun_path);
        std::string path(reinterpret_cast<const char*>(&storage_) + start, size_ - start);
        if (path[0] == '\0')
            path[0] = '@';
        return path;
    }
    char host[NI_MAXHOST] = "";
    ::getnameinfo(native(), size_, host, sizeof host, nullptr, 0, NI_NUMERICHOST);
    return host;
}

}  // namespace kornak::net
