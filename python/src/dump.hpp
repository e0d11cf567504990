#ifndef KORNAK_PYTHON_DUMP_HPP
#define KORNAK_PYTHON_DUMP_HPP

#include <kornak/detail/byte_writer.hpp>
#include <kornak/detail/format.hpp>

#include <cstdint>

#include "adapt_context.hpp"

namespace kornak::python {

/// What a placeholder asks for: %s, %t, %b.
enum class placeholder_format : char { automatic = 's', text = 't', binary = 'b' };

/// How a value was sent: the type and the format that go into Parse and Bind.
struct dumped {
    std::uint32_t type_oid = 0;  // 0: the server infers it
    wire::format format = wire::format::text;
};

/// Appends `value` to `out` as Bind has it: an int32 length and the bytes, or a length of -1 for None.
/// False with a Python exception set (the class psycopg raises) when it cannot be adapted; `out` is then as
/// before. Throws std::bad_alloc.
bool dump_parameter(adapt_context& context, PyObject* value, placeholder_format wanted,
                    wire::byte_writer& out, dumped& how);

/// Appends `value` to a row of COPY: in text its bytes, not yet escaped, `is_null` telling None; in binary as
/// in Bind, as a `type_oid` when that is not 0 (set_types), else as the type that `%b` would choose. Errors
/// are as above, and a DataError where the value is not exactly one of `type_oid`.
bool dump_copy_text(adapt_context& context, PyObject* value, wire::byte_writer& out, bool& is_null);
bool dump_copy_binary(adapt_context& context, PyObject* value, std::uint32_t type_oid,
                      wire::byte_writer& out);

}  // namespace kornak::python

#endif
