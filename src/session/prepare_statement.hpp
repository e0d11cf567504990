#ifndef KORNAK_SESSION_PREPARE_STATEMENT_HPP
#define KORNAK_SESSION_PREPARE_STATEMENT_HPP

#include <span>

#include "session/exchange.hpp"
#include "session/result_set.hpp"

namespace kornak::session {

/// Parse and Describe of a statement: what it takes and what it returns, without executing it.
///
/// Documentation, "Extended Query". The reply:
///
///     ParseComplete ParameterDescription ( RowDescription | NoData )        or ErrorResponse anywhere
class prepare_statement : public exchange {
public:
    /// Lifetime: the views are only used until the exchange is enqueued.
    prepare_statement(std::string_view name, std::string_view sql, std::span<const std::uint32_t> types = {})
        : request_{name, sql, types} {}

    void serialize(wire::byte_writer& out) override;
    reply_shape shape() const noexcept override { return {"Tn"}; }
    verdict on_message(char tag, wire::byte_reader body, wire::byte_writer& answer) override;

    const std::vector<std::uint32_t>& parameter_types() const noexcept { return parameter_types_; }
    /// Null when the statement returns no rows. The formats in it say nothing: Bind chooses them.
    const std::shared_ptr<const column_list>& columns() const noexcept { return columns_; }

private:
    enum class state { parse, parameters, columns };

    wire::parse request_;
    state state_ = state::parse;
    std::vector<std::uint32_t> parameter_types_;
    std::shared_ptr<const column_list> columns_;
};

}  // namespace kornak::session

#endif
