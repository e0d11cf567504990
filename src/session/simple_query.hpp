#ifndef KORNAK_SESSION_SIMPLE_QUERY_HPP
#define KORNAK_SESSION_SIMPLE_QUERY_HPP

#include <string>
#include <vector>

#include "session/exchange.hpp"
#include "session/result_set.hpp"

namespace kornak::session {

/// One Query message: any number of statements, a result for each that came to its end.
///
/// Documentation, "Simple Query". The reply:
///
///     { RowDescription DataRow* CommandComplete | CommandComplete | EmptyQueryResponse | copy }
///     [ErrorResponse] ReadyForQuery
///
/// A COPY that got in here has nobody to feed or to read it: it is ended (CopyFail, or its data dropped), and
/// the exchange fails with a usage error that says so; the connection stays usable.
class simple_query : public exchange {
public:
    /// Lifetime: `sql` is only used until the exchange is enqueued.
    explicit simple_query(std::string_view sql) : sql_(sql) {}

    void serialize(wire::byte_writer& out) override;
    reply_shape shape() const noexcept override { return {}; }
    verdict on_message(char tag, wire::byte_reader body, wire::byte_writer& answer) override;
    verdict on_rows(row_run run) override;
    verdict on_ready() override;

    /// Results so far. The last one may be `pending`: its rows can be taken while more arrive.
    std::vector<result_set>& results() noexcept { return results_; }

private:
    enum class state { between_statements, rows, copy_in, copy_out };

    verdict between_statements(char tag, wire::byte_reader body);
    verdict complete(wire::byte_reader body);
    void refuse_copy(const char* what_to_call);

    std::string_view sql_;
    state state_ = state::between_statements;
    std::vector<result_set> results_;
};

}  // namespace kornak::session

#endif
