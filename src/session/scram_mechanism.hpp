#ifndef KORNAK_SESSION_SCRAM_MECHANISM_HPP
#define KORNAK_SESSION_SCRAM_MECHANISM_HPP

#include <cstdint>
#include <span>
#include <string_view>

#include <kornak/failure.hpp>

namespace kornak::session {

/// How much the user wants the login to be bound to the TLS connection (conninfo's channel_binding).
enum class binding_policy : std::uint8_t { disable, prefer, require };

/// What the client tells the server about channel binding; the server refuses `unoffered` if it did offer it,
/// which uncovers somebody in between who removed SCRAM-SHA-256-PLUS from the list.
enum class scram_binding : std::uint8_t {
    unsupported,  // "n": the client cannot or does not want to bind
    unoffered,    // "y": the client would, the server seems not to
    bound         // "p": bound to the server's certificate, mechanism SCRAM-SHA-256-PLUS
};

/// What the client knows when the server offers its mechanisms.
struct scram_terms {
    binding_policy policy = binding_policy::prefer;
    bool tls = false;
    bool certificate_hash = false;  // the hash of the server's certificate (tls-server-end-point) is at hand
};

/// The mechanism's name in SASLInitialResponse.
std::string_view mechanism_name(scram_binding binding) noexcept;

/// Chooses the best mechanism that both sides know, as libpq does. Where libpq gives up, on a certificate
/// whose signature defines no hash (Ed25519), SCRAM without binding is used unless binding is required.
/// Errors: connection; the message says which of the terms the server's offer does not meet.
expected<scram_binding> choose_scram_binding(std::span<const std::string_view> offered,
                                             const scram_terms& terms);

}  // namespace kornak::session

#endif
