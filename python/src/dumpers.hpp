#ifndef KORNAK_PYTHON_DUMPERS_HPP
#define KORNAK_PYTHON_DUMPERS_HPP

#include <kornak/codec.hpp>

#include <limits>

#include "dump.hpp"
#include "value_kind.hpp"

// The dumpers, by families of types: dumpers_<family>.cpp. Only for them and for dump.cpp. All of them append
// to `out` and return false with a Python exception set; what they have appended by then is for the caller to
// drop.
namespace kornak::python {

/// The type that a value is sent as when nobody names one; 0 for what the server shall infer. Not for lists.
std::uint32_t natural_type(value_kind kind, PyObject* value, wire::format format) noexcept;

/// Appends a value in the text form, which does not depend on the type it is sent as. Not for lists.
bool write_text(adapt_context& context, PyObject* value, value_kind kind, wire::byte_writer& out);
/// Appends a value in the binary form of a type: its natural one, or one that can hold it exactly.
bool write_binary(adapt_context& context, PyObject* value, value_kind kind, std::uint32_t type_oid,
                  wire::byte_writer& out);

/// Sets a ProgrammingError: there is no way to send an object of this class. Always false.
bool refuse_class(const adapt_context& context, const PyTypeObject* type, placeholder_format wanted);
/// Sets a DataError: the value is none of that type, or not exactly. Always false.
bool refuse_conversion(const adapt_context& context, PyObject* value, std::uint32_t type_oid,
                       const char* why);

// The text forms of single kinds.
bool write_integer_text(adapt_context& context, PyObject* value, wire::byte_writer& out);
bool write_decimal_text(adapt_context& context, PyObject* value, wire::byte_writer& out);
bool write_bytes_text(adapt_context& context, PyObject* value, value_kind kind, wire::byte_writer& out);
void write_date_text(adapt_context& context, PyObject* value, wire::byte_writer& out);
bool write_time_text(adapt_context& context, PyObject* value, wire::byte_writer& out);
bool write_datetime_text(adapt_context& context, PyObject* value, wire::byte_writer& out);
void write_timedelta_text(adapt_context& context, PyObject* value, wire::byte_writer& out);
bool write_uuid_text(adapt_context& context, PyObject* value, wire::byte_writer& out);

// The binary forms of types, from a value of a kind that fits.
bool write_integer_binary(adapt_context& context, PyObject* value, std::uint32_t type_oid,
                          wire::byte_writer& out);
bool write_float_binary(adapt_context& context, PyObject* value, value_kind kind, std::uint32_t type_oid,
                        wire::byte_writer& out);
bool write_numeric_binary(adapt_context& context, PyObject* value, value_kind kind, wire::byte_writer& out);
bool write_bytes_binary(adapt_context& context, PyObject* value, value_kind kind, wire::byte_writer& out);
void write_date_binary(PyObject* value, wire::byte_writer& out);
bool write_time_binary(adapt_context& context, PyObject* value, wire::byte_writer& out);
bool write_datetime_binary(adapt_context& context, PyObject* value, wire::byte_writer& out);
void write_timedelta_binary(PyObject* value, wire::byte_writer& out);
bool write_uuid_binary(adapt_context& context, PyObject* value, wire::byte_writer& out);
bool write_list_binary(adapt_context& context, PyObject* list, std::uint32_t array_oid,
                       wire::byte_writer& out);

// The same in both formats: a str, or the name of an Enum; and the JSON of a wrapper's object or of any other
// value.
bool write_string(adapt_context& context, PyObject* value, value_kind kind, wire::byte_writer& out);
bool write_json(adapt_context& context, PyObject* value, value_kind kind, wire::byte_writer& out);

// Types that depend on the value.
std::uint32_t integer_type(PyObject* value) noexcept;
std::uint32_t time_type(PyObject* value) noexcept;
std::uint32_t datetime_type(PyObject* value) noexcept;

/// A list as the array that its elements make. In `how` the format is given, and may change: a list without
/// elements is of unknown type, which only text can be.
bool write_list(adapt_context& context, PyObject* list, placeholder_format wanted, wire::byte_writer& out,
                dumped& how);

/// Appends the text form of a value that has a codec.
template <class T>
void write_codec_text(adapt_context& context, const T& value, wire::byte_writer& out) {
    constexpr std::size_t most_kept = 65'536;
    context.scratch.clear();
    codec<T>::encode_text(context.scratch, value);
    out.text(context.scratch);
    if (context.scratch.size() > most_kept)
        context.scratch = {};
}

/// Appends what `write` appends behind its length, as in Bind and in arrays.
template <class Write>
bool write_with_length(const adapt_context& context, wire::byte_writer& out, Write&& write) {
    const std::size_t at = out.reserve_i32();
    if (!write())
        return false;
    const std::size_t length = out.size() - at - sizeof(std::int32_t);
    if (length > std::numeric_limits<std::int32_t>::max()) {
        PyErr_Format(context.state.data_error.get(), "a value of %zu bytes is too large for PostgreSQL",
                     length);
        return false;
    }
    out.patch_i32(at, static_cast<std::int32_t>(length));
    return true;
}

inline void write_null(wire::byte_writer& out) {
    constexpr std::int32_t null_length = -1;
    out.i32(null_length);
}

}  // namespace kornak::python

#endif
