#include "session/copy_in.hpp"

#include "wire/copy_messages.hpp"

namespace kornak::session {

exchange::verdict copy_in::on_message(char tag, wire::byte_reader body, wire::byte_writer&) {
    switch (tag) {
        case wire::copy_in_response::tag: {
            wire::copy_in_response m;
            if (phase_ != phase::starting || !wire::decode(body, m)) return verdict::unexpected;
            columns_ = std::move(m.columns);
            phase_ = phase::open;
            return verdict::more;
        }
        case wire::command_complete::tag: {
            wire::command_complete m;
            if (!wire::decode(body, m)) return verdict::unexpected;
            if (phase_ == phase::starting) refuse();
            command_tag_ = m.command_tag;
            phase_ = phase::ended;
            return verdict::more;
        }
        case wire::row_description::tag:
        case wire::empty_query_response::tag:
        case wire::copy_out_response::tag:
            if (phase_ == phase::open) return verdict::unexpected;
            refuse();
            return verdict::more;
        case wire::copy_data::tag:
        case wire::copy_done::tag: return other_statement_ ? verdict::more : verdict::unexpected;
        default: return verdict::unexpected;
    }
}

exchange::verdict copy_in::on_rows(row_run) { return other_statement_ ? verdict::more : verdict::unexpected; }

void copy_in::on_error(std::shared_ptr<const diagnostics> why) {
    phase_ = phase::ended;
    exchange::on_error(std::move(why));
}

void copy_in::refuse() {
    other_statement_ = true;
    phase_ = phase::ended;
    failure f;
    f.kind = failure_kind::usage;
    f.message = "the statement is not a COPY ... FROM STDIN; it has been executed all the same";
    fail(std::move(f));
}

}  // namespace kornak::session
