#include "session/copy_out.hpp"

#include "wire/copy_messages.hpp"

namespace kornak::session {

exchange::verdict copy_out::on_message(char tag, wire::byte_reader body, wire::byte_writer& answer) {
    switch (tag) {
        case wire::copy_out_response::tag: {
            wire::copy_out_response m;
            if (started_ || !wire::decode(body, m)) return verdict::unexpected;
            columns_ = std::move(m.columns);
            started_ = true;
            return verdict::more;
        }
        case wire::copy_data::tag:
            if (!started_ || other_statement_) return verdict::unexpected;
            arrived_.i32(static_cast<std::int32_t>(body.remaining()));
            arrived_.bytes(body.rest());
            return verdict::more;
        case wire::copy_done::tag: return started_ ? verdict::more : verdict::unexpected;
        case wire::command_complete::tag: {
            wire::command_complete m;
            if (!wire::decode(body, m)) return verdict::unexpected;
            if (!started_) refuse();
            command_tag_ = m.command_tag;
            return verdict::more;
        }
        case wire::copy_in_response::tag:
            if (started_ && !other_statement_) return verdict::unexpected;
            wire::encode(answer, wire::copy_fail{"COPY FROM STDIN where a COPY TO STDOUT was expected"});
            refuse();
            return verdict::more;
        case wire::row_description::tag:
        case wire::empty_query_response::tag:
            if (started_ && !other_statement_) return verdict::unexpected;
            refuse();
            return verdict::more;
        default: return verdict::unexpected;
    }
}

exchange::verdict copy_out::on_rows(row_run) { return other_statement_ ? verdict::more : verdict::unexpected; }

void copy_out::refuse() {
    started_ = other_statement_ = true;
    failure f;
    f.kind = failure_kind::usage;
    f.message = "the statement is not a COPY ... TO STDOUT; it has been executed all the same";
    fail(std::move(f));
}

}  // namespace kornak::session
