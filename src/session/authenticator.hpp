#ifndef KORNAK_SESSION_AUTHENTICATOR_HPP
#define KORNAK_SESSION_AUTHENTICATOR_HPP

#include <optional>
#include <string_view>

#include "session/required_auth.hpp"
#include "session/scram_client.hpp"
#include "session/scram_mechanism.hpp"
#include "wire/startup_messages.hpp"

namespace kornak::session {

/// Who logs in, with what, and what is accepted as a login. Views: their owner outlives the login.
struct login_terms {
    std::string_view user;
    std::string_view password;  // empty: none is configured
    required_auth required;
    binding_policy binding = binding_policy::prefer;
    bool tls = false;
    wire::bytes_view certificate_hash;  // tls-server-end-point; empty: the certificate has none, or no TLS
    scram_client::nonce_source new_nonce = random_scram_nonce;
};

/// Answers the server's authentication requests.
///
/// Documentation, "Start-up" and "SASL Authentication". The server sends one of
///
///     AuthenticationOk
///     AuthenticationCleartextPassword+ AuthenticationOk         (+: PAM may ask again)
///     AuthenticationMD5Password AuthenticationOk
///     AuthenticationSASL AuthenticationSASLContinue AuthenticationSASLFinal AuthenticationOk
///
/// and each request but the last two words of a SASL dialogue has one answer. An AuthenticationOk ends the
/// login only where the terms are met: once begun, SCRAM has to have shown that the server knows the
/// password, too.
class authenticator {
public:
    explicit authenticator(const login_terms& terms) : terms_(terms) {}

    /// Appends the answer to `m`. Errors: connection, for what the terms do not allow; protocol. The login is
    /// over then: nothing of the server's is to be answered any more.
    std::optional<failure> on_request(const wire::authentication& m, wire::byte_writer& answer);

    /// The server has asked for something, so it got past its list of who may connect from where.
    bool asked() const noexcept { return state_ != state::unasked; }
    /// The server has asked for a password, in one way or another.
    bool password_requested() const noexcept { return password_requested_; }
    bool succeeded() const noexcept { return state_ == state::succeeded; }

private:
    enum class state : std::uint8_t {
        unasked,
        password_sent,
        md5_sent,
        sasl_begun,
        sasl_proved,
        sasl_verified,
        succeeded
    };

    std::optional<failure> first_request(const wire::authentication& m, wire::byte_writer& answer);
    std::optional<failure> check_method(auth_method method) const;
    std::optional<failure> check_password();
    std::optional<failure> send_cleartext(wire::byte_writer& answer);
    std::optional<failure> send_md5(wire::bytes_view salt, wire::byte_writer& answer);
    std::optional<failure> begin_sasl(const wire::authentication& m, wire::byte_writer& answer);
    std::optional<failure> continue_sasl(wire::bytes_view data, wire::byte_writer& answer);
    std::optional<failure> finish_sasl(wire::bytes_view data);
    std::optional<failure> finish();

    login_terms terms_;
    state state_ = state::unasked;
    bool password_requested_ = false;
    std::optional<scram_client> scram_;
};

}  // namespace kornak::session

#endif
