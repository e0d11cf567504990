#ifndef KORNAK_PYTHON_LOAD_HPP
#define KORNAK_PYTHON_LOAD_HPP

#include <kornak/detail/byte_reader.hpp>

#include <cstdint>
#include <memory>

#include "adapt_context.hpp"

namespace kornak::python {

/// Turns the values of one column into Python objects. Resolved once for a result; `load` is the hot path.
struct column_loader {
    /// A new reference, or null with a Python exception set: a DataError for a value that is malformed or
    /// that Python has nothing for, UnicodeDecodeError, or whatever json.loads raises. `value` is not NULL
    /// (the caller makes None of that). Throws std::bad_alloc.
    PyObject* (*load)(const column_loader& self, wire::bytes_view value) = nullptr;
    adapt_context* context = nullptr;  // outlives the loader: belongs to the connection
    std::uint32_t type_oid = 0;
    /// It only makes objects that cannot be part of a reference cycle: rows of such need not be tracked.
    bool atomic = false;
    std::shared_ptr<const column_loader> element = nullptr;  // of an array
};

/// The loader psycopg would use by default for a type and a format: the type's own where there is one, else
/// str for text and bytes for binary. Never fails. It suits the settings of the session as of the last
/// `refresh()`.
column_loader resolve_loader(adapt_context& context, std::uint32_t type_oid, bool binary);

}  // namespace kornak::python

#endif
