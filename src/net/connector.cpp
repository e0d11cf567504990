#include "net/connector.hpp"

#include <unistd.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "net/resolver.hpp"

namespace kornak::net {

connector::connector(connect_settings settings, std::uint32_t shuffle_seed)
    : settings_(std::make_shared<const connect_settings>(std::move(settings))),
      role_(settings_->target),
      random_(shuffle_seed),
      order_(settings_->endpoints.size()) {
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    if (settings_->order == host_order::random)
        std::shuffle(order_.begin(), order_.end(), random_);
}

// Only the order of hosts hangs on it: without entropy, any will do.
std::uint32_t connector::random_seed() noexcept {
    std::uint32_t seed = 0;
    if (::getentropy(&seed, sizeof seed) != 0)
        seed = 1;
    return seed;
}

connect_step connector::start() {
    auto required = session::required_auth::parse(settings_->require_auth);
    over_ = !required || order_.empty();
    if (!required)
        reports_.push_back(std::move(required).error());
    else if (order_.empty())
        reports_.push_back({failure_kind::usage, "there is no server to connect to", nullptr});
    else
        required_ = *std::move(required);
    return run();
}

connect_step connector::resolved(std::vector<address> addresses) {
    if (addresses.empty())
        return resolve_failed("it has no address");
    use_addresses(std::move(addresses));
    return run();
}

connect_step connector::resolve_failed(const std::string& why) {
    record("cannot resolve host name \"" + host_to_resolve().host + "\"",
           {failure_kind::connection, why, nullptr});
    next_host();
    return run();
}

connect_step connector::ready() {
    return run();
}

connect_step connector::timed_out() {
    auto f = attempt_failure::elsewhere("timeout expired while " + std::string(attempt_->waiting_for()));
    f.why.timed_out = true;
    on_failure(std::move(f));
    return run();
}

failure connector::give_up(failure why) {
    if (attempt_) {
        why.message.append(" while ").append(attempt_->waiting_for());
        record("connection to " + attempt_->target().description() + " failed", std::move(why));
    } else {
        record("cannot resolve host name \"" + host_to_resolve().host + "\"", std::move(why));
    }
    return summary();
}

// Goes on until there is something to wait for, or nothing left to try.
connect_step connector::run() {
    using action = connect_step::action;
    while (!over_) {
        if (addresses_.empty()) {
            if (!find_addresses())
                return {action::resolve};
            continue;
        }
        if (!attempt_) {
            ++address_number_;
            begin_attempt(first_encryption());
        }
        switch (attempt_->advance()) {
            case step_outcome::waiting:
                return {action::wait, attempt_->fd(), attempt_->wanted(), address_number_};
            case step_outcome::done: return {action::done};
            case step_outcome::failed: on_failure(std::move(attempt_->error())); break;
        }
    }
    error_ = summary();
    return {action::failed};
}

// Without asking anybody, and if that is not possible, false. An address that is none ends the try at its
// host.
bool connector::find_addresses() {
    const endpoint& e = host_to_resolve();
    if (e.is_unix()) {
        if (auto path = address::of_unix_socket(e.host, e.port)) {
            use_addresses({*std::move(path)});
        } else {
            record("cannot connect", std::move(path).error());
            next_host();
        }
        return true;
    }
    if (auto numeric = parse_address(e.hostaddr.empty() ? e.host : e.hostaddr, e.port)) {
        use_addresses({*std::move(numeric)});
        return true;
    }
    if (e.hostaddr.empty())
        return false;
    record("cannot connect to hostaddr=" + e.hostaddr,
           {failure_kind::connection, "it is not an IP address", nullptr});
    next_host();
    return true;
}

void connector::use_addresses(std::vector<address> found) {
    addresses_ = std::move(found);
    address_ = 0;
    if (settings_->order == host_order::random)
        std::shuffle(addresses_.begin(), addresses_.end(), random_);
}

void connector::begin_attempt(encryption tls) {
    attempt_.emplace(connection_target{settings_, order_[position_], addresses_[address_], tls}, role_,
                     required_);
}

void connector::on_failure(attempt_failure f) {
    record("connection to " + attempt_->target().description() + " failed", std::move(f.why));
    met_other_role_ = met_other_role_ || attempt_->is_logged_in();
    const auto other = other_encryption();
    attempt_.reset();
    if (f.try_other_encryption && other)
        begin_attempt(*other);
    else if (f.try_other_address)
        next_address();
    else
        over_ = true;
}

// A Unix socket is never encrypted, whatever sslmode says: nobody is in between.
encryption connector::first_encryption() const noexcept {
    if (addresses_[address_].is_unix())
        return encryption::none;
    switch (settings_->tls.mode) {
        case ssl_mode::disable:
        case ssl_mode::allow: return encryption::none;
        case ssl_mode::prefer: return encryption::if_offered;
        case ssl_mode::require:
        case ssl_mode::verify_ca:
        case ssl_mode::verify_full: break;
    }
    return encryption::required;
}

// What sslmode leaves to be tried after the attempt that has just failed.
std::optional<encryption> connector::other_encryption() const noexcept {
    const auto tried = attempt_->target().tls;
    switch (settings_->tls.mode) {
        case ssl_mode::allow:
            if (tried == encryption::none && !attempt_->target().where.is_unix())
                return encryption::required;
            break;
        case ssl_mode::prefer:
            if (tried != encryption::none)
                return encryption::none;
            break;
        case ssl_mode::disable:
        case ssl_mode::require:
        case ssl_mode::verify_ca:
        case ssl_mode::verify_full: break;
    }
    return std::nullopt;
}

void connector::next_address() {
    if (++address_ == addresses_.size())
        next_host();
}

void connector::next_host() {
    addresses_.clear();
    if (++position_ < order_.size())
        return;
    over_ = role_ != session_attrs::prefer_standby || !met_other_role_;
    if (over_)
        return;
    role_ = session_attrs::any;
    position_ = 0;
    reports_.clear();
}

void connector::record(const std::string& what, failure why) {
    why.message.insert(0, what + ": ");
    reports_.push_back(std::move(why));
}

failure connector::summary() const {
    failure f = reports_.back();
    f.sent = false;
    if (reports_.size() == 1)
        return f;
    f.kind = failure_kind::connection;
    f.message = "all " + std::to_string(reports_.size()) + " connection attempts failed";
    for (const failure& one : reports_)
        f.message += "\n" + one.message;
    return f;
}

}  // namespace kornak::net
