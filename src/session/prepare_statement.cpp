#include "session/prepare_statement.hpp"

namespace kornak::session {

void prepare_statement::serialize(wire::byte_writer& out) {
    wire::encode(out, request_);
    wire::encode(out, wire::describe{wire::target::statement, request_.statement});
}

exchange::verdict prepare_statement::on_message(char tag, wire::byte_reader body, wire::byte_writer&) {
    switch (state_) {
        case state::parse:
            state_ = state::parameters;
            return tag == wire::parse_complete::tag ? verdict::more : verdict::unexpected;
        case state::parameters: {
            state_ = state::columns;
            wire::parameter_description m;
            if (tag != m.tag || !wire::decode(body, m))
                return verdict::unexpected;
            parameter_types_ = std::move(m.types);
            return verdict::more;
        }
        case state::columns:
            if (tag == wire::no_data::tag)
                return verdict::more;
            if (tag != wire::row_description::tag)
                return verdict::unexpected;
            columns_ = read_columns(body);
            return columns_ ? verdict::more : verdict::unexpected;
    }
    return verdict::unexpected;
}

}  // namespace kornak::session
