#include "wait.hpp"

namespace kornak::python {

namespace {

using clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds longest_hold{10};

}  // namespace

wait_result wait_blocking(client::core& core, const std::function<bool()>& met,
                          const std::function<void()>& on_progress) {
    auto held_since = clock::time_point::min();  // the first wait is sure to block: no need to try without
    bool blocked = true;
    bool gathered = false;  // since the last bytes came
    while (!met()) {
        net::pump_result step;
        if (blocked || clock::now() - held_since > longest_hold) {
            {
                gil_release others_may_run;
                const auto mode = blocked ? net::wait_mode::tick : net::wait_mode::immediate;
                step = net::pump(core.io(), core.protocol(), mode);
                if (!step.moved && net::has(step.wanted, net::interest::write))
                    net::wait_ready(core.fd(), step.wanted, net::receive_tick);
            }
            held_since = clock::now();
            if (PyErr_CheckSignals() != 0)
                return wait_result::raised;
        } else {
            step = net::pump(core.io(), core.protocol(), net::wait_mode::immediate);
        }
        blocked = !step.moved;
        if (step.moved) {
            gathered = false;
        } else if (!gathered && core.protocol().reply_bytes() > net::big_reply) {
            gil_release others_may_run;
            net::let_reply_gather();
            gathered = true;
            blocked = false;
        }
        if (step.moved && on_progress)
            on_progress();
        if (!step.moved && step.wanted == net::interest::none)
            break;
    }
    return wait_result::done;
}

wait_result send_blocking(client::core& core, std::size_t most) {
    for (;;) {
        auto step = net::pump(core.io(), core.protocol(), net::wait_mode::immediate);
        if (core.protocol().output().size() <= most || core.protocol().broken())
            return wait_result::done;
        if (step.moved)
            continue;
        {
            gil_release others_may_run;
            net::wait_ready(core.fd(), step.wanted, net::receive_tick);
        }
        if (PyErr_CheckSignals() != 0)
            return wait_result::raised;
    }
}

}  // namespace kornak::python
