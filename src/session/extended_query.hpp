#ifndef KORNAK_SESSION_EXTENDED_QUERY_HPP
#define KORNAK_SESSION_EXTENDED_QUERY_HPP

#include <span>
#include <string_view>

#include "session/exchange.hpp"
#include "session/result_set.hpp"

namespace kornak::session {

/// What to execute and how. Views: they are only used until the exchange is enqueued.
struct statement_request {
    std::string_view statement;  // empty: the unnamed one
    std::string_view sql;        // parsed first when `parse` is set
    std::span<const std::uint32_t> parameter_types = {};
    std::span<const wire::format> parameter_formats = {};
    std::size_t parameter_count = 0;
    wire::bytes_view parameters = {};  // as wire::bind
    std::span<const wire::format> result_formats = {};
    std::int32_t max_rows = 0;
    bool parse = true;
    std::shared_ptr<const column_list> columns = nullptr;  // already known: saves the Describe
    bool columns_known = false;                            // `columns` is the truth, null (no rows) included
};

/// Parse, Bind, Describe, Execute of one statement, without the Sync that has to follow.
///
/// Documentation, "Extended Query". The reply, [ ] only when it was asked for:
///
///     [ParseComplete] BindComplete [RowDescription | NoData] DataRow*
///     ( CommandComplete | EmptyQueryResponse | PortalSuspended )        or ErrorResponse anywhere
///
/// A COPY that got in here is ended as in `simple_query`.
class extended_query : public exchange {
public:
    explicit extended_query(const statement_request& what) : what_(what) {}

    void serialize(wire::byte_writer& out) override;
    reply_shape shape() const noexcept override { return {"CIs"}; }
    verdict on_message(char tag, wire::byte_reader body, wire::byte_writer& answer) override;
    verdict on_rows(row_run run) override;

    /// The result so far; while `pending`, its rows can be taken as they arrive.
    result_set& result() noexcept { return result_; }
    /// The server has accepted the statement (its Parse): a named one now exists.
    bool parsed() const noexcept { return parsed_; }

private:
    enum class state { parse, bind, description, rows, copy_in, copy_out };

    verdict in_rows(char tag, wire::byte_reader body);
    void refuse_copy(const char* what_to_call);

    statement_request what_;
    state state_ = state::parse;
    bool parsed_ = false;
    result_set result_;
};

}  // namespace kornak::session

#endif
