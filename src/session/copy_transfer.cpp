#include "session/copy_transfer.hpp"

#include "wire/copy_messages.hpp"

namespace kornak::session {

exchange::verdict copy_transfer::on_message(char tag, wire::byte_reader body, wire::byte_writer&) {
    switch (phase_) {
        case phase::starting: return starting(tag, body);
        case phase::taking_data:
            return tag == wire::command_complete::tag ? complete(body) : verdict::unexpected;
        case phase::giving_data:
            if (tag == wire::copy_data::tag) {
                arrived_.i32(static_cast<std::int32_t>(body.remaining()));
                arrived_.bytes(body.rest());
                return verdict::more;
            }
            if (tag == wire::copy_done::tag)
                return verdict::more;
            return tag == wire::command_complete::tag ? complete(body) : verdict::unexpected;
        case phase::ended: return passing_over(tag);
    }
    return verdict::unexpected;
}

exchange::verdict copy_transfer::starting(char tag, wire::byte_reader body) {
    if (tag == wire::copy_in_response::tag && wanted_ != copy_direction::out) {
        wire::copy_in_response m;
        if (!wire::decode(body, m))
            return verdict::unexpected;
        columns_ = std::move(m.columns);
        phase_ = phase::taking_data;
        return verdict::more;
    }
    if (tag == wire::copy_out_response::tag && wanted_ != copy_direction::in) {
        wire::copy_out_response m;
        if (!wire::decode(body, m))
            return verdict::unexpected;
        columns_ = std::move(m.columns);
        phase_ = phase::giving_data;
        return verdict::more;
    }
    phase_ = phase::ended;
    return passing_over(tag);
}

// Statements that are not the COPY asked for, or come behind it: whatever they reply, until ReadyForQuery.
exchange::verdict copy_transfer::passing_over(char tag) {
    switch (tag) {
        case wire::copy_in_response::tag: refuse(); return verdict::refuse_copy;
        case wire::copy_out_response::tag:
        case wire::copy_data::tag:
        case wire::copy_done::tag:
        case wire::row_description::tag:
        case wire::empty_query_response::tag:
        case wire::command_complete::tag: refuse(); return verdict::more;
        default: return verdict::unexpected;
    }
}

exchange::verdict copy_transfer::on_rows(row_run) {
    return phase_ == phase::ended && error() ? verdict::more : verdict::unexpected;
}

exchange::verdict copy_transfer::on_ready() {
    return phase_ == phase::ended ? verdict::more : verdict::unexpected;
}

void copy_transfer::on_error(std::shared_ptr<const diagnostics> why) {
    phase_ = phase::ended;
    exchange::on_error(std::move(why));
}

exchange::verdict copy_transfer::complete(wire::byte_reader body) {
    wire::command_complete m;
    if (!wire::decode(body, m))
        return verdict::unexpected;
    command_tag_ = m.command_tag;
    phase_ = phase::ended;
    return verdict::more;
}

void copy_transfer::refuse() {
    static constexpr const char* names[] = {"COPY ... FROM STDIN", "COPY ... TO STDOUT",
                                            "COPY from or to the client"};
    failure f;
    f.kind = failure_kind::usage;
    f.message = std::string("the statement is not one ") + names[static_cast<int>(wanted_)] +
                "; what it is has been executed all the same";
    fail(std::move(f));
}

}  // namespace kornak::session
