#ifndef KORNAK_PYTHON_RAISE_HPP
#define KORNAK_PYTHON_RAISE_HPP

#include <kornak/failure.hpp>

#include <string_view>

#include "module_state.hpp"

namespace kornak::python {

/// The exception of kornak.errors that psycopg would raise for `why`; null with another exception set when
/// not even that can be made. `sql`: the statement, to show where in it the error is.
ref make_exception(const module_state& state, const failure& why, std::string_view sql = {});

/// Sets it.
void raise(const module_state& state, const failure& why, std::string_view sql = {});

/// Diagnostic fields as a dict: the protocol's field code -> str, as kornak.errors takes them.
ref diagnostic_fields(const diagnostics& d);

}  // namespace kornak::python

#endif
