#ifndef KORNAK_PYTHON_CONNINFO_FUNCTIONS_HPP
#define KORNAK_PYTHON_CONNINFO_FUNCTIONS_HPP

#include "ref.hpp"

namespace kornak::python {

/// The module functions behind kornak.conninfo: parse_conninfo(str) -> dict, format_conninfo(dict) -> str.
extern PyMethodDef conninfo_functions[];

}  // namespace kornak::python

#endif
