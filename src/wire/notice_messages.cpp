#include "wire/notice_messages.hpp"

#include "wire/diagnostic_fields.hpp"

namespace kornak::wire {

namespace {

const std::string* present(const std::string& s) {
    return s.empty() ? nullptr : &s;
}
const std::string* present(const std::optional<std::string>& s) {
    return s ? &*s : nullptr;
}

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
            if (code == known)
                field = std::string(text);
        });
    }
    // Servers before 9.6 send no 'V'; their 'S' is what there is to go by.
    if (d.severity_nonlocalized.empty())
        d.severity_nonlocalized = d.severity;
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
