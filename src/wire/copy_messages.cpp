#include "wire/copy_messages.hpp"

namespace kornak::wire {

template <char Tag>
void encode(byte_writer& out, const copy_response<Tag>& m) {
    message_frame frame(out, Tag);
    out.u8(static_cast<std::uint8_t>(m.overall));
    if (m.columns.size() > max_parameters)
        out.set_fault(byte_writer::fault::too_large);
    out.i16(static_cast<std::int16_t>(m.columns.size()));
    for (const auto f : m.columns)
        out.i16(static_cast<std::int16_t>(f));
}

template <char Tag>
bool decode(byte_reader body, copy_response<Tag>& m) {
    const auto overall = body.u8();
    const std::size_t count = body.u16();
    if (overall > 1 || count * 2 > body.remaining())
        return false;
    m.overall = static_cast<format>(overall);
    m.columns.clear();
    m.columns.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto code = body.i16();
        if (code != 0 && code != 1)
            return false;
        m.columns.push_back(static_cast<format>(code));
    }
    return body.complete();
}

template void encode(byte_writer&, const copy_in_response&);
template void encode(byte_writer&, const copy_out_response&);
template void encode(byte_writer&, const copy_both_response&);
template bool decode(byte_reader, copy_in_response&);
template bool decode(byte_reader, copy_out_response&);
template bool decode(byte_reader, copy_both_response&);

void encode(byte_writer& out, const copy_data& m) {
    message_frame frame(out, m.tag);
    out.bytes(m.data);
}

bool decode(byte_reader body, copy_data& m) {
    m.data = body.rest();
    return body.complete();
}

void encode(byte_writer& out, const copy_fail& m) {
    auto reason = m.reason;
    if (reason.size() > m.max_reason) {
        auto end = m.max_reason;
        while (end > 0 && (static_cast<unsigned char>(reason[end]) & 0xc0) == 0x80)
            --end;
        reason = reason.substr(0, end);
    }
    // A zero byte would end the message early for the server: what follows it is dropped.
    reason = reason.substr(0, reason.find('\0'));
    message_frame frame(out, m.tag);
    out.cstring(reason);
}

bool decode(byte_reader body, copy_fail& m) {
    m.reason = body.cstring();
    return body.complete();
}

}  // namespace kornak::wire
