#include "wire/notice_messages.hpp"

namespace kornak::wire {

namespace {

// Calls `visit(code, member)` for every field, in the order in which servers send them.
template <class Diagnostics, class Visitor>
void for_each_field(Diagnostics& d, Visitor visit) {
    visit('S', d.severity);
    visit('V', d.severity_nonlocalized);
    visit('C', d.sqlstate);
    visit('M', d.message_primary);
    visit('D', d.message_detail);
    visit('H', d.message_hint);
    visit('P', d.statement_position);
    visit('p', d.internal_position);
    visit('q', d.internal_query);
    visit('W', d.context);
    visit('s', d.schema_name);
    visit('t', d.table_name);
    visit('c', d.column_name);
    visit('d', d.datatype_name);
    visit('n', d.constraint_name);
    visit('F', d.source_file);
    visit('L', d.source_line);
    visit('R', d.source_function);
}

const std::string* present(const std::string& s) { return s.empty() ? nullptr : &s; }
const std::string* present(const std::optional<std::string>& s) { return s ? &*s : nullptr; }

}  // namespace

void encode_diagnostics(byte_writer& out, char tag, const diagnostics& d) {
    message_frame frame(out, tag);
    for_each_field(d, [&](char code, const auto& field) {
        if (const auto* const text = present(field)) {
            out.u8(static_cast<std::uint8_t>(code));
            out.cstring(*text);
        }
    });
    out.u8(0);
}

bool decode_diagnostics(byte_reader body, diagnostics& d) {
    d = {};
    while (const auto code = static_cast<char>(body.u8())) {
        const auto text = body.cstring();
        for_each_field(d, [&](char known, auto& field) {
            if (code == known) field = std::string(text);
        });
    }
    // Servers before 9.6 send no 'V'; their 'S' is what there is to go by.
    if (d.severity_nonlocalized.empty()) d.severity_nonlocalized = d.severity;
    return body.complete();
}

void encode(byte_writer& out, const notification_response& m) {
    message_frame frame(out, m.tag);
    out.i32(m.process_id);
    out.cstring(m.channel);
    out.cstring(m.payload);
}

bool decode(byte_reader body, notification_response& m) {
    m.process_id = body.i32();
    m.channel = body.cstring();
    m.payload = body.cstring();
    return body.complete();
}

}  // namespace kornak::wire
