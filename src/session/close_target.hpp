#ifndef KORNAK_SESSION_CLOSE_TARGET_HPP
#define KORNAK_SESSION_CLOSE_TARGET_HPP

#include "session/exchange.hpp"
#include "wire/query_messages.hpp"

namespace kornak::session {

/// Close of a prepared statement or a portal. The reply: CloseComplete, also when there was no such thing.
class close_target : public exchange {
public:
    close_target(wire::target what, std::string_view name) : request_{what, name} {}

    void serialize(wire::byte_writer& out) override { wire::encode(out, request_); }
    reply_shape shape() const noexcept override { return {"3"}; }
    verdict on_message(char tag, wire::byte_reader, wire::byte_writer&) override {
        return tag == wire::close_complete::tag ? verdict::more : verdict::unexpected;
    }

private:
    wire::close request_;
};

}  // namespace kornak::session

#endif
