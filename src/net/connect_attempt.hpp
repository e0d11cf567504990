#ifndef KORNAK_NET_CONNECT_ATTEMPT_HPP
#define KORNAK_NET_CONNECT_ATTEMPT_HPP

#include <optional>
#include <string>
#include <string_view>

#include "net/channel_opener.hpp"
#include "net/connected.hpp"
#include "session/simple_query.hpp"
#include "session/startup.hpp"

namespace kornak::net {

/// One attempt to connect, to one address: the channel, the login, and whether the server has the role asked
/// for. Effects: never waits on the socket.
class connect_attempt {
public:
    /// `role` replaces the one in the settings.
    connect_attempt(connection_target target, session_attrs role, session::required_auth required);
    connect_attempt(const connect_attempt&) = delete;
    connect_attempt& operator=(const connect_attempt&) = delete;

    /// Goes on as far as it can without waiting; the first call starts.
    step_outcome advance();
    int fd() const noexcept { return io_ ? io_->fd() : opener_.fd(); }
    interest wanted() const noexcept { return io_ ? wanted_ : opener_.wanted(); }
    /// What is being waited for, for a message about a wait that came to nothing.
    std::string_view waiting_for() const noexcept;
    /// Where it goes; from the login on, `tls` tells whether the channel is encrypted.
    const connection_target& target() const noexcept { return target_; }
    bool is_logged_in() const noexcept { return startup_ && startup_->succeeded(); }

    /// Once failed.
    attempt_failure& error() noexcept { return *error_; }
    /// Once done.
    connected take();

private:
    enum class state : unsigned char { opening, logging_in, asking_for_role, done };

    step_outcome log_in();
    step_outcome finish_login();
    step_outcome check_role();
    step_outcome finish_role_query();
    step_outcome judge(bool role);
    step_outcome converse(const session::exchange& x);
    step_outcome fail(attempt_failure why);
    attempt_failure explain_login_failure() const;
    session::startup_request make_request() const;
    void say_goodbye();

    connection_target target_;
    session_attrs role_;
    session::required_auth required_;
    state state_ = state::opening;
    interest wanted_ = interest::none;
    channel_opener opener_;

    std::unique_ptr<transport> io_;
    std::optional<tls_parameters> tls_;
    std::vector<std::byte> certificate_hash_;  // startup_ looks at it
    std::unique_ptr<session::session> session_;
    std::optional<session::startup> startup_;
    std::optional<session::simple_query> role_query_;
    std::optional<attempt_failure> error_;
};

}  // namespace kornak::net

#endif
