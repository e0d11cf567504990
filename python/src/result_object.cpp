#include "result_object.hpp"

#include "client/execution.hpp"

namespace kornak::python {

namespace {

result_object& object_of(PyObject* self) {
    return *reinterpret_cast<result_object*>(self);
}
const session::result_set& set_of(PyObject* self) {
    return *object_of(self).set;
}

void result_dealloc(PyObject* self) {
    auto* const type = Py_TYPE(self);
    delete object_of(self).decoder;
    delete object_of(self).set;
    type->tp_free(self);
    Py_DECREF(type);
}

// ExecStatus: 0 EMPTY_QUERY, 1 COMMAND_OK, 2 TUPLES_OK, 3 COPY_OUT, 4 COPY_IN.
PyObject* result_status(PyObject* self, void*) {
    switch (set_of(self).status) {
        case session::result_status::empty_query: return PyLong_FromLong(0);
        case session::result_status::pending:
        case session::result_status::command: return PyLong_FromLong(1);
        case session::result_status::tuples:
        case session::result_status::suspended: return PyLong_FromLong(2);
        case session::result_status::copy_out: return PyLong_FromLong(3);
        case session::result_status::copy_in: return PyLong_FromLong(4);
    }
    return PyLong_FromLong(1);
}

PyObject* result_ntuples(PyObject* self, void*) {
    return PyLong_FromSize_t(set_of(self).rows.rows());
}

PyObject* result_nfields(PyObject* self, void*) {
    const auto& columns = set_of(self).columns;
    return PyLong_FromSize_t(columns ? columns->size() : 0);
}

PyObject* result_command_status(PyObject* self, void*) {
    const auto& set = set_of(self);
    if (set.status == session::result_status::empty_query)
        Py_RETURN_NONE;
    return PyBytes_FromStringAndSize(set.command_tag.data(), static_cast<Py_ssize_t>(set.command_tag.size()));
}

PyObject* result_command_tuples(PyObject* self, void*) {
    const auto rows = client::affected_rows(set_of(self).command_tag);
    if (!rows)
        Py_RETURN_NONE;
    return PyLong_FromUnsignedLongLong(*rows);
}

// The columns as tuples: name, type OID, type size, type modifier, table OID, column of the table, format.
PyObject* result_columns(PyObject* self, void*) {
    const auto& columns = set_of(self).columns;
    if (!columns)
        Py_RETURN_NONE;
    auto list = ref::own(PyList_New(0));
    for (const auto& c : *columns) {
        if (!list)
            return nullptr;
        const auto item = ref::own(Py_BuildValue(
            "(s#Iiiiii)", c.name.data(), static_cast<Py_ssize_t>(c.name.size()), c.type_oid, int{c.type_size},
            c.type_modifier, static_cast<int>(c.table_oid), int{c.table_column}, int{c.binary}));
        if (!item || PyList_Append(list.get(), item.get()) != 0)
            return nullptr;
    }
    return list.release();
}

PyGetSetDef properties[] = {
    {"status", result_status, nullptr, "An ExecStatus.", nullptr},
    {"ntuples", result_ntuples, nullptr, "The number of rows.", nullptr},
    {"nfields", result_nfields, nullptr, "The number of columns.", nullptr},
    {"command_status", result_command_status, nullptr, "The command tag, as bytes.", nullptr},
    {"command_tuples", result_command_tuples, nullptr, "The number in the command tag; None without one.",
     nullptr},
    {"columns", result_columns, nullptr,
     "A tuple for each column: name, type OID, type size, type modifier, table OID, table column, format; "
     "None "
     "without columns.",
     nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr},
};

PyType_Slot slots[] = {
    {Py_tp_doc, const_cast<char*>("One result of a query, by the names of libpq.")},
    {Py_tp_dealloc, reinterpret_cast<void*>(result_dealloc)},
    {Py_tp_getset, properties},
    {0, nullptr},
};

PyType_Spec spec = {"kornak._kornak.PGresult", sizeof(result_object), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};

}  // namespace

bool add_result_type(PyObject* module, module_state& state) {
    state.result_type = ref::own(PyType_FromModuleAndSpec(module, &spec, nullptr));
    return state.result_type &&
           PyModule_AddType(module, reinterpret_cast<PyTypeObject*>(state.result_type.get())) == 0;
}

ref make_result(const module_state& state, session::result_set set, row_decoder decoder) {
    auto* const type = reinterpret_cast<PyTypeObject*>(state.result_type.get());
    auto self = ref::own(type->tp_alloc(type, 0));
    if (!self)
        return nullptr;
    object_of(self.get()).set = new session::result_set(std::move(set));
    object_of(self.get()).decoder = new row_decoder(std::move(decoder));
    return self;
}

}  // namespace kornak::python
