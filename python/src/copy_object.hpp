#ifndef KORNAK_PYTHON_COPY_OBJECT_HPP
#define KORNAK_PYTHON_COPY_OBJECT_HPP

#include "module_state.hpp"

namespace kornak::python {

/// Adds `Copy(cursor, statement)`: a COPY in either direction, started by the constructor.
bool add_copy_type(PyObject* module, module_state& state);

}  // namespace kornak::python

#endif
