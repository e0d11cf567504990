#ifndef KORNAK_PYTHON_COPY_IN_OBJECT_HPP
#define KORNAK_PYTHON_COPY_IN_OBJECT_HPP

#include "module_state.hpp"

namespace kornak::python {

/// Adds `CopyIn(pgconn, sql)`: a COPY FROM STDIN, started by the constructor.
bool add_copy_in_type(PyObject* module, module_state& state);

}  // namespace kornak::python

#endif
