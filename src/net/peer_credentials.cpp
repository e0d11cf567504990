#include "net/peer_credentials.hpp"

#include <pwd.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

namespace kornak::net {
namespace {

failure refused(std::string why) {
    return {failure_kind::connection, std::move(why), nullptr};
}

/// The name of user `id`; nothing when there is no such user.
std::optional<std::string> user_name(uid_t id) {
    constexpr std::size_t largest_entry = 1 << 20;
    std::vector<char> memory(1024);
    for (;;) {
        passwd entry{};
        passwd* found = nullptr;
        const int error = ::getpwuid_r(id, &entry, memory.data(), memory.size(), &found);
        if (error != ERANGE || memory.size() >= largest_entry)
            return found ? std::optional<std::string>(entry.pw_name) : std::nullopt;
        memory.resize(memory.size() * 2);
    }
}

}  // namespace

std::optional<failure> check_peer_user(int fd, const std::string& user) {
    ucred peer{};
    socklen_t size = sizeof peer;
    if (::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
        return refused(std::string("requirepeer is set, but the system does not tell who the server is: ") +
                       std::strerror(errno));
    const auto actual = user_name(peer.uid);
    if (actual == user)
        return std::nullopt;
    return refused("requirepeer=" + user + ", but the server belongs to " +
                   (actual ? "user \"" + *actual + "\"" : "user id " + std::to_string(peer.uid)));
}

}  // namespace kornak::net
