#include "testing/listening_sockets.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>

namespace kornak::testing {
namespace {

std::runtime_error failed(const std::string& what) {
    return std::runtime_error("cannot " + what + ": " + std::strerror(errno));
}

std::string fresh_directory() {
    auto name = (std::filesystem::temp_directory_path() / "kornak-fake-XXXXXX").string();
    if (!mkdtemp(name.data()))
        throw failed("make the directory " + name);
    return name;
}

descriptor listen_at(const sockaddr* address, socklen_t size, const std::string& name) {
    descriptor socket{::socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    if (!socket.is_open() || bind(socket.number(), address, size) != 0 ||
        listen(socket.number(), SOMAXCONN) != 0)
        throw failed("listen on " + name);
    return socket;
}

descriptor listen_on_loopback() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return listen_at(reinterpret_cast<const sockaddr*>(&address), sizeof address, "127.0.0.1");
}

std::uint16_t port_of(const descriptor& socket) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    if (getsockname(socket.number(), reinterpret_cast<sockaddr*>(&address), &size) != 0)
        throw failed("learn the port of a socket");
    return ntohs(address.sin_port);
}

descriptor listen_in(const std::string& directory, std::uint16_t port) {
    const auto path = directory + "/.s.PGSQL." + std::to_string(port);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
        throw std::runtime_error("the path of a Unix socket is too long: " + path);
    path.copy(address.sun_path, path.size());
    return listen_at(reinterpret_cast<const sockaddr*>(&address), sizeof address, path);
}

}  // namespace

listening_sockets::temporary_directory::temporary_directory() : path(fresh_directory()) {}

listening_sockets::temporary_directory::~temporary_directory() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
}

listening_sockets::listening_sockets()
    : tcp_(listen_on_loopback()), port_(port_of(tcp_)), unix_(listen_in(directory_.path, port_)) {}

}  // namespace kornak::testing
