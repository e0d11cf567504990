#include <kornak/connection.hpp>

#include "client/execution.hpp"
#include "client/open_connection.hpp"
#include "client/server_message.hpp"
#include "client/sink_progress.hpp"

namespace kornak {

connection::connection(const config& where) {
    net::progress quiet;
    auto opened = client::open_connection(where, quiet);
    if (!opened)
        throw_failure(std::move(opened).error());
    core_ = *std::move(opened);
}

connection::connection(connection&&) noexcept = default;
connection& connection::operator=(connection&&) noexcept = default;
connection::~connection() = default;

client::core& connection::idle_core() const {
    auto& core = usable_core();
    if (!core.protocol().busy())
        return core;
    failure why;
    why.kind = failure_kind::usage;
    why.message = "another operation is running on this connection: finish or leave its copy first";
    why.sent = false;
    throw_failure(std::move(why));
}

client::core& connection::usable_core() const {
    if (core_ && core_->usable())
        return *core_;
    failure why;
    why.sent = false;
    if (!core_ || core_->closed()) {
        why.message = "the connection is closed";
    } else {
        why = *core_->protocol().broken();
        why.message = "the connection is lost: " + why.message;
        why.kind = failure_kind::connection;
        why.sent = false;
    }
    throw_failure(std::move(why));
}

command_result connection::run(std::string_view sql, const detail::parameter_block& values,
                               detail::row_sink* sink, bool simple) {
    auto& core = idle_core();
    client::execution_request request;
    request.sql = sql;
    request.simple = simple;
    request.parameter_types = values.types();
    request.parameter_formats = values.formats();
    request.parameter_count = values.count();
    request.parameters = values.values();
    request.result_format = simple ? wire::format::text : wire::format::binary;

    client::execution execution;
    client::sink_progress progress(execution, sink);
    do {
        if (execution.start(core, request))
            core.run(execution.last(), progress);
    } while (execution.finish());

    if (const auto* const why = execution.error())
        throw_failure(client::with_server_message(*why, sql));
    progress.finish();
    auto results = execution.take_results();
    if (results.empty())
        return {};
    auto& tag = results.back().command_tag;
    const auto rows = client::affected_rows(tag).value_or(0);
    return {std::move(tag), rows};
}

void connection::throw_row_count(const char* function, std::size_t rows) {
    failure f;
    f.kind = failure_kind::usage;
    f.message = std::string(function) + " expects " +
                (std::string_view(function) == "query_one" ? "exactly one row" : "at most one row") +
                "; the statement returned " + (rows == 0 ? "none" : std::to_string(rows));
    throw_failure(std::move(f));
}

void connection::close() noexcept {
    if (core_)
        core_->close();
}

bool connection::is_open() const noexcept {
    return core_ && core_->usable();
}

transaction_status connection::status() const noexcept {
    if (!is_open())
        return transaction_status::unknown;
    switch (core_->protocol().status()) {
        case wire::transaction_status::idle: return transaction_status::idle;
        case wire::transaction_status::in_transaction: return transaction_status::in_transaction;
        case wire::transaction_status::in_error: return transaction_status::in_error;
    }
    return transaction_status::unknown;
}

std::optional<std::string> connection::parameter(std::string_view name) const {
    const auto* const value = usable_core().protocol().parameter(name);
    return value ? std::optional(*value) : std::nullopt;
}

int connection::backend_pid() const noexcept {
    return core_ ? core_->protocol().key().process_id : 0;
}

bool connection::encrypted() const noexcept {
    return is_open() && core_->io().encrypted();
}

}  // namespace kornak
