#include <algorithm>

#include "cursor_object.hpp"

namespace kornak::python {

namespace {

// The current result with rows; null with the exception set that says why there is none.
result_object* fetchable(const cursor_data& c) {
    if (c.closed) {
        PyErr_SetString(c.state.interface_error.get(), "the cursor is closed");
        return nullptr;
    }
    auto* const result = c.result();
    if (!result) {
        PyErr_SetString(c.state.programming_error.get(), "no result available");
        return nullptr;
    }
    if (result->set->columns)
        return result;
    const auto& tag = result->set->command_tag;
    const std::string status = tag.empty() ? std::string() : " (command status: " + tag + ")";
    PyErr_SetString(c.state.programming_error.get(),
                    ("the last operation didn't produce records" + status).c_str());
    return nullptr;
}

ref made_row(const cursor_data& c, ref row) {
    if (!row || !c.row_maker)
        return row;
    return ref::own(PyObject_CallOneArg(c.row_maker.get(), row.get()));
}

}  // namespace

ref fetch_one(cursor_data& c) {
    auto* const result = fetchable(c);
    if (!result || c.position >= result->set->rows.rows())
        return nullptr;
    if (!result->decoder->decode(result->set->rows, c.position + 1))
        return nullptr;
    return made_row(c, result->decoder->row(c.position++));
}

ref fetch_many(cursor_data& c, std::size_t most) {
    auto* const result = fetchable(c);
    if (!result)
        return nullptr;
    const auto from = c.position;
    auto to = from + std::min(most, result->set->rows.rows() - from);
    if (!result->decoder->decode(result->set->rows, to))
        return nullptr;
    auto rows = result->decoder->slice(from, to);
    c.position = to;
    if (!rows || !c.row_maker)
        return rows;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(rows.get()); ++i) {
        auto row = made_row(c, ref::share(PyList_GET_ITEM(rows.get(), i)));
        if (!row || PyList_SetItem(rows.get(), i, row.release()) != 0)
            return nullptr;
    }
    return rows;
}

}  // namespace kornak::python
