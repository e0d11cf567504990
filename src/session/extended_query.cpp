#include "session/extended_query.hpp"

#include "wire/copy_messages.hpp"

namespace kornak::session {

void extended_query::serialize(wire::byte_writer& out) {
    if (what_.parse)
        wire::encode(out, wire::parse{what_.statement, what_.sql, what_.parameter_types});
    wire::encode(out, wire::bind{"", what_.statement, what_.parameter_formats, what_.parameter_count,
                                 what_.parameters, what_.result_formats});
    if (!what_.columns_known)
        wire::encode(out, wire::describe{wire::target::portal, ""});
    wire::encode(out, wire::execute{"", what_.max_rows});
    state_ = what_.parse ? state::parse : state::bind;
}

exchange::verdict extended_query::on_rows(row_run run) {
    if (state_ != state::rows || !result_.columns)
        return verdict::unexpected;
    result_.rows.append(std::move(run));
    return verdict::more;
}

exchange::verdict extended_query::on_message(char tag, wire::byte_reader body, wire::byte_writer&) {
    switch (state_) {
        case state::parse:
            state_ = state::bind;
            parsed_ = true;
            return tag == wire::parse_complete::tag ? verdict::more : verdict::unexpected;
        case state::bind:
            state_ = what_.columns_known ? state::rows : state::description;
            result_.columns = what_.columns;
            return tag == wire::bind_complete::tag ? verdict::more : verdict::unexpected;
        case state::description:
            state_ = state::rows;
            if (tag == wire::no_data::tag)
                return verdict::more;
            if (tag != wire::row_description::tag)
                return verdict::unexpected;
            result_.columns = read_columns(body);
            return result_.columns ? verdict::more : verdict::unexpected;
        case state::rows: return in_rows(tag, body);
        case state::copy_in: return verdict::unexpected;
        case state::copy_out:
            if (tag == wire::copy_data::tag || tag == wire::copy_done::tag)
                return verdict::more;
            return tag == wire::command_complete::tag ? verdict::more : verdict::unexpected;
    }
    return verdict::unexpected;
}

exchange::verdict extended_query::in_rows(char tag, wire::byte_reader body) {
    switch (tag) {
        case wire::command_complete::tag: {
            wire::command_complete m;
            if (!wire::decode(body, m))
                return verdict::unexpected;
            result_.command_tag = m.command_tag;
            result_.status = result_.columns ? result_status::tuples : result_status::command;
            return verdict::more;
        }
        case wire::empty_query_response::tag:
            result_.status = result_status::empty_query;
            return verdict::more;
        case wire::portal_suspended::tag: result_.status = result_status::suspended; return verdict::more;
        case wire::copy_in_response::tag:
            refuse_copy("COPY ... FROM STDIN needs data: use the copy functions instead");
            state_ = state::copy_in;
            return verdict::refuse_copy;
        case wire::copy_out_response::tag:
            refuse_copy("COPY ... TO STDOUT returns data: use the copy functions instead");
            state_ = state::copy_out;
            return verdict::more;
        default: return verdict::unexpected;
    }
}

void extended_query::refuse_copy(const char* what_to_call) {
    failure f;
    f.kind = failure_kind::usage;
    f.message = what_to_call;
    fail(std::move(f));
}

}  // namespace kornak::session
