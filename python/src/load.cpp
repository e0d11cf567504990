#include "load.hpp"

#include <algorithm>

#include <kornak/oid.hpp>

#include "loaders.hpp"

namespace kornak::python {
namespace {

/// Null for a type without loaders of its own.
const type_loader* find_loader(std::uint32_t type_oid) noexcept {
    switch (type_oid) {
        case oids::bool_: return &bool_loader;
        case oids::int2: return &int2_loader;
        case oids::int4: return &int4_loader;
        case oids::int8: return &int8_loader;
        case oids::oid: return &oid_loader;
        case oids::float4: return &float4_loader;
        case oids::float8: return &float8_loader;
        case oids::numeric: return &numeric_loader;
        case oids::bytea: return &bytea_loader;
        case oids::json: return &json_loader;
        case oids::jsonb: return &jsonb_loader;
        case oids::uuid: return &uuid_loader;
        case oids::date: return &date_loader;
        case oids::time: return &time_loader;
        case oids::timetz: return &timetz_loader;
        case oids::timestamp: return &timestamp_loader;
        case oids::timestamptz: return &timestamptz_loader;
        case oids::interval: return &interval_loader;
    }
    return nullptr;
}

/// The types that are text in the binary format too. psycopg leaves others of the kind, such as xml, as
/// bytes.
bool is_text(std::uint32_t type_oid) noexcept {
    switch (type_oid) {
        case oids::text:
        case oids::varchar:
        case oids::bpchar:
        case oids::name:
        case oids::char_: return true;
    }
    return false;
}

load_function string_loader(const adapt_context& context) noexcept {
    if (context.utf8)
        return load_utf8;
    return context.ascii_bytes ? load_bytes : load_encoded;
}

/// `value` as a str for a message, cut where it gets long.
ref shown(wire::bytes_view value) {
    constexpr std::size_t longest = 100;
    const auto text = wire::as_text(value.first(std::min(value.size(), longest)));
    return ref::own(PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "replace"));
}

std::string name_of(std::uint32_t type_oid) {
    return std::string(type_name(type_oid));
}

}  // namespace

column_loader resolve_loader(adapt_context& context, std::uint32_t type_oid, bool binary) {
    column_loader loader{.context = &context, .type_oid = type_oid};
    const std::uint32_t element_oid = element_oid_of(type_oid);
    const type_loader* const native = element_oid != 0 ? &array_loader : find_loader(type_oid);
    if (native) {
        loader.load = binary ? native->binary : native->text;
        loader.atomic = native->atomic;
    } else {
        loader.load = binary && !is_text(type_oid) ? load_bytes : string_loader(context);
        loader.atomic = true;
    }
    if (element_oid != 0)
        loader.element = std::make_shared<const column_loader>(resolve_loader(context, element_oid, binary));
    return loader;
}

PyObject* refuse_text(const column_loader& self, wire::bytes_view value, const char* why) {
    if (const auto text = shown(value))
        PyErr_Format(self.context->state.data_error.get(),
                     why ? "can't parse %s %R: %s" : "can't parse %s %R", name_of(self.type_oid).c_str(),
                     text.get(), why);
    return nullptr;
}

PyObject* refuse_binary(const column_loader& self, wire::bytes_view value) {
    return PyErr_Format(self.context->state.data_error.get(),
                        "can't parse %s: malformed binary value of %zu bytes", name_of(self.type_oid).c_str(),
                        value.size());
}

PyObject* refuse_value(const column_loader& self, const char* problem, const std::string& value) {
    return PyErr_Format(self.context->state.data_error.get(), "%s: '%s'", problem, value.c_str());
}

}  // namespace kornak::python
