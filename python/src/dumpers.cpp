#include "dumpers.hpp"

#include <kornak/oid.hpp>
#include <kornak/types/scalar.hpp>
#include <kornak/types/text.hpp>

namespace kornak::python {
namespace {

bool is_integer(value_kind kind) noexcept {
    return kind == value_kind::integer || kind == value_kind::boolean;
}

/// A type whose binary form is its text; one to be inferred is taken for one.
bool is_text(std::uint32_t type_oid) noexcept {
    return type_oid == 0 || codec<std::string>::accepts(type_oid);
}

/// Whether a type may hold such a value. A type that is nobody's is said to: it is refused as such then.
bool fits(PyObject* value, value_kind kind, std::uint32_t type_oid) noexcept {
    switch (type_oid) {
        case oids::bool_: return kind == value_kind::boolean;
        case oids::int2:
        case oids::int4:
        case oids::int8:
        case oids::oid: return is_integer(kind);
        case oids::numeric: return is_integer(kind) || kind == value_kind::decimal;
        case oids::float4:
        case oids::float8: return is_integer(kind) || kind == value_kind::decimal || kind == value_kind::real;
        case oids::bytea: return kind == value_kind::bytes || kind == value_kind::binary_wrapper;
        case oids::date: return kind == value_kind::date;
        case oids::time:
        case oids::timetz: return kind == value_kind::time && time_type(value) == type_oid;
        case oids::timestamp:
        case oids::timestamptz: return kind == value_kind::datetime && datetime_type(value) == type_oid;
        case oids::interval: return kind == value_kind::timedelta;
        case oids::uuid: return kind == value_kind::uuid;
        case oids::json:
        case oids::jsonb: return true;
    }
    if (is_text(type_oid))
        return kind == value_kind::text || kind == value_kind::enumeration;
    return kind == value_kind::list || element_oid_of(type_oid) == 0;
}

const char* name_of(placeholder_format format) noexcept {
    switch (format) {
        case placeholder_format::automatic: return "AUTO";
        case placeholder_format::text: return "TEXT";
        case placeholder_format::binary: return "BINARY";
    }
    return "";
}

bool refuse_type(const adapt_context& context, std::uint32_t type_oid) {
    const std::string name(type_name(type_oid));
    PyErr_Format(context.state.programming_error.get(), "cannot find a dumper for %s (oid %u) format BINARY",
                 name.empty() ? "unknown type" : ("type " + name).c_str(), type_oid);
    return false;
}

}  // namespace

bool refuse_class(const adapt_context& context, const PyTypeObject* type, placeholder_format wanted) {
    PyErr_Format(context.state.programming_error.get(),
                 "cannot adapt type '%s' using placeholder '%%%c' (format: %s)",
                 std::string(class_name(type)).c_str(), static_cast<int>(wanted), name_of(wanted));
    return false;
}

bool refuse_conversion(const adapt_context& context, PyObject* value, std::uint32_t type_oid,
                       const char* why) {
    PyErr_Format(context.state.data_error.get(), "cannot dump '%s' as %s%s%s",
                 std::string(class_name(Py_TYPE(value))).c_str(), std::string(type_name(type_oid)).c_str(),
                 why ? ": " : "", why ? why : "");
    return false;
}

std::uint32_t natural_type(value_kind kind, PyObject* value, wire::format format) noexcept {
    switch (kind) {
        case value_kind::boolean: return oids::bool_;
        case value_kind::integer: return integer_type(value);
        case value_kind::real: return oids::float8;
        case value_kind::decimal: return oids::numeric;
        case value_kind::text: return format == wire::format::binary ? oids::text : 0;
        case value_kind::bytes:
        case value_kind::binary_wrapper: return oids::bytea;
        case value_kind::date: return oids::date;
        case value_kind::time: return time_type(value);
        case value_kind::datetime: return datetime_type(value);
        case value_kind::timedelta: return oids::interval;
        case value_kind::uuid: return oids::uuid;
        case value_kind::json: return oids::json;
        case value_kind::jsonb: return oids::jsonb;
        case value_kind::enumeration:
        case value_kind::none:
        case value_kind::list:
        case value_kind::foreign: break;
    }
    return 0;
}

bool write_text(adapt_context& context, PyObject* value, value_kind kind, wire::byte_writer& out) {
    switch (kind) {
        case value_kind::boolean: write_codec_text<bool>(context, value == Py_True, out); return true;
        case value_kind::integer: return write_integer_text(context, value, out);
        case value_kind::real: write_codec_text<double>(context, PyFloat_AsDouble(value), out); return true;
        case value_kind::decimal: return write_decimal_text(context, value, out);
        case value_kind::text:
        case value_kind::enumeration: return write_string(context, value, kind, out);
        case value_kind::bytes:
        case value_kind::binary_wrapper: return write_bytes_text(context, value, kind, out);
        case value_kind::date: write_date_text(context, value, out); return true;
        case value_kind::time: return write_time_text(context, value, out);
        case value_kind::datetime: return write_datetime_text(context, value, out);
        case value_kind::timedelta: write_timedelta_text(context, value, out); return true;
        case value_kind::uuid: return write_uuid_text(context, value, out);
        case value_kind::json:
        case value_kind::jsonb: return write_json(context, value, kind, out);
        case value_kind::none:
        case value_kind::list:
        case value_kind::foreign: break;
    }
    return refuse_class(context, Py_TYPE(value), placeholder_format::text);
}

bool write_binary(adapt_context& context, PyObject* value, value_kind kind, std::uint32_t type_oid,
                  wire::byte_writer& out) {
    if (!fits(value, kind, type_oid))
        return refuse_conversion(context, value, type_oid, nullptr);
    switch (type_oid) {
        case oids::bool_: codec<bool>::encode_binary(out, value == Py_True); return true;
        case oids::int2:
        case oids::int4:
        case oids::int8:
        case oids::oid: return write_integer_binary(context, value, type_oid, out);
        case oids::numeric: return write_numeric_binary(context, value, kind, out);
        case oids::float4:
        case oids::float8: return write_float_binary(context, value, kind, type_oid, out);
        case oids::bytea: return write_bytes_binary(context, value, kind, out);
        case oids::date: write_date_binary(value, out); return true;
        case oids::time:
        case oids::timetz: return write_time_binary(context, value, out);
        case oids::timestamp:
        case oids::timestamptz: return write_datetime_binary(context, value, out);
        case oids::interval: write_timedelta_binary(value, out); return true;
        case oids::uuid: return write_uuid_binary(context, value, out);
        case oids::jsonb: out.u8(1); [[fallthrough]];  // the version of its format
        case oids::json: return write_json(context, value, kind, out);
    }
    if (is_text(type_oid))
        return write_string(context, value, kind, out);
    if (element_oid_of(type_oid) != 0)
        return write_list_binary(context, value, type_oid, out);
    return refuse_type(context, type_oid);
}

}  // namespace kornak::python
