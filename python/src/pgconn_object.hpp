#ifndef KORNAK_PYTHON_PGCONN_OBJECT_HPP
#define KORNAK_PYTHON_PGCONN_OBJECT_HPP

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "adapt_context.hpp"
#include "client/core.hpp"
#include "client/execution.hpp"
#include "query.hpp"

namespace kornak::python {

/// What a `_kornak.PGconn` holds: the connection, and what its statements share and use again.
struct connection_data {
    explicit connection_data(module_state& s) : state(s), context{s} {}

    module_state& state;
    std::unique_ptr<client::core> core;
    adapt_context context;
    query_cache queries;
    client::execution execution;
    /// The statement that has to precede the next one when no transaction is open; empty in autocommit.
    std::string begin;
    pid_t process = 0;  // the one that connected: a child must not touch the socket
    PyThread_type_lock lock = nullptr;

    // Of the statement being sent, kept for their memory.
    std::vector<std::uint32_t> parameter_types;
    std::vector<wire::format> parameter_formats;
    wire::byte_writer parameters;
};

/// The type of `connection.pgconn`.
struct pgconn_object {
    PyObject_HEAD connection_data* data;
};

bool add_pgconn_type(PyObject* module, module_state& state);

/// Null with an OperationalError set when the connection cannot be used: closed, lost, of another process.
client::core* usable_core(connection_data& c);

/// As `usable_core`, and nothing is running on it: a copy or a stream that was left open would be.
client::core* idle_core(connection_data& c);

/// As `idle_core`, with a transaction open unless in autocommit.
client::core* begin_if_needed(connection_data& c);

/// How long the end of a cancelled statement is waited for, before the connection is given up.
inline constexpr std::chrono::seconds cancel_timeout{5};

/// Holds the connection while one operation runs on it; other threads wait for their turn.
class operation_lock {
public:
    explicit operation_lock(connection_data& c);
    ~operation_lock() { PyThread_release_lock(lock_); }
    operation_lock(const operation_lock&) = delete;
    operation_lock& operator=(const operation_lock&) = delete;

private:
    PyThread_type_lock lock_;
};

/// Runs commands that return nothing (BEGIN, COMMIT, SET …) by the simple protocol. Their last command tag;
/// null with an exception set.
ref run_command(connection_data& c, std::string_view sql);

/// Cancels what is running on the server and waits for its end, while a signal handler's exception is set.
void cancel_after_signal(connection_data& c, const session::exchange& last);

/// Drives the connection until `last` is done. When a signal handler raises meanwhile (Ctrl-C), the statement
/// is cancelled on the server and its end waited for, so that the connection stays usable; false then.
bool wait_for(connection_data& c, const session::exchange& last,
              const std::function<void()>& on_progress = {});

}  // namespace kornak::python

#endif
