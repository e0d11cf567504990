#ifndef KORNAK_NET_CHANNEL_OPENER_HPP
#define KORNAK_NET_CHANNEL_OPENER_HPP

#include <memory>
#include <optional>
#include <string_view>

#include "net/attempt_failure.hpp"
#include "net/connection_target.hpp"
#include "net/step_outcome.hpp"
#include "net/tls_stream.hpp"

namespace kornak::net {

/// Opens the way to a server up to where the first message of the protocol can be sent: a connected socket,
/// and TLS on it where it is wanted. Documentation, "SSL Session Encryption".
///
///     connect ──▶ (SSLRequest ──▶ one byte: 'S' or 'N') ──▶ (TLS handshake) ──▶ open
///
/// Nothing that came before TLS is trusted after it: of the answer exactly one byte is read, and bytes behind
/// its 'S' are refused. Effects: never waits on the socket; reads the files of the TLS settings.
class channel_opener {
public:
    explicit channel_opener(connection_target target) : target_(std::move(target)) {}

    /// Goes on as far as it can without waiting; the first call starts.
    step_outcome advance();
    /// While waiting; the descriptor closes with the object unless the channel was taken.
    int fd() const noexcept { return tls_ ? tls_->fd() : socket_.fd(); }
    interest wanted() const noexcept { return wanted_; }
    /// What is being waited for, for a message about a wait that came to nothing.
    std::string_view waiting_for() const noexcept;

    /// Once failed.
    attempt_failure& error() noexcept { return *error_; }
    /// Once done: the channel.
    std::unique_ptr<transport> take();
    /// Once done and encrypted: what TLS agreed on, and the server's certificate for channel binding.
    const tls_stream* tls() const noexcept { return tls_; }

private:
    enum class state : unsigned char { start, connecting, asking_for_tls, shaking_hands, open };

    step_outcome start();
    step_outcome finish_connect();
    step_outcome connected();
    step_outcome ask_for_tls();
    step_outcome read_answer();
    step_outcome begin_handshake();
    step_outcome shake_hands();
    step_outcome open();
    step_outcome wait(state next, interest wanted) noexcept;
    step_outcome fail(attempt_failure why);
    step_outcome fail_connect(int error);

    connection_target target_;
    state state_ = state::start;
    interest wanted_ = interest::none;
    socket socket_;                       // until a transport owns it
    std::unique_ptr<transport> channel_;  // from the handshake on, or once open
    tls_stream* tls_ = nullptr;           // `channel_`, when it is encrypted
    std::optional<attempt_failure> error_;
};

}  // namespace kornak::net

#endif
