#include "net/connect_blocking.hpp"

#include <algorithm>
#include <utility>

#include "net/connector.hpp"
#include "net/resolver.hpp"
#include "net/wait_tick.hpp"

namespace kornak::net {
namespace {

connect_step resolve_host(connector& c) {
    auto found = resolve(c.host_to_resolve().host, c.host_to_resolve().port);
    return found ? c.resolved(*std::move(found)) : c.resolve_failed(found.error().message);
}

/// When to leave an address for the next one.
class address_clock {
public:
    explicit address_clock(std::optional<std::chrono::milliseconds> most) : most_(most) {}

    deadline at(std::size_t address_number) {
        if (most_ && address_number != number_) {
            number_ = address_number;
            end_ = std::chrono::steady_clock::now() + *most_;
        }
        return end_;
    }

private:
    std::optional<std::chrono::milliseconds> most_;
    std::size_t number_ = 0;
    deadline end_;
};

deadline earlier(const deadline& a, const deadline& b) {
    if (!a || !b)
        return a ? a : b;
    return std::min(*a, *b);
}

connect_step wait_once(connector& c, const connect_step& step, const deadline& address_end,
                       const deadline& until) {
    if (has_passed(address_end))
        return c.timed_out();
    return wait_tick(step.fd, step.wanted, earlier(address_end, until)) ? c.ready() : step;
}

}  // namespace

expected<connected> connect_blocking(connect_settings settings, progress& p, deadline until) {
    connector c(std::move(settings));
    address_clock addresses(c.settings().connect_timeout);
    auto step = c.start();
    for (;;) {
        switch (step.next) {
            case connect_step::action::resolve: step = resolve_host(c); break;
            case connect_step::action::done: return c.take();
            case connect_step::action::failed: return c.error();
            case connect_step::action::wait:
                if (has_passed(until))
                    return c.give_up({failure_kind::connection, "timeout expired", nullptr, false, true});
                if (!p.keep_waiting())
                    return c.give_up({failure_kind::connection, "interrupted", nullptr});
                step = wait_once(c, step, addresses.at(step.address_number), until);
                break;
        }
    }
}

}  // namespace kornak::net
