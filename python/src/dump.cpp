#include "dump.hpp"

#include "dumpers.hpp"

namespace kornak::python {
namespace {

/// What %s is: text where the server shall infer the type, or where it is made faster.
wire::format natural_format(value_kind kind) noexcept {
    switch (kind) {
        case value_kind::text:
        case value_kind::decimal:
        case value_kind::enumeration:
        case value_kind::json:
        case value_kind::jsonb:
        case value_kind::list:
        case value_kind::none:
        case value_kind::foreign: return wire::format::text;
        case value_kind::boolean:
        case value_kind::integer:
        case value_kind::real:
        case value_kind::bytes:
        case value_kind::binary_wrapper:
        case value_kind::date:
        case value_kind::time:
        case value_kind::datetime:
        case value_kind::timedelta:
        case value_kind::uuid: break;
    }
    return wire::format::binary;
}

wire::format chosen_format(value_kind kind, placeholder_format wanted) noexcept {
    switch (wanted) {
        case placeholder_format::automatic: return natural_format(kind);
        case placeholder_format::text: return wire::format::text;
        case placeholder_format::binary: break;
    }
    return wire::format::binary;
}

bool write_value(adapt_context& context, PyObject* value, value_kind kind, placeholder_format wanted,
                 wire::byte_writer& out, dumped& how) {
    if (kind == value_kind::foreign)
        return refuse_class(context, Py_TYPE(value), wanted);
    how.format = chosen_format(kind, wanted);
    if (kind == value_kind::list)
        return write_list(context, value, wanted, out, how);
    how.type_oid = natural_type(kind, value, how.format);
    return how.format == wire::format::binary ? write_binary(context, value, kind, how.type_oid, out)
                                              : write_text(context, value, kind, out);
}

/// Leaves `out` as it was when `write` fails.
template <class Write>
bool write_or_restore(wire::byte_writer& out, Write&& write) {
    const std::size_t begin = out.size();
    if (write())
        return true;
    out.truncate(begin);
    return false;
}

/// The binary form as the type that %b would choose, for a row of COPY.
bool write_natural_binary(adapt_context& context, PyObject* value, value_kind kind, wire::byte_writer& out) {
    dumped how;
    if (!write_value(context, value, kind, placeholder_format::binary, out, how))
        return false;
    if (how.format == wire::format::binary)
        return true;
    PyErr_SetString(
        context.state.data_error.get(),
        "cannot dump a list without elements in binary format without knowing its type: use set_types()");
    return false;
}

}  // namespace

bool dump_parameter(adapt_context& context, PyObject* value, placeholder_format wanted,
                    wire::byte_writer& out, dumped& how) {
    how = {};
    const value_kind kind = kind_of(context.state, Py_TYPE(value));
    if (kind == value_kind::none) {
        write_null(out);
        return true;
    }
    return write_or_restore(out, [&] {
        return write_with_length(context, out,
                                 [&] { return write_value(context, value, kind, wanted, out, how); });
    });
}

bool dump_copy_text(adapt_context& context, PyObject* value, wire::byte_writer& out, bool& is_null) {
    const value_kind kind = kind_of(context.state, Py_TYPE(value));
    is_null = kind == value_kind::none;
    dumped how;
    return is_null || write_or_restore(out, [&] {
               return write_value(context, value, kind, placeholder_format::text, out, how);
           });
}

bool dump_copy_binary(adapt_context& context, PyObject* value, std::uint32_t type_oid,
                      wire::byte_writer& out) {
    const value_kind kind = kind_of(context.state, Py_TYPE(value));
    if (kind == value_kind::none) {
        write_null(out);
        return true;
    }
    const auto write = [&] {
        return type_oid == 0 ? write_natural_binary(context, value, kind, out)
                             : write_binary(context, value, kind, type_oid, out);
    };
    return write_or_restore(out, [&] { return write_with_length(context, out, write); });
}

}  // namespace kornak::python
