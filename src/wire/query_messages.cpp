#include "wire/query_messages.hpp"

namespace kornak::wire {

namespace {

// A count of at most `max_parameters`, each item of which takes at least `item_size` bytes of what is left.
std::size_t read_count(byte_reader& body, std::size_t item_size) {
    const std::size_t count = body.u16();
    if (count * item_size > body.remaining())
        body.fail();
    return body.failed() ? 0 : count;
}

void write_count(byte_writer& out, std::size_t count) {
    if (count > max_parameters)
        out.set_fault(byte_writer::fault::too_large);
    out.i16(static_cast<std::int16_t>(static_cast<std::uint16_t>(count)));
}

format read_format(byte_reader& body) {
    const auto code = body.i16();
    if (code != 0 && code != 1)
        body.fail();
    return static_cast<format>(code);
}

void write_format(byte_writer& out, format f) {
    out.i16(static_cast<std::int16_t>(f));
}

void write_formats(byte_writer& out, std::span<const format> formats) {
    write_count(out, formats.size());
    for (const auto f : formats)
        write_format(out, f);
}

void read_formats(byte_reader& body, std::vector<format>& formats) {
    formats.clear();
    for (auto n = read_count(body, 2); n > 0; --n)
        formats.push_back(read_format(body));
}

std::optional<bytes_view> read_value(byte_reader& body) {
    const auto length = body.i32();
    if (length == -1)
        return std::nullopt;
    if (length < -1) {
        body.fail();
        return std::nullopt;
    }
    return body.bytes(static_cast<std::size_t>(length));
}

void write_value(byte_writer& out, const std::optional<bytes_view>& value) {
    out.i32(value ? static_cast<std::int32_t>(value->size()) : -1);
    if (value)
        out.bytes(*value);
}

// The values of bind and function_call: checked one by one, kept as the bytes they are.
bytes_view read_values(byte_reader& body, std::size_t count) {
    const auto* const begin = body.position();
    for (; count > 0 && !body.failed(); --count)
        read_value(body);
    return {begin, body.failed() ? 0 : static_cast<std::size_t>(body.position() - begin)};
}

bool formats_fit(std::size_t formats, std::size_t values) {
    return formats <= 1 || formats == values;
}

target read_target(byte_reader& body) {
    const auto what = static_cast<target>(body.u8());
    switch (what) {
        case target::statement:
        case target::portal: return what;
    }
    body.fail();
    return target::statement;
}

}  // namespace

void encode(byte_writer& out, const query& m) {
    message_frame frame(out, m.tag);
    out.cstring(m.sql);
}

bool decode(byte_reader body, query& m) {
    m.sql = body.cstring();
    return body.complete();
}

void encode(byte_writer& out, const parse& m) {
    message_frame frame(out, m.tag);
    out.cstring(m.statement);
    out.cstring(m.sql);
    write_count(out, m.parameter_types.size());
    for (const auto oid : m.parameter_types)
        out.u32(oid);
}

bool decode(byte_reader body, parse& m, std::vector<std::uint32_t>& types) {
    m.statement = body.cstring();
    m.sql = body.cstring();
    types.clear();
    for (auto n = read_count(body, 4); n > 0; --n)
        types.push_back(body.u32());
    m.parameter_types = types;
    return body.complete();
}

void encode(byte_writer& out, const bind& m) {
    message_frame frame(out, m.tag);
    out.cstring(m.portal);
    out.cstring(m.statement);
    write_formats(out, m.parameter_formats);
    write_count(out, m.parameter_count);
    out.bytes(m.parameters);
    write_formats(out, m.result_formats);
}

bool decode(byte_reader body, bind& m, std::vector<format>& parameter_formats,
            std::vector<format>& result_formats) {
    m.portal = body.cstring();
    m.statement = body.cstring();
    read_formats(body, parameter_formats);
    m.parameter_formats = parameter_formats;
    m.parameter_count = read_count(body, 4);
    m.parameters = read_values(body, m.parameter_count);
    read_formats(body, result_formats);
    m.result_formats = result_formats;
    return body.complete() && formats_fit(parameter_formats.size(), m.parameter_count);
}

void encode(byte_writer& out, const describe& m) {
    message_frame frame(out, m.tag);
    out.u8(static_cast<std::uint8_t>(m.what));
    out.cstring(m.name);
}

bool decode(byte_reader body, describe& m) {
    m.what = read_target(body);
    m.name = body.cstring();
    return body.complete();
}

void encode(byte_writer& out, const execute& m) {
    message_frame frame(out, m.tag);
    out.cstring(m.portal);
    out.i32(m.max_rows);
}

bool decode(byte_reader body, execute& m) {
    m.portal = body.cstring();
    m.max_rows = body.i32();
    return body.complete();
}

void encode(byte_writer& out, const close& m) {
    message_frame frame(out, m.tag);
    out.u8(static_cast<std::uint8_t>(m.what));
    out.cstring(m.name);
}

bool decode(byte_reader body, close& m) {
    m.what = read_target(body);
    m.name = body.cstring();
    return body.complete();
}

void encode(byte_writer& out, const function_call& m) {
    message_frame frame(out, m.tag);
    out.u32(m.function);
    write_formats(out, m.argument_formats);
    write_count(out, m.argument_count);
    out.bytes(m.arguments);
    write_format(out, m.result_format);
}

bool decode(byte_reader body, function_call& m, std::vector<format>& formats) {
    m.function = body.u32();
    read_formats(body, formats);
    m.argument_formats = formats;
    m.argument_count = read_count(body, 4);
    m.arguments = read_values(body, m.argument_count);
    m.result_format = read_format(body);
    return body.complete() && formats_fit(formats.size(), m.argument_count);
}

void encode(byte_writer& out, const row_description& m) {
    message_frame frame(out, m.tag);
    write_count(out, m.fields.size());
    for (const auto& f : m.fields) {
        out.cstring(f.name);
        out.u32(f.table_oid);
        out.i16(f.table_column);
        out.u32(f.type_oid);
        out.i16(f.type_size);
        out.i32(f.type_modifier);
        write_format(out, f.value_format);
    }
}

bool decode(byte_reader body, row_description& m) {
    constexpr std::size_t least = 1 + 4 + 2 + 4 + 2 + 4 + 2;
    const auto count = read_count(body, least);
    m.fields.clear();
    m.fields.reserve(count);
    for (std::size_t i = 0; i < count && !body.failed(); ++i) {
        auto& f = m.fields.emplace_back();
        f.name = body.cstring();
        f.table_oid = body.u32();
        f.table_column = body.i16();
        f.type_oid = body.u32();
        f.type_size = body.i16();
        f.type_modifier = body.i32();
        f.value_format = read_format(body);
    }
    return body.complete();
}

void encode(byte_writer& out, const data_row& m) {
    message_frame frame(out, m.tag);
    write_count(out, m.values.size());
    for (const auto& value : m.values)
        write_value(out, value);
}

bool decode(byte_reader body, data_row& m) {
    const auto count = read_count(body, 4);
    m.values.clear();
    m.values.reserve(count);
    for (std::size_t i = 0; i < count && !body.failed(); ++i)
        m.values.push_back(read_value(body));
    return body.complete();
}

void encode(byte_writer& out, const parameter_description& m) {
    message_frame frame(out, m.tag);
    write_count(out, m.types.size());
    for (const auto oid : m.types)
        out.u32(oid);
}

bool decode(byte_reader body, parameter_description& m) {
    m.types.clear();
    for (auto n = read_count(body, 4); n > 0; --n)
        m.types.push_back(body.u32());
    return body.complete();
}

void encode(byte_writer& out, const command_complete& m) {
    message_frame frame(out, m.tag);
    out.cstring(m.command_tag);
}

bool decode(byte_reader body, command_complete& m) {
    m.command_tag = body.cstring();
    return body.complete();
}

void encode(byte_writer& out, const function_call_response& m) {
    message_frame frame(out, m.tag);
    write_value(out, m.value);
}

bool decode(byte_reader body, function_call_response& m) {
    m.value = read_value(body);
    return body.complete();
}

}  // namespace kornak::wire
