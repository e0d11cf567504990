#ifndef KORNAK_PYTHON_LIST_SHAPE_HPP
#define KORNAK_PYTHON_LIST_SHAPE_HPP

#include <kornak/types/array_header.hpp>

#include "adapt_context.hpp"

namespace kornak::python {

/// Measures the array that a list of lists makes: all of `shape` but the type of its elements. Runs no Python
/// code. False with a DataError set: lists of one level differ in length, some items are lists and some are
/// not, the list contains itself, or there are more dimensions or elements than PostgreSQL allows.
bool measure_list(const adapt_context& context, PyObject* list, types::array_header& shape);

}  // namespace kornak::python

#endif
