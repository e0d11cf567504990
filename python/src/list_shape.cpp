#include "list_shape.hpp"

#include <algorithm>

namespace kornak::python {
namespace {

using types::array_header;

class list_measure {
public:
    list_measure(const adapt_context& context, array_header& shape) : context_(context), shape_(shape) {}

    bool visit(PyObject* list, std::size_t level) {
        const auto around = path_.begin() + static_cast<std::ptrdiff_t>(level);
        if (std::find(path_.begin(), around, list) != around)
            return refuse("cannot dump a recursive list");
        if (level == array_header::max_dimensions)
            return refuse("cannot dump a list of more than 6 dimensions");
        path_[level] = list;
        const Py_ssize_t length = PyList_GET_SIZE(list);
        if (!check_length(length, level))
            return false;
        for (Py_ssize_t i = 0; i < length; ++i) {
            PyObject* const item = PyList_GET_ITEM(list, i);
            if (!(PyList_Check(item) ? visit(item, level + 1) : count(item, level)))
                return false;
        }
        return true;
    }

private:
    bool refuse(const char* why) const {
        PyErr_SetString(context_.state.data_error.get(), why);
        return false;
    }

    /// The first list of each level is the measure for the others.
    bool check_length(Py_ssize_t length, std::size_t level) {
        if (level < shape_.dimension_count)
            return length == shape_.dimensions[level].length ||
                   refuse("nested lists have inconsistent lengths");
        if (shape_.element_count > 0)
            return refuse("nested lists have inconsistent depths");
        if (static_cast<std::size_t>(length) > array_header::max_elements)
            return refuse("cannot dump a list of more than 134217727 elements");
        shape_.dimensions[shape_.dimension_count++].length = static_cast<std::int32_t>(length);
        return true;
    }

    bool count(PyObject* item, std::size_t level) {
        if (level + 1 != shape_.dimension_count)
            return refuse("nested lists have inconsistent depths");
        if (++shape_.element_count > array_header::max_elements)
            return refuse("cannot dump a list of more than 134217727 elements");
        shape_.has_nulls |= item == Py_None;
        return true;
    }

    const adapt_context& context_;
    array_header& shape_;
    std::array<PyObject*, array_header::max_dimensions> path_ =
        {};  // the list being visited, and those around it
};

}  // namespace

bool measure_list(const adapt_context& context, PyObject* list, array_header& shape) {
    shape = {};
    return list_measure(context, shape).visit(list, 0);
}

}  // namespace kornak::python
