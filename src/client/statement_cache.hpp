#ifndef KORNAK_CLIENT_STATEMENT_CACHE_HPP
#define KORNAK_CLIENT_STATEMENT_CACHE_HPP

#include <kornak/column.hpp>

#include <array>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "wire/query_messages.hpp"

namespace kornak::client {

/// Which statements to prepare on the server, and under which name. No I/O.
///
/// A statement, known by its text and the types of its parameters, is prepared when it is executed for the
/// `threshold`th time again; at most `capacity` are remembered, the least recently used one is dropped first.
/// Names carry random bytes of this connection, so that behind a pooler, or after a fork, two clients never
/// mean different statements by one name.
class statement_cache {
public:
    struct statement {
        std::string key;
        std::size_t executions = 0;
        std::string name;  // empty: not prepared
        // What Describe said, for all columns in text and in binary. Null twice when never described.
        std::array<std::shared_ptr<const column_list>, 2> columns;
        bool returns_nothing = false;  // described: it has no columns

        bool prepared() const noexcept { return !name.empty(); }
        void remember(std::shared_ptr<const column_list> described, wire::format f) {
            returns_nothing = !described;
            columns[static_cast<std::size_t>(f)] = std::move(described);
        }
    };

    /// Prepared at the execution that follows this many; 0: at the first. Empty: never.
    std::optional<std::size_t> threshold = 5;
    std::size_t capacity = 100;

    /// Counts an execution and returns its statement, null when statements are never prepared.
    /// Lifetime: until the next call.
    statement* use(std::string_view sql, std::span<const std::uint32_t> types);
    /// Whether this execution should prepare the statement.
    bool wants_preparation(const statement& s) const noexcept {
        return !s.prepared() && threshold && s.executions > *threshold;
    }
    std::string new_name();
    /// Null when it is not (or no longer) remembered.
    statement* find(std::string_view key) noexcept;
    /// What was prepared does not exist on the server any more, or is of no use.
    void forget(std::string_view key);
    /// Puts a statement that exists on the server and is not remembered on the list of `take_evicted`.
    void close_later(std::string name) { evicted_.push_back(std::move(name)); }
    /// No statement exists on the server any more.
    void clear();
    std::size_t size() const noexcept { return order_.size(); }

    /// Names of statements that were dropped here and may still exist on the server: to be closed at the next
    /// opportunity. Taking empties the list.
    std::vector<std::string> take_evicted() { return std::exchange(evicted_, {}); }

private:
    void evict_oldest();

    std::list<statement> order_;  // most recently used first
    std::unordered_map<std::string_view, std::list<statement>::iterator>
        by_key_;  // views of `statement::key`
    std::vector<std::string> evicted_;
    std::string scratch_;
    std::string nonce_;
    std::uint64_t names_ = 0;
};

}  // namespace kornak::client

#endif
