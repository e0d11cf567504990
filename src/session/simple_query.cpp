#include "session/simple_query.hpp"

#include "wire/copy_messages.hpp"

namespace kornak::session {

void simple_query::serialize(wire::byte_writer& out) {
    wire::encode(out, wire::query{sql_});
}

exchange::verdict simple_query::on_rows(row_run run) {
    if (state_ != state::rows)
        return verdict::unexpected;
    results_.back().rows.append(std::move(run));
    return verdict::more;
}

exchange::verdict simple_query::on_ready() {
    const bool answered = state_ == state::between_statements && !results_.empty();
    return answered || error() ? verdict::more : verdict::unexpected;
}

exchange::verdict simple_query::on_message(char tag, wire::byte_reader body, wire::byte_writer&) {
    switch (state_) {
        case state::between_statements: return between_statements(tag, body);
        case state::rows: return tag == wire::command_complete::tag ? complete(body) : verdict::unexpected;
        case state::copy_in:
            // CopyFail makes an error of it, but a server may have been done before it came.
            return tag == wire::command_complete::tag ? complete(body) : verdict::unexpected;
        case state::copy_out:
            if (tag == wire::copy_data::tag || tag == wire::copy_done::tag)
                return verdict::more;
            return tag == wire::command_complete::tag ? complete(body) : verdict::unexpected;
    }
    return verdict::unexpected;
}

exchange::verdict simple_query::between_statements(char tag, wire::byte_reader body) {
    switch (tag) {
        case wire::row_description::tag: {
            auto& r = results_.emplace_back();
            r.columns = read_columns(body);
            state_ = state::rows;
            return r.columns ? verdict::more : verdict::unexpected;
        }
        case wire::command_complete::tag: results_.emplace_back(); return complete(body);
        case wire::empty_query_response::tag:
            results_.emplace_back().status = result_status::empty_query;
            return verdict::more;
        case wire::copy_in_response::tag:
            refuse_copy("COPY ... FROM STDIN needs data: use the copy functions instead");
            results_.emplace_back();
            state_ = state::copy_in;
            return verdict::refuse_copy;
        case wire::copy_out_response::tag:
            refuse_copy("COPY ... TO STDOUT returns data: use the copy functions instead");
            results_.emplace_back();
            state_ = state::copy_out;
            return verdict::more;
        default: return verdict::unexpected;
    }
}

exchange::verdict simple_query::complete(wire::byte_reader body) {
    wire::command_complete m;
    if (!wire::decode(body, m))
        return verdict::unexpected;
    auto& r = results_.back();
    r.command_tag = m.command_tag;
    r.status = r.columns ? result_status::tuples : result_status::command;
    state_ = state::between_statements;
    return verdict::more;
}

void simple_query::refuse_copy(const char* what_to_call) {
    failure f;
    f.kind = failure_kind::usage;
    f.message = what_to_call;
    fail(std::move(f));
}

}  // namespace kornak::session
