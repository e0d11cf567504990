#ifndef KORNAK_SESSION_STARTUP_HPP
#define KORNAK_SESSION_STARTUP_HPP

#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "session/authenticator.hpp"
#include "session/exchange.hpp"
#include "session/session.hpp"

namespace kornak::session {

/// What a new connection says about itself. Views: their owner outlives the exchange.
struct startup_request {
    std::uint32_t protocol = wire::protocol_3_0;      // the newest that is wanted
    std::uint32_t min_protocol = wire::protocol_3_0;  // the oldest that is accepted
    std::string_view database;                        // empty: the server takes the user's name
    std::span<const std::pair<std::string, std::string>> parameters;
    login_terms login;
    bool password_from_file = false;  // only to say so when the server refuses it
};

/// The first exchange of a connection.
///
/// Documentation, "Start-up" and "SASL Authentication". The reply:
///
///     NegotiateProtocolVersion*   (authentication: see `authenticator`)   BackendKeyData*   ReadyForQuery
///
/// or ErrorResponse anywhere. Poolers repeat NegotiateProtocolVersion and leave BackendKeyData out. Once the
/// client has refused to go on (no password, a server that proves nothing) the session is broken on purpose:
/// no answer may follow.
class startup : public exchange {
public:
    explicit startup(const startup_request& what)
        : what_(what), protocol_(what.protocol), authenticator_(what.login) {}

    void serialize(wire::byte_writer& out) override;
    reply_shape shape() const noexcept override { return {}; }
    verdict on_message(char tag, wire::byte_reader body, wire::byte_writer& answer) override;
    void on_error(std::shared_ptr<const diagnostics> why) override;

    /// Done, without an error, and not by a ReadyForQuery that skipped the authentication.
    bool succeeded() const noexcept { return done() && !error() && authenticator_.succeeded(); }
    /// The server has let the client in as far as asking for its credentials, or further.
    bool authentication_asked() const noexcept { return authenticator_.asked(); }
    bool password_requested() const noexcept { return authenticator_.password_requested(); }
    /// What is being waited for, for a message about a wait that came to nothing: "waiting for ...".
    std::string_view waiting_for() const noexcept;

    /// From then on: the protocol both sides speak, and what a CancelRequest has to show.
    std::uint32_t protocol() const noexcept { return protocol_; }
    backend_key take_key() noexcept { return std::move(key_); }

private:
    enum class state : std::uint8_t { negotiation, authentication, settling };

    verdict on_negotiation(wire::byte_reader body);
    verdict on_authentication(wire::byte_reader body, wire::byte_writer& answer);
    verdict on_key(wire::byte_reader body);
    verdict refuse(failure why);
    verdict refuse_protocol(std::string why);

    startup_request what_;
    state state_ = state::negotiation;
    std::uint32_t protocol_;
    authenticator authenticator_;
    backend_key key_;
};

}  // namespace kornak::session

#endif
