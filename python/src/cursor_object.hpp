#ifndef KORNAK_PYTHON_CURSOR_OBJECT_HPP
#define KORNAK_PYTHON_CURSOR_OBJECT_HPP

#include <vector>

#include "pgconn_object.hpp"
#include "result_object.hpp"

namespace kornak::python {

/// What a cursor holds between calls.
struct cursor_data {
    explicit cursor_data(module_state& s) : state(s) {}

    module_state& state;
    ref connection;   // kornak.Connection
    ref pgconn;       // its _kornak.PGconn
    ref row_factory;  // makes a row maker of a cursor; empty: tuple_row
    ref row_maker;    // makes a row of a tuple; empty: the tuple is the row
    ref query;        // the last one, for error messages
    std::vector<ref> results;
    std::size_t current = 0;   // of results
    std::size_t position = 0;  // the next row to fetch
    long long rowcount = -1;
    Py_ssize_t arraysize = 1;
    bool binary = false;
    bool closed = false;

    connection_data& link() const { return *reinterpret_cast<pgconn_object*>(pgconn.get())->data; }
    result_object* result() const {
        return current < results.size() ? reinterpret_cast<result_object*>(results[current].get()) : nullptr;
    }
};

struct cursor_object {
    PyObject_HEAD cursor_data* data;
    PyObject* attributes;  // __dict__
    PyObject* weak_references;
};

bool add_cursor_type(PyObject* module, module_state& state);

inline cursor_data& cursor_of(PyObject* self) {
    return *reinterpret_cast<cursor_object*>(self)->data;
}

/// The text of `query`, which may also be an object that composes it (kornak.sql): str or bytes.
ref plain_query(const cursor_data& c, PyObject* query);

/// Sends a query with its parameters and takes its results; false with an exception set.
bool execute(PyObject* self, PyObject* query, PyObject* parameters, std::optional<bool> prepare, bool binary);

/// Makes the `index`th result the current one.
bool select_result(PyObject* self, std::size_t index);

// Fetching: new references; null with an exception set, or, for the first, without one at the end of the
// rows.
ref fetch_one(cursor_data& c);
ref fetch_many(cursor_data& c, std::size_t most);

}  // namespace kornak::python

#endif
