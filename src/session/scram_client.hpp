#ifndef KORNAK_SESSION_SCRAM_CLIENT_HPP
#define KORNAK_SESSION_SCRAM_CLIENT_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <kornak/detail/byte_reader.hpp>
#include <kornak/failure.hpp>

#include "session/scram_keys.hpp"
#include "session/scram_mechanism.hpp"

namespace kornak::session {

/// The most hash iterations a server may ask for: about 0.3 seconds of work. PostgreSQL asks for 4096.
inline constexpr std::uint32_t max_scram_iterations = 1'000'000;

/// A nonce never used before: 24 characters that hold 18 random bytes. Errors: connection, without entropy.
expected<std::string> random_scram_nonce();

/// The client's side of SCRAM-SHA-256 and SCRAM-SHA-256-PLUS (RFC 5802, RFC 7677; PostgreSQL documentation,
/// chapter "SASL Authentication"). The user name stays empty: PostgreSQL has it from the startup message.
///
///     first_message() ──▶ final_message(server's first) ──▶ verify(server's final)
///
/// Each is called once, in this order; whatever a server sends, out of order or not, gives a failure.
/// Errors: protocol for a message that is not SCRAM, connection for a login that did not succeed.
/// Lifetime: the password is wiped as soon as the keys are known; everything else secret with the object.
class scram_client {
public:
    using nonce_source = expected<std::string> (*)();

    /// `certificate_hash` (tls-server-end-point) is used only when `binding` is `bound`.
    scram_client(std::string_view password, scram_binding binding, wire::bytes_view certificate_hash = {},
                 nonce_source new_nonce = random_scram_nonce);
    scram_client(const scram_client&) = delete;
    scram_client& operator=(const scram_client&) = delete;
    ~scram_client();

    /// The content of SASLInitialResponse.
    expected<std::string> first_message();
    /// The content of SASLResponse, for the content of AuthenticationSASLContinue. Effects: derives the keys,
    /// which takes as long as the server's iteration count wants, up to `max_scram_iterations`.
    expected<std::string> final_message(std::string_view server_first);
    /// Whether the server, too, knows the password, by the content of AuthenticationSASLFinal.
    std::optional<failure> verify(std::string_view server_final);
    /// The server has shown that it knows the password; an AuthenticationOk before that is an impostor's.
    bool is_verified() const noexcept { return step_ == step::verified; }

private:
    enum class step : std::uint8_t { start, first_sent, final_sent, verified, failed };

    std::string password_;
    std::string_view header_;    // GS2: how the client stands to channel binding
    std::string binding_;        // the header and, if bound, the certificate's hash
    std::string nonce_;          // the client's
    sha256_digest signature_{};  // what the server has to prove itself with
    nonce_source new_nonce_;
    step step_ = step::start;
};

}  // namespace kornak::session

#endif
