#include "net/connect_attempt.hpp"

#include <kornak/sqlstate.hpp>

#include <utility>

#include "net/pump.hpp"
#include "net/server_role.hpp"

namespace kornak::net {
namespace {

// Far more than any login takes: what a server sends beyond it, notices without end for one, is an attack.
constexpr std::size_t longest_reply = 1 << 20;

session::binding_policy policy_of(channel_binding binding) noexcept {
    switch (binding) {
        case channel_binding::disable: return session::binding_policy::disable;
        case channel_binding::prefer: return session::binding_policy::prefer;
        case channel_binding::require: return session::binding_policy::require;
    }
    return session::binding_policy::require;
}

/// The server turned the client away by where it comes from, as whom, or how: before it asked for
/// credentials. Then pg_hba.conf may have another line for the other encryption. After that nothing is tried
/// again: the credentials would be shown to somebody else, or without encryption.
bool may_accept_other_encryption(const diagnostics& d, const session::startup& login) {
    return !login.authentication_asked() && !sqlstate::in_class(d.sqlstate, "53") &&
           !sqlstate::in_class(d.sqlstate, "57");
}

}  // namespace

connect_attempt::connect_attempt(connection_target target, session_attrs role,
                                 session::required_auth required)
    : target_(std::move(target)), role_(role), required_(std::move(required)), opener_(target_) {}

step_outcome connect_attempt::advance() {
    switch (state_) {
        case state::opening: {
            const auto outcome = opener_.advance();
            if (outcome == step_outcome::failed)
                return fail(std::move(opener_.error()));
            return outcome == step_outcome::done ? log_in() : outcome;
        }
        case state::logging_in: return finish_login();
        case state::asking_for_role: return finish_role_query();
        case state::done: return step_outcome::done;
    }
    return step_outcome::failed;
}

std::string_view connect_attempt::waiting_for() const noexcept {
    switch (state_) {
        case state::opening: return opener_.waiting_for();
        case state::logging_in: return startup_->waiting_for();
        case state::asking_for_role: return "waiting for the server's answer to target_session_attrs";
        case state::done: break;
    }
    return {};
}

session::startup_request connect_attempt::make_request() const {
    const auto& settings = *target_.settings;
    session::startup_request r;
    r.protocol = settings.max_protocol;
    r.min_protocol = settings.min_protocol;
    r.database = settings.dbname;
    r.parameters = settings.startup_parameters;
    r.login.user = settings.user;
    r.login.password = target_.server().password;
    r.login.required = required_;
    r.login.binding = policy_of(settings.binding);
    r.login.tls = tls_.has_value();
    r.login.certificate_hash = certificate_hash_;
    r.password_from_file = target_.server().password_from_file;
    return r;
}

step_outcome connect_attempt::log_in() {
    target_.tls = opener_.tls() ? encryption::required : encryption::none;
    if (const tls_stream* const tls = opener_.tls()) {
        tls_ = tls->parameters();
        certificate_hash_ = tls->peer_certificate_hash();
    }
    io_ = opener_.take();
    session_ = std::make_unique<session::session>();
    startup_.emplace(make_request());
    state_ = state::logging_in;
    session_->enqueue(*startup_);
    return finish_login();
}

// Sends and receives until the exchange is over or there is nothing to be done without waiting.
step_outcome connect_attempt::converse(const session::exchange& x) {
    for (;;) {
        const auto moved = pump(*io_, *session_, wait_mode::immediate);
        if (x.error())
            return step_outcome::failed;
        if (x.done())
            return step_outcome::done;
        if (session_->reply_bytes() > longest_reply)
            return fail(attempt_failure::conclusive(
                {failure_kind::protocol, "the server sends data without end instead of a login's reply",
                 nullptr}));
        wanted_ = moved.wanted;
        // Otherwise the descriptor tells when there is more to do.
        if (!moved.moved || (!io_->has_buffered_input() && session_->output().empty()))
            return step_outcome::waiting;
    }
}

step_outcome connect_attempt::finish_login() {
    switch (converse(*startup_)) {
        case step_outcome::waiting: return step_outcome::waiting;
        case step_outcome::failed: return error_ ? step_outcome::failed : fail(explain_login_failure());
        case step_outcome::done: break;
    }
    if (!startup_->succeeded())
        return fail(attempt_failure::conclusive(
            {failure_kind::protocol, "the server broke the protocol: it is ready without a login", nullptr}));
    session_->set_key(startup_->take_key());
    return check_role();
}

attempt_failure connect_attempt::explain_login_failure() const {
    attempt_failure f = attempt_failure::conclusive(*startup_->error());
    if (f.why.server) {
        f.try_other_address = f.why.server->sqlstate == sqlstate::cannot_connect_now;
        f.try_other_encryption = may_accept_other_encryption(*f.why.server, *startup_);
    } else if (const auto* const broken = session_->broken();
               broken && broken->kind == failure_kind::connection) {
        f.try_other_address = true;
        f.why.message.append(" (while ").append(startup_->waiting_for()).append(")");
    }
    return f;
}

step_outcome connect_attempt::check_role() {
    if (role_ == session_attrs::any) {
        state_ = state::done;
        return step_outcome::done;
    }
    if (const auto role = reported_role(role_, *session_))
        return judge(*role);
    role_query_.emplace(role_query(role_));
    state_ = state::asking_for_role;
    session_->enqueue(*role_query_);
    return finish_role_query();
}

step_outcome connect_attempt::finish_role_query() {
    switch (converse(*role_query_)) {
        case step_outcome::waiting: return step_outcome::waiting;
        case step_outcome::failed:
            if (!error_)
                fail(attempt_failure::elsewhere(
                    "cannot find out whether the server fits target_session_attrs: " +
                    role_query_->error()->message));
            return step_outcome::failed;
        case step_outcome::done: break;
    }
    if (const auto role = queried_role(*role_query_))
        return judge(*role);
    return fail(attempt_failure::elsewhere("the server's answer about target_session_attrs makes no sense"));
}

step_outcome connect_attempt::judge(bool role) {
    const auto objection = role_objection(role_, role);
    if (!objection.empty()) {
        say_goodbye();
        return fail(attempt_failure::elsewhere("target_session_attrs is not met: " + std::string(objection)));
    }
    state_ = state::done;
    return step_outcome::done;
}

// A server that sees the connection simply end would log that as an accident.
void connect_attempt::say_goodbye() {
    wire::encode(session_->writer(), wire::terminate{});
    io_->write(session_->output(), wait_mode::immediate);
    io_->shutdown();
}

step_outcome connect_attempt::fail(attempt_failure why) {
    error_ = std::move(why);
    return step_outcome::failed;
}

connected connect_attempt::take() {
    return {std::move(io_),  std::move(session_),  std::move(target_),
            std::move(tls_), startup_->protocol(), startup_->password_requested()};
}

}  // namespace kornak::net
