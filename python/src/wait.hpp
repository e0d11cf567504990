#ifndef KORNAK_PYTHON_WAIT_HPP
#define KORNAK_PYTHON_WAIT_HPP

#include <chrono>
#include <functional>

#include "client/core.hpp"
#include "ref.hpp"

namespace kornak::python {

enum class wait_result {
    done,
    raised  ///< a Python exception is set: a signal handler raised it (Ctrl-C)
};

/// The blocking driver under the interpreter lock. The lock is dropped only when a receive would block, and
/// at least every `longest_hold` while data keeps coming: dropping it at every receive beside a thread that
/// computes costs a switch interval each time. `on_progress` is called with the lock held, after every read.
/// Signals are looked at every tick; when a handler raises, the wait ends.
wait_result wait_blocking(client::core& core, const std::function<bool()>& met,
                          const std::function<void()>& on_progress = {});

/// As net::send_blocking, under the interpreter lock.
wait_result send_blocking(client::core& core, std::size_t most);

}  // namespace kornak::python

#endif
