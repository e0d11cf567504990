#ifndef KORNAK_TESTS_SUPPORT_CONNECT_TO_HPP
#define KORNAK_TESTS_SUPPORT_CONNECT_TO_HPP

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <string>

#include <gtest/gtest.h>

#include <kornak/testing/fake_server.hpp>

namespace kornak::testing {

/// A socket that is connected to the server's Unix socket; the caller closes it.
inline int connect_to(const fake_server& server) {
    const auto path = server.socket_directory() + "/.s.PGSQL." + std::to_string(server.port());
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    const int s = socket(AF_UNIX, SOCK_STREAM, 0);
    EXPECT_EQ(connect(s, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    return s;
}

/// The same over TCP.
inline int connect_over_tcp(const fake_server& server) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(server.port());
    const int s = socket(AF_INET, SOCK_STREAM, 0);
    EXPECT_EQ(connect(s, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    return s;
}

}  // namespace kornak::testing

#endif
