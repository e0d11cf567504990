#ifndef KORNAK_CONNECTION_HPP
#define KORNAK_CONNECTION_HPP

#include <concepts>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include <kornak/command_result.hpp>
#include <kornak/config.hpp>
#include <kornak/detail/parameters.hpp>
#include <kornak/detail/row_decoder.hpp>
#include <kornak/error.hpp>
#include <kornak/types/array.hpp>
#include <kornak/types/scalar.hpp>
#include <kornak/types/text.hpp>

namespace kornak {

namespace client {
class core;
}

enum class transaction_status { idle, in_transaction, in_error, unknown };

/// A connection to a PostgreSQL server; every call waits for its result.
///
/// Statements take their parameters apart from the SQL, as `$1`, `$2`, …; a statement that is executed again
/// and again is prepared by itself. Errors: those of <kornak/error.hpp>. After a server_error the connection
/// is usable (inside a transaction: once that is rolled back); after a connection_error or a protocol_error
/// it is closed, and every call says so. Thread safety: one thread at a time. Lifetime: everything given to a
/// call need only last until the call returns.
class connection {
public:
    /// Connects. `conninfo` is `key=value …` or a URI; what it leaves open comes from a service file, PG*
    /// environment variables and the password file, as everywhere in PostgreSQL.
    /// Errors: usage_error (the conninfo), connection_error (every attempt with its reason).
    explicit connection(std::string_view conninfo = {}) : connection(config(conninfo)) {}
    explicit connection(const config& where);
    connection(connection&&) noexcept;
    connection& operator=(connection&&) noexcept;
    ~connection();

    /// Executes `sql` and tells what it did; rows that it returns are dropped. Without parameters it may be
    /// several statements separated by semicolons, which the server runs as one transaction; the last one's
    /// result counts.
    template <class... Values>
    command_result execute(std::string_view sql, const Values&... values) {
        return run(sql, detail::parameter_block::of(values...), nullptr, sizeof...(Values) == 0);
    }

    /// Executes one statement and returns its rows, in a vector of `Row`: a type with a codec, std::optional
    /// of one where NULL may come, a std::tuple, or a plain struct whose members are the columns in their
    /// order. Several types stand for a std::tuple of them. Errors: conversion_error when the columns do not
    /// fit, found before the first row, or a value does not.
    template <class... Row, class... Values>
    requires(sizeof...(Row) > 0) std::vector<detail::row_of_t<Row...>> query(std::string_view sql,
                                                                             const Values&... values) {
        std::vector<detail::row_of_t<Row...>> rows;
        query_into(rows, sql, values...);
        return rows;
    }

    /// As `query`, but appends to `rows`, whose memory is used again.
    template <class Row, class... Values>
    command_result query_into(std::vector<Row>& rows, std::string_view sql, const Values&... values) {
        detail::vector_sink<Row> sink(rows);
        return run(sql, detail::parameter_block::of(values...), &sink, false);
    }

    /// The one row that `sql` returns. Errors: as `query`, and usage_error if there is no row or more than
    /// one.
    template <class... Row, class... Values>
    requires(sizeof...(Row) > 0) detail::row_of_t<Row...> query_one(std::string_view sql,
                                                                    const Values&... values) {
        auto rows = query<Row...>(sql, values...);
        if (rows.size() != 1)
            throw_row_count("query_one", rows.size());
        return std::move(rows.front());
    }

    /// The row that `sql` returns, if it returns one. Errors: as `query`, and usage_error if there is more
    /// than one.
    template <class... Row, class... Values>
    requires(sizeof...(Row) >
             0) std::optional<detail::row_of_t<Row...>> query_optional(std::string_view sql,
                                                                       const Values&... values) {
        auto rows = query<Row...>(sql, values...);
        if (rows.size() > 1)
            throw_row_count("query_optional", rows.size());
        if (rows.empty())
            return std::nullopt;
        return std::move(rows.front());
    }

    /// Says goodbye and closes the socket. Anything that was not committed is rolled back by the server.
    void close() noexcept;
    bool is_open() const noexcept;

    transaction_status status() const noexcept;
    /// What the server last reported for one of its parameters ("server_version", "TimeZone" …).
    std::optional<std::string> parameter(std::string_view name) const;
    /// The process that serves this connection, as pg_stat_activity shows it.
    int backend_pid() const noexcept;
    bool encrypted() const noexcept;

private:
    friend class transaction;
    friend class copy_in;
    friend class copy_out;

    command_result run(std::string_view sql, const detail::parameter_block& values, detail::row_sink* sink,
                       bool simple);
    [[noreturn]] static void throw_row_count(const char* function, std::size_t rows);
    client::core& usable_core() const;  // open, or throws
    client::core& idle_core() const;    // and nothing runs on it

    std::unique_ptr<client::core> core_;
    int transactions_ = 0;  // open `transaction` objects: the outermost began, the others are savepoints
};

}  // namespace kornak

#endif
