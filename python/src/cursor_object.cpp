#include "cursor_object.hpp"

#include <structmember.h>

#include <algorithm>

#include "module.hpp"

namespace kornak::python {

namespace {

PyObject* cursor_new(PyTypeObject* type, PyObject*, PyObject*) {
    auto self = ref::own(type->tp_alloc(type, 0));
    if (!self)
        return nullptr;
    auto* const state = state_of_type(type);
    if (!state)
        return nullptr;
    reinterpret_cast<cursor_object*>(self.get())->data = new cursor_data(*state);
    return self.release();
}

// The default factory is remembered as none at all: its rows are the tuples that are decoded anyway.
void set_row_factory(cursor_data& c, PyObject* factory) {
    c.row_factory = factory == Py_None || factory == c.state.tuple_row.get() ? ref() : ref::share(factory);
}

int cursor_init(PyObject* self, PyObject* args, PyObject* keywords) {
    static const char* names[] = {"connection", "pgconn", "row_factory", nullptr};
    PyObject *connection = nullptr, *pgconn = nullptr, *row_factory = Py_None;
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "OO|O", const_cast<char**>(names), &connection, &pgconn,
                                     &row_factory))
        return -1;
    auto& c = cursor_of(self);
    if (!PyObject_TypeCheck(pgconn, reinterpret_cast<PyTypeObject*>(c.state.connection_type.get()))) {
        PyErr_SetString(PyExc_TypeError, "a cursor is made by connection.cursor()");
        return -1;
    }
    c.connection = ref::share(connection);
    c.pgconn = ref::share(pgconn);
    set_row_factory(c, row_factory);
    return 0;
}

int cursor_traverse(PyObject* self, visitproc visit, void* arg) {
    auto* const object = reinterpret_cast<cursor_object*>(self);
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(object->attributes);
    if (!object->data)
        return 0;
    Py_VISIT(object->data->connection.get());
    Py_VISIT(object->data->row_factory.get());
    Py_VISIT(object->data->row_maker.get());
    return 0;
}

int cursor_clear(PyObject* self) {
    auto* const object = reinterpret_cast<cursor_object*>(self);
    Py_CLEAR(object->attributes);
    if (!object->data)
        return 0;
    object->data->connection.reset();
    object->data->row_factory.reset();
    object->data->row_maker.reset();
    return 0;
}

void cursor_dealloc(PyObject* self) {
    auto* const type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    auto* const object = reinterpret_cast<cursor_object*>(self);
    if (object->weak_references)
        PyObject_ClearWeakRefs(self);
    cursor_clear(self);
    delete std::exchange(object->data, nullptr);
    type->tp_free(self);
    Py_DECREF(type);
}

// False with an exception set when the cursor was never initialised or is closed.
bool check_open(const cursor_data& c) {
    if (c.pgconn && !c.closed)
        return true;
    PyErr_SetString(c.state.interface_error.get(), "the cursor is closed");
    return false;
}

std::optional<bool> optional_bool(PyObject* value) {
    return value == Py_None ? std::nullopt : std::optional(PyObject_IsTrue(value) == 1);
}

PyObject* cursor_execute(PyObject* self, PyObject* args, PyObject* keywords) {
    static const char* names[] = {"query", "params", "prepare", "binary", nullptr};
    PyObject *query = nullptr, *params = Py_None, *prepare = Py_None, *binary = Py_None;
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "O|O$OO", const_cast<char**>(names), &query, &params,
                                     &prepare, &binary))
        return nullptr;
    auto& c = cursor_of(self);
    if (!check_open(c))
        return nullptr;
    if (!execute(self, query, params, optional_bool(prepare), optional_bool(binary).value_or(c.binary)))
        return nullptr;
    return Py_NewRef(self);
}

// The parameters of many executions of one statement, which is prepared; no results are kept.
PyObject* cursor_executemany(PyObject* self, PyObject* args) {
    PyObject *query = nullptr, *params_seq = nullptr;
    if (!PyArg_ParseTuple(args, "OO", &query, &params_seq))
        return nullptr;
    auto& c = cursor_of(self);
    if (!check_open(c))
        return nullptr;
    const auto items = ref::own(PyObject_GetIter(params_seq));
    if (!items)
        return nullptr;
    long long total = 0;
    while (const auto params = ref::own(PyIter_Next(items.get()))) {
        if (!execute(self, query, params.get(), true, c.binary))
            return nullptr;
        total += std::max(c.rowcount, 0LL);
    }
    if (PyErr_Occurred())
        return nullptr;
    c.results.clear();
    c.rowcount = total;
    Py_RETURN_NONE;
}

