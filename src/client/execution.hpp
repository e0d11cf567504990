#ifndef KORNAK_CLIENT_EXECUTION_HPP
#define KORNAK_CLIENT_EXECUTION_HPP

#include <optional>

#include "client/core.hpp"
#include "session/close_target.hpp"
#include "session/extended_query.hpp"
#include "session/simple_query.hpp"
#include "session/sync_point.hpp"

namespace kornak::client {

/// What to execute. Views: they have to last until `execution::start` returns, and, where a retry may be
/// made, until the execution is over.
struct execution_request {
    std::string_view sql;
    /// By the simple protocol: several statements, no parameters, results in text.
    bool simple = false;
    std::span<const std::uint32_t> parameter_types = {};
    std::span<const wire::format> parameter_formats = {};
    std::size_t parameter_count = 0;
    wire::bytes_view parameters = {};  // as wire::bind
    wire::format result_format = wire::format::text;
    /// Prepare now (true), never (false), or when the cache says so.
    std::optional<bool> prepare = {};
    /// A statement to execute before it, in the same flight: a BEGIN. If it fails, `sql` is not executed.
    std::string_view begin = {};
};

/// One statement (with the simple protocol: maybe several) from its request to its results, with all that the
/// statement cache wants around it. One round trip:
///
///     [Parse/Bind/Execute of `begin`]  [Close of evicted statements]
///     ( Parse? Bind Describe? Execute | Query )  Sync
///
/// Use: start(); drive the connection until last() is done; finish(); then error() or results.
/// Ownership: must outlive the wait; leaving it early abandons its replies.
class execution {
public:
    execution() = default;
    execution(const execution&) = delete;
    execution& operator=(const execution&) = delete;
    ~execution() { abandon(); }

    /// Enqueues the request; false when nothing could be sent (error() says why).
    bool start(core& c, const execution_request& what);
    const session::exchange& last() const noexcept { return *last_; }
    /// Takes note of what the server now has prepared. True: the statement failed only because what was
    /// prepared has become stale, nothing was executed, and start() with the same request will do better.
    bool finish();

    const failure* error() const noexcept;
    /// The result that rows are arriving for; null before its columns are known.
    session::result_set* arriving() noexcept;
    /// Moves the results out; at least one when there was no error.
    std::vector<session::result_set> take_results();

private:
    void reset(core& c);
    void prepare_request(const execution_request& what, session::statement_request& request);
    bool enqueue(session::exchange& x);
    void abandon() noexcept;
    void watch_for_discard(const session::result_set& r);

    core* core_ = nullptr;
    std::optional<failure> refused_;
    std::optional<session::extended_query> begin_;
    std::vector<std::string> closing_;
    std::vector<std::unique_ptr<session::close_target>> closes_;
    std::optional<session::extended_query> extended_;
    std::optional<session::simple_query> simple_;
    std::optional<session::sync_point> sync_;
    const session::exchange* last_ = nullptr;

    std::string key_;         // of the cached statement in use; empty: none
    std::string name_;        // of the statement used or being prepared; empty: the unnamed one
    bool preparing_ = false;  // it did not exist before
    bool was_idle_ = true;    // no transaction was open
    wire::format result_format_ = wire::format::text;
};

/// The number at the end of a command tag ("INSERT 0 5", "SELECT 3"); nothing where there is none.
std::optional<std::uint64_t> affected_rows(std::string_view command_tag) noexcept;

}  // namespace kornak::client

#endif
