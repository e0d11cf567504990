#include "net/cancel_request.hpp"

#include <array>
#include <utility>

#include "net/wait_tick.hpp"
#include "wire/notice_messages.hpp"

namespace kornak::net {
namespace {

// The longest error that is read to its end.
constexpr std::size_t longest_error = 64 << 10;

/// The error that `reply` begins with, if it is whole.
std::optional<diagnostics> parse_error(wire::bytes_view reply) {
    if (reply.size() < wire::header_size)
        return std::nullopt;
    const auto header = wire::read_header(reply.data());
    const auto body = reply.subspan(wire::header_size);
    diagnostics d;
    if (!header.valid || header.tag != wire::error_response_tag || header.length > body.size() ||
        !wire::decode_diagnostics(wire::byte_reader(body.first(header.length)), d))
        return std::nullopt;
    return d;
}

}  // namespace

cancel_request::cancel_request(connection_target target, session::backend_key key)
    : target_(std::move(target)), key_(std::move(key)), opener_(target_) {}

step_outcome cancel_request::advance() {
    switch (state_) {
        case state::start: return start();
        case state::opening: return open();
        case state::sending: return send();
        case state::waiting_for_end: return wait_for_end();
    }
    return step_outcome::failed;
}

step_outcome cancel_request::start() {
    if (key_.secret.empty())
        return fail({failure_kind::connection,
                     "the server gave out no key for it when the connection was made", nullptr, false});
    wire::encode(request_, wire::cancel_request{key_.process_id, wire::as_bytes(key_.secret)});
    state_ = state::opening;
    return open();
}

step_outcome cancel_request::open() {
    switch (opener_.advance()) {
        case step_outcome::waiting: return step_outcome::waiting;
        case step_outcome::failed: return fail(std::move(opener_.error().why));
        case step_outcome::done: break;
    }
    io_ = opener_.take();
    state_ = state::sending;
    return send();
}

step_outcome cancel_request::send() {
    while (!request_.empty()) {
        const auto r = io_->write(request_.view(), wait_mode::immediate);
        switch (r.outcome) {
            case io_result::status::done: request_.consume(r.bytes); break;
            case io_result::status::would_block: wanted_ = r.wanted; return step_outcome::waiting;
            case io_result::status::closed:
            case io_result::status::failed:
                return fail({failure_kind::connection, "could not send data to server: " + io_->error_text(),
                             nullptr});
        }
    }
    state_ = state::waiting_for_end;
    return wait_for_end();
}

step_outcome cancel_request::wait_for_end() {
    for (;;) {
        std::array<std::byte, 1024> space;
        const auto r = io_->read(space, wait_mode::immediate);
        switch (r.outcome) {
            case io_result::status::done:
                reply_.insert(reply_.end(), space.begin(),
                              space.begin() + static_cast<std::ptrdiff_t>(r.bytes));
                if (reply_.size() > longest_error)
                    return fail_with_reply();
                break;
            case io_result::status::would_block: wanted_ = r.wanted; return step_outcome::waiting;
            case io_result::status::closed: return reply_.empty() ? step_outcome::done : fail_with_reply();
            case io_result::status::failed:
                return fail({failure_kind::connection,
                             "could not receive data from server: " + io_->error_text(), nullptr});
        }
    }
}

// The server should just hang up. A word from it means that it did not take the request.
step_outcome cancel_request::fail_with_reply() {
    auto d = parse_error(reply_);
    if (!d)
        return fail({failure_kind::protocol, "the server sent what is no answer to such a request", nullptr});
    const auto why = std::make_shared<const diagnostics>(*std::move(d));
    return fail({failure_kind::connection, why->severity + ":  " + why->message_primary, why});
}

failure cancel_request::give_up(failure why) const {
    why.message.insert(0, "cancel request to " + target_.description() + " failed: ");
    return why;
}

step_outcome cancel_request::fail(failure why) {
    error_ = give_up(std::move(why));
    return step_outcome::failed;
}

std::optional<failure> send_cancel_blocking(connection_target target, session::backend_key key,
                                            deadline until) {
    cancel_request request(std::move(target), std::move(key));
    for (;;) {
        switch (request.advance()) {
            case step_outcome::done: return std::nullopt;
            case step_outcome::failed: return request.error();
            case step_outcome::waiting: break;
        }
        if (has_passed(until))
            return request.give_up({failure_kind::connection, "timeout expired", nullptr, true, true});
        wait_tick(request.fd(), request.wanted(), until);
    }
}

}  // namespace kornak::net