PyObject* cursor_fetchone(PyObject* self, PyObject*) {
    auto row = fetch_one(cursor_of(self));
    if (row || PyErr_Occurred())
        return row.release();
    Py_RETURN_NONE;
}

PyObject* cursor_fetchmany(PyObject* self, PyObject* args, PyObject* keywords) {
    static const char* names[] = {"size", nullptr};
    Py_ssize_t size = 0;
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "|n", const_cast<char**>(names), &size))
        return nullptr;
    auto& c = cursor_of(self);
    if (size <= 0)
        size = c.arraysize;
    return fetch_many(c, static_cast<std::size_t>(size)).release();
}

PyObject* cursor_fetchall(PyObject* self, PyObject*) {
    return fetch_many(cursor_of(self), SIZE_MAX).release();
}

// The end of the rows is a null without an exception.
PyObject* cursor_next(PyObject* self) {
    return fetch_one(cursor_of(self)).release();
}

PyObject* cursor_nextset(PyObject* self, PyObject*) {
    auto& c = cursor_of(self);
    if (!check_open(c))
        return nullptr;
    if (c.current + 1 >= c.results.size())
        Py_RETURN_NONE;
    if (!select_result(self, c.current + 1))
        return nullptr;
    Py_RETURN_TRUE;
}

PyObject* cursor_close(PyObject* self, PyObject*) {
    auto& c = cursor_of(self);
    c.closed = true;
    c.results.clear();
    c.row_maker.reset();
    Py_RETURN_NONE;
}

PyObject* cursor_closed(PyObject* self, void*) {
    return PyBool_FromLong(cursor_of(self).closed);
}
PyObject* cursor_rowcount(PyObject* self, void*) {
    return PyLong_FromLongLong(cursor_of(self).rowcount);
}

PyObject* cursor_rownumber(PyObject* self, void*) {
    const auto& c = cursor_of(self);
    const auto* const result = c.result();
    if (!result || !result->set->columns)
        Py_RETURN_NONE;
    return PyLong_FromSize_t(c.position);
}

PyObject* cursor_pgresult(PyObject* self, void*) {
    const auto& c = cursor_of(self);
    if (!c.result())
        Py_RETURN_NONE;
    return Py_NewRef(c.results[c.current].get());
}

PyObject* cursor_statusmessage(PyObject* self, void*) {
    const auto* const result = cursor_of(self).result();
    if (!result || result->set->command_tag.empty())
        Py_RETURN_NONE;
    const auto& tag = result->set->command_tag;
    return PyUnicode_DecodeUTF8(tag.data(), static_cast<Py_ssize_t>(tag.size()), nullptr);
}

PyObject* cursor_connection(PyObject* self, void*) {
    const auto& c = cursor_of(self);
    return Py_NewRef(c.connection ? c.connection.get() : Py_None);
}

PyObject* cursor_arraysize(PyObject* self, void*) {
    return PyLong_FromSsize_t(cursor_of(self).arraysize);
}

int cursor_set_arraysize(PyObject* self, PyObject* value, void*) {
    const auto size = value ? PyLong_AsSsize_t(value) : -1;
    if (PyErr_Occurred())
        return -1;
    cursor_of(self).arraysize = size;
    return 0;
}

PyObject* cursor_binary(PyObject* self, void*) {
    return PyBool_FromLong(cursor_of(self).binary);
}

int cursor_set_binary(PyObject* self, PyObject* value, void*) {
    const int on = value ? PyObject_IsTrue(value) : -1;
    if (on < 0)
        return -1;
    cursor_of(self).binary = on == 1;
    return 0;
}

PyObject* cursor_row_factory(PyObject* self, void*) {
    const auto& c = cursor_of(self);
    return Py_NewRef((c.row_factory ? c.row_factory : c.state.tuple_row).get());
}

int cursor_set_row_factory(PyObject* self, PyObject* value, void*) {
    auto& c = cursor_of(self);
    set_row_factory(c, value ? value : Py_None);
    if (!c.result())
        return 0;
    const auto position = c.position;
    if (!select_result(self, c.current))
        return -1;
    c.position = position;
    return 0;
}

