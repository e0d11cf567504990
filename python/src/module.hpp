#ifndef KORNAK_PYTHON_MODULE_HPP
#define KORNAK_PYTHON_MODULE_HPP

#include "ref.hpp"

namespace kornak::python {

/// The definition of `_kornak`: how a method finds the module, and with it its state, from a type.
PyModuleDef* extension_module() noexcept;

}  // namespace kornak::python

#endif
