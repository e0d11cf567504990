#ifndef KORNAK_NET_ATTEMPT_FAILURE_HPP
#define KORNAK_NET_ATTEMPT_FAILURE_HPP

#include <string>
#include <utility>

#include <kornak/failure.hpp>

namespace kornak::net {

/// Why one attempt to connect failed, and what may still go better.
struct attempt_failure {
    /// A server that is not there, or not up to it: another one may be.
    static attempt_failure elsewhere(std::string message) {
        return {{failure_kind::connection, std::move(message), nullptr}, false, true};
    }
    /// Something that no other attempt makes good, or none should make up for.
    static attempt_failure conclusive(failure why) { return {std::move(why), false, false}; }

    failure why;
    bool try_other_encryption;  // at the same address: with TLS for without, and the other way round
    bool try_other_address;
};

}  // namespace kornak::net

#endif