PyMethodDef methods[] = {
    {"execute", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(cursor_execute)),
     METH_VARARGS | METH_KEYWORDS,
     "execute(query, params=None, *, prepare=None, binary=None)\n--\n\n"
     "Execute a query, with the parameters apart from it; return the cursor.\n\n"
     "Without parameters the query may be several statements, each with a result (see nextset()).\n"
     "Raises the kornak.errors class of whatever the server says, ProgrammingError or TypeError for "
     "placeholders\n"
     "and parameters that do not belong together, DataError for values PostgreSQL cannot hold."},
    {"executemany", cursor_executemany, METH_VARARGS,
     "executemany(query, params_seq, /)\n--\n\n"
     "Execute a query once for each item of params_seq; rowcount is the total.\n\nRaises as execute()."},
    {"fetchone", cursor_fetchone, METH_NOARGS,
     "fetchone()\n--\n\nReturn the next row, or None at the end. Raises ProgrammingError without a result."},
    {"fetchmany", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(cursor_fetchmany)),
     METH_VARARGS | METH_KEYWORDS,
     "fetchmany(size=0)\n--\n\nReturn a list of the next size rows (default: arraysize); fewer at the end."},
    {"fetchall", cursor_fetchall, METH_NOARGS, "fetchall()\n--\n\nReturn a list of all rows that are left."},
    {"nextset", cursor_nextset, METH_NOARGS,
     "nextset()\n--\n\nGo to the next result of the query; return True, or None if there is no other."},
    {"close", cursor_close, METH_NOARGS,
     "close()\n--\n\nLet go of the results; fetching raises InterfaceError then."},
    {nullptr, nullptr, 0, nullptr},
};

PyGetSetDef properties[] = {
    {"closed", cursor_closed, nullptr, "True after close().", nullptr},
    {"rowcount", cursor_rowcount, nullptr, "Rows returned or affected by the last statement; -1 if unknown.",
     nullptr},
    {"rownumber", cursor_rownumber, nullptr, "Index of the next row to fetch; None without rows.", nullptr},
    {"statusmessage", cursor_statusmessage, nullptr, "The command tag of the last statement.", nullptr},
    {"pgresult", cursor_pgresult, nullptr, "The current result; None without one.", nullptr},
    {"connection", cursor_connection, nullptr, "The connection of the cursor.", nullptr},
    {"arraysize", cursor_arraysize, cursor_set_arraysize, "Rows that fetchmany() returns by default.",
     nullptr},
    {"row_factory", cursor_row_factory, cursor_set_row_factory, "What makes rows of the values.", nullptr},
    {"_binary", cursor_binary, cursor_set_binary, "Ask for results in binary.", nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr},
};

PyMemberDef members[] = {
    {"__dictoffset__", T_PYSSIZET, offsetof(cursor_object, attributes), READONLY, nullptr},
    {"__weaklistoffset__", T_PYSSIZET, offsetof(cursor_object, weak_references), READONLY, nullptr},
    {nullptr, 0, 0, 0, nullptr},
};

PyType_Slot slots[] = {
    {Py_tp_doc, const_cast<char*>("The part of kornak.Cursor that executes and fetches.")},
    {Py_tp_new, reinterpret_cast<void*>(cursor_new)},
    {Py_tp_init, reinterpret_cast<void*>(cursor_init)},
    {Py_tp_dealloc, reinterpret_cast<void*>(cursor_dealloc)},
    {Py_tp_traverse, reinterpret_cast<void*>(cursor_traverse)},
    {Py_tp_clear, reinterpret_cast<void*>(cursor_clear)},
    {Py_tp_iter, reinterpret_cast<void*>(PyObject_SelfIter)},
    {Py_tp_iternext, reinterpret_cast<void*>(cursor_next)},
    {Py_tp_methods, methods},
    {Py_tp_getset, properties},
    {Py_tp_members, members},
    {0, nullptr},
};

PyType_Spec spec = {"kornak._kornak.Cursor", sizeof(cursor_object), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC, slots};

}  // namespace

bool add_cursor_type(PyObject* module, module_state& state) {
    state.cursor_type = ref::own(PyType_FromModuleAndSpec(module, &spec, nullptr));
    return state.cursor_type &&
           PyModule_AddType(module, reinterpret_cast<PyTypeObject*>(state.cursor_type.get())) == 0;
}

}  // namespace kornak::python
