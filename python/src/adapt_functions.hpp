#ifndef KORNAK_PYTHON_ADAPT_FUNCTIONS_HPP
#define KORNAK_PYTHON_ADAPT_FUNCTIONS_HPP

#include "ref.hpp"

namespace kornak::python {

/// Functions of the module `_kornak` that adapt single values, without a connection.
extern PyMethodDef adapt_functions[];

}  // namespace kornak::python

#endif
