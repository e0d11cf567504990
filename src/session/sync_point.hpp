#ifndef KORNAK_SESSION_SYNC_POINT_HPP
#define KORNAK_SESSION_SYNC_POINT_HPP

#include "session/exchange.hpp"
#include "wire/query_messages.hpp"

namespace kornak::session {

/// Sync: the end of an implicit transaction, and where the server stops skipping after an error. The reply:
/// ReadyForQuery; before it an ErrorResponse when the commit fails (a deferred constraint, say).
class sync_point : public exchange {
public:
    void serialize(wire::byte_writer& out) override { wire::encode(out, wire::sync{}); }
    reply_shape shape() const noexcept override { return {{}, true}; }
    verdict on_message(char, wire::byte_reader, wire::byte_writer&) override { return verdict::unexpected; }
};

}  // namespace kornak::session

#endif
