#ifndef KORNAK_PYTHON_COPY_OUT_OBJECT_HPP
#define KORNAK_PYTHON_COPY_OUT_OBJECT_HPP

#include "module_state.hpp"

namespace kornak::python {

/// Adds `CopyOut(pgconn, sql)`: a COPY TO STDOUT, started by the constructor.
bool add_copy_out_type(PyObject* module, module_state& state);

}  // namespace kornak::python

#endif
