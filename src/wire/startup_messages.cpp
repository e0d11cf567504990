#include "wire/startup_messages.hpp"

namespace kornak::wire {

void encode(byte_writer& out, const startup_message& m) {
    message_frame frame(out);
    out.u32(m.protocol_version);
    for (const auto& [name, value] : m.parameters) {
        out.cstring(name);
        out.cstring(value);
    }
    out.u8(0);
}

bool decode(byte_reader body, startup_message& m) {
    m.protocol_version = body.u32();
    m.parameters.clear();
    while (!body.failed()) {
        const auto name = body.cstring();
        if (name.empty())
            break;
        m.parameters.emplace_back(name, body.cstring());
    }
    return body.complete();
}

void encode(byte_writer& out, const ssl_request&) {
    message_frame frame(out);
    out.u32(ssl_request::code);
}

void encode(byte_writer& out, const gss_enc_request&) {
    message_frame frame(out);
    out.u32(gss_enc_request::code);
}

void encode(byte_writer& out, const cancel_request& m) {
    message_frame frame(out);
    out.u32(cancel_request::code);
    out.i32(m.process_id);
    out.bytes(m.secret_key);
}

bool decode(byte_reader body, cancel_request& m) {
    const auto code = body.u32();
    m.process_id = body.i32();
    m.secret_key = body.rest();
    return body.complete() && code == cancel_request::code;
}

void encode(byte_writer& out, const authentication& m) {
    message_frame frame(out, m.tag);
    out.i32(static_cast<std::int32_t>(m.request));
    out.bytes(m.data);
}

bool decode(byte_reader body, authentication& m) {
    using kind = authentication::kind;
    m.request = static_cast<kind>(body.i32());
    m.data = body.rest();
    if (!body.complete())
        return false;
    switch (m.request) {
        case kind::ok:
        case kind::kerberos_v5:
        case kind::cleartext_password:
        case kind::gss:
        case kind::sspi: return m.data.empty();
        case kind::md5_password: return m.data.size() == 4;
        case kind::sasl:
        case kind::gss_continue:
        case kind::sasl_continue:
        case kind::sasl_final: return true;
    }
    return true;  // a request of a later protocol: well-formed, and refused by name further up
}

bool authentication::mechanisms(std::vector<std::string_view>& names) const {
    byte_reader list(data);
    names.clear();
    for (;;) {
        const auto name = list.cstring();
        if (list.failed())
            return false;
        if (name.empty())
            return list.complete();
        names.push_back(name);
    }
}

void encode(byte_writer& out, const negotiate_protocol_version& m) {
    message_frame frame(out, m.tag);
    out.u32(m.newest_minor);
    out.i32(static_cast<std::int32_t>(m.unrecognized_options.size()));
    for (const auto option : m.unrecognized_options)
        out.cstring(option);
}

bool decode(byte_reader body, negotiate_protocol_version& m) {
    m.newest_minor = body.u32();
    const auto count = body.i32();
    m.unrecognized_options.clear();
    // Every name takes at least its zero byte: a larger count is a lie, found before anything is reserved for
    // it.
    if (count < 0 || static_cast<std::size_t>(count) > body.remaining())
        return false;
    for (auto i = 0; i < count; ++i)
        m.unrecognized_options.push_back(body.cstring());
    return body.complete();
}

void encode(byte_writer& out, const backend_key_data& m) {
    message_frame frame(out, m.tag);
    out.i32(m.process_id);
    out.bytes(m.secret_key);
}

bool decode(byte_reader body, backend_key_data& m) {
    m.process_id = body.i32();
    m.secret_key = body.rest();
    return body.complete() && m.secret_key.size() >= 4 && m.secret_key.size() <= 256;
}

void encode(byte_writer& out, const parameter_status& m) {
    message_frame frame(out, m.tag);
    out.cstring(m.name);
    out.cstring(m.value);
}

bool decode(byte_reader body, parameter_status& m) {
    m.name = body.cstring();
    m.value = body.cstring();
    return body.complete();
}

void encode(byte_writer& out, const ready_for_query& m) {
    message_frame frame(out, m.tag);
    out.u8(static_cast<std::uint8_t>(m.status));
}

bool decode(byte_reader body, ready_for_query& m) {
    m.status = static_cast<transaction_status>(body.u8());
    if (!body.complete())
        return false;
    switch (m.status) {
        case transaction_status::idle:
        case transaction_status::in_transaction:
        case transaction_status::in_error: return true;
    }
    return false;
}

void encode(byte_writer& out, const password_message& m) {
    message_frame frame(out, m.tag);
    out.cstring(m.password);
}

bool decode(byte_reader body, password_message& m) {
    m.password = body.cstring();
    return body.complete();
}

void encode(byte_writer& out, const sasl_initial_response& m) {
    message_frame frame(out, m.tag);
    out.cstring(m.mechanism);
    out.i32(static_cast<std::int32_t>(m.data.size()));
    out.bytes(m.data);
}

bool decode(byte_reader body, sasl_initial_response& m) {
    m.mechanism = body.cstring();
    const auto size = body.i32();
    m.data = size < 0 ? bytes_view{} : body.bytes(static_cast<std::size_t>(size));
    return body.complete() && size >= -1;
}

void encode(byte_writer& out, const sasl_response& m) {
    message_frame frame(out, m.tag);
    out.bytes(m.data);
}

bool decode(byte_reader body, sasl_response& m) {
    m.data = body.rest();
    return body.complete();
}

}  // namespace kornak::wire
