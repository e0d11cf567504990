#include "session/exchange.hpp"

namespace kornak::session {

void exchange::on_error(std::shared_ptr<const diagnostics> why) {
    failure f;
    f.kind = failure_kind::server;
    f.message = why->message_primary.empty() ? "the server reported an error without a message"
                                             : why->message_primary;
    f.server = std::move(why);
    fail(std::move(f));
}

}  // namespace kornak::session
