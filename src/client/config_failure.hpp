#ifndef KORNAK_CLIENT_CONFIG_FAILURE_HPP
#define KORNAK_CLIENT_CONFIG_FAILURE_HPP

#include <string>
#include <utility>

#include <kornak/failure.hpp>

namespace kornak::client {

/// A configuration that cannot be used: nothing was sent.
inline failure config_failure(std::string message) {
    failure why;
    why.kind = failure_kind::usage;
    why.message = std::move(message);
    why.sent = false;
    return why;
}

}  // namespace kornak::client

#endif
