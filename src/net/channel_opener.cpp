#include "net/channel_opener.hpp"

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "net/peer_credentials.hpp"
#include "net/socket_options.hpp"
#include "wire/startup_messages.hpp"

namespace kornak::net {
namespace {

std::string reason(int error) {
    return std::strerror(error);
}

failure refused(std::string why) {
    return {failure_kind::connection, std::move(why), nullptr};
}

bool has_input(int fd) noexcept {
    char byte;
    return ::recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

}  // namespace

step_outcome channel_opener::advance() {
    switch (state_) {
        case state::start: return start();
        case state::connecting: return finish_connect();
        case state::asking_for_tls: return read_answer();
        case state::shaking_hands: return shake_hands();
        case state::open: return step_outcome::done;
    }
    return step_outcome::failed;
}

std::string_view channel_opener::waiting_for() const noexcept {
    switch (state_) {
        case state::start:
        case state::connecting: return "waiting for the connection";
        case state::asking_for_tls: return "waiting for the server's answer to the request for TLS";
        case state::shaking_hands: return "waiting for the TLS handshake to end";
        case state::open: break;
    }
    return {};
}

std::unique_ptr<transport> channel_opener::take() {
    tls_ = nullptr;
    return std::move(channel_);
}

step_outcome channel_opener::start() {
    socket_ = socket(::socket(target_.where.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket_.is_open())
        return fail(attempt_failure::elsewhere("cannot create a socket: " + reason(errno)));
    if (!target_.where.is_unix()) {
        if (const char* const option = set_tcp_options(socket_.fd(), *target_.settings))
            return fail(
                attempt_failure::elsewhere("cannot set " + std::string(option) + ": " + reason(errno)));
    }
    if (::connect(socket_.fd(), target_.where.native(), target_.where.size()) == 0)
        return connected();
    if (errno == EINPROGRESS || errno == EINTR)
        return wait(state::connecting, interest::write);
    return fail_connect(errno);
}

step_outcome channel_opener::finish_connect() {
    int error = 0;
    socklen_t size = sizeof error;
    if (::getsockopt(socket_.fd(), SOL_SOCKET, SO_ERROR, &error, &size) != 0)
        error = errno;
    if (error != 0)
        return fail_connect(error);
    // No error and no peer: the wait ended early.
    sockaddr_storage peer;
    size = sizeof peer;
    if (::getpeername(socket_.fd(), reinterpret_cast<sockaddr*>(&peer), &size) != 0)
        return wait(state::connecting, interest::write);
    return connected();
}

step_outcome channel_opener::fail_connect(int error) {
    std::string why = reason(error);
    if (target_.where.is_unix() && error == EAGAIN)
        why = "too many others are waiting to be let in";
    else if (target_.where.is_unix())
        why += "; is the server running on this machine, with its socket in this directory?";
    else if (error == ECONNREFUSED)
        why += "; is the server running there, and does it listen on this port?";
    return fail(attempt_failure::elsewhere(std::move(why)));
}

step_outcome channel_opener::connected() {
    if (!set_blocking_with_tick(socket_.fd()))
        return fail(attempt_failure::elsewhere("cannot set up the socket: " + reason(errno)));
    if (const auto& user = target_.settings->require_peer; target_.where.is_unix() && !user.empty()) {
        if (auto why = check_peer_user(socket_.fd(), user))
            return fail(attempt_failure::conclusive(*std::move(why)));
    }
    if (target_.tls == encryption::none)
        return open();
    if (target_.settings->tls.negotiation == ssl_negotiation::direct)
        return begin_handshake();
    return ask_for_tls();
}

step_outcome channel_opener::ask_for_tls() {
    wire::byte_writer request;
    wire::encode(request, wire::ssl_request{});
    const auto bytes = request.view();
    // A new socket has room for eight bytes: less is a failure like any other.
    const auto sent = ::send(socket_.fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent != static_cast<ssize_t>(bytes.size()))
        return fail(attempt_failure::elsewhere("cannot ask the server for TLS: " + reason(errno)));
    return wait(state::asking_for_tls, interest::read);
}

step_outcome channel_opener::read_answer() {
    char answer = 0;
    const auto n = ::recv(socket_.fd(), &answer, 1, MSG_DONTWAIT);
    if (n == 0)
        return fail(attempt_failure::elsewhere("the server closed the connection when it was asked for TLS"));
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return wait(state::asking_for_tls, interest::read);
    if (n < 0)
        return fail(attempt_failure::elsewhere("cannot read the server's answer to the request for TLS: " +
                                               reason(errno)));
    switch (answer) {
        case 'S': return begin_handshake();
        case 'N':
            if (target_.tls == encryption::if_offered)
                return open();
            return fail(attempt_failure::conclusive(refused(
                "the server does not support TLS, but sslmode requires it; enable ssl on the server, or "
                "connect with sslmode=prefer")));
        case 'E':
            // Its text may be anybody's: nobody has proved anything yet.
            return fail(attempt_failure::elsewhere("the server answered the request for TLS with an error"));
        default:
            return fail(attempt_failure::conclusive(
                {failure_kind::protocol,
                 "the server broke the protocol: its answer to the request for TLS is none", nullptr}));
    }
}

step_outcome channel_opener::begin_handshake() {
    // In TLS the client speaks first.
    if (has_input(socket_.fd()))
        return fail(
            attempt_failure::conclusive({failure_kind::protocol,
                                         "unencrypted data came after the server agreed to TLS; somebody "
                                         "may be tampering with the connection",
                                         nullptr}));
    auto context = tls_context::create(target_.settings->tls);
    if (!context)
        return fail({std::move(context).error(), true, false});
    auto stream = tls_stream::create(*context, std::move(socket_), target_.server().host);
    if (!stream)
        return fail({std::move(stream).error(), true, false});
    tls_ = stream->get();
    channel_ = *std::move(stream);
    return shake_hands();
}

step_outcome channel_opener::shake_hands() {
    const auto result = tls_->handshake(wait_mode::immediate);
    switch (result.outcome) {
        case io_result::status::done: return open();
        case io_result::status::would_block: return wait(state::shaking_hands, result.wanted);
        case io_result::status::closed:
        case io_result::status::failed: break;
    }
    const bool hung_up = result.outcome == io_result::status::closed;
    return fail({refused("the TLS handshake failed: " + tls_->error_text()), true, hung_up});
}

step_outcome channel_opener::open() {
    if (!channel_)
        channel_ = std::make_unique<plain_transport>(std::move(socket_));
    state_ = state::open;
    return step_outcome::done;
}

step_outcome channel_opener::wait(state next, interest wanted) noexcept {
    state_ = next;
    wanted_ = wanted;
    return step_outcome::waiting;
}

step_outcome channel_opener::fail(attempt_failure why) {
    error_ = std::move(why);
    return step_outcome::failed;
}

}  // namespace kornak::net
