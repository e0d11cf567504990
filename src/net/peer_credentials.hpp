#ifndef KORNAK_NET_PEER_CREDENTIALS_HPP
#define KORNAK_NET_PEER_CREDENTIALS_HPP

#include <optional>
#include <string>

#include <kornak/failure.hpp>

namespace kornak::net {

/// Checks that the process that listens on the other end of a connected Unix socket belongs to `user`
/// (conninfo's requirepeer). Errors: connection; it does not, or nobody can tell.
std::optional<failure> check_peer_user(int fd, const std::string& user);

}  // namespace kornak::net

#endif
