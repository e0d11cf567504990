#ifndef KORNAK_PYTHON_MODULE_HPP
#define KORNAK_PYTHON_MODULE_HPP

#include "module_state.hpp"

namespace kornak::python {

/// The module `_kornak`, for the interpreter's import.
PyObject* make_module();

/// The state of the module that `type`, or the type of the extension it is derived from, belongs to. Null
/// with a TypeError set when there is none.
module_state* state_of_type(PyTypeObject* type);

}  // namespace kornak::python

#endif
