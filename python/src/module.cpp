#include "module.hpp"

#include <new>

#include "adapt_functions.hpp"
#include "conninfo_functions.hpp"
#include "copy_object.hpp"
#include "cursor_object.hpp"
#include "pgconn_object.hpp"
#include "result_object.hpp"

namespace kornak::python {

namespace {

int execute_module(PyObject* module) {
    auto& state = *new (PyModule_GetState(module)) module_state;
    const bool good = state.import_all() && add_pgconn_type(module, state) &&
                      add_result_type(module, state) && add_cursor_type(module, state) &&
                      add_copy_type(module, state) &&
                      PyModule_AddFunctions(module, conninfo_functions) == 0 &&
                      PyModule_AddFunctions(module, adapt_functions) == 0;
    return good ? 0 : -1;
}

// Until it is executed a module has zeroed memory for a state: references that are all empty.
int traverse_module(PyObject* module, visitproc visit, void* arg) {
    return state_of(module).traverse(visit, arg);
}

int clear_module(PyObject* module) {
    state_of(module).clear();
    return 0;
}

void free_module(void* module) {
    state_of(static_cast<PyObject*>(module)).~module_state();
}

PyModuleDef_Slot slots[] = {
    {Py_mod_exec, reinterpret_cast<void*>(execute_module)},
    {0, nullptr},
};

PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    "kornak._kornak",
    "Kornak's engine for Python: connections, cursors and COPY; used through the package kornak.",
    sizeof(module_state),
    nullptr,
    slots,
    traverse_module,
    clear_module,
    free_module,
};

}  // namespace

// What PyType_GetModuleByDef does, which Python 3.10 lacks.
module_state* state_of_type(PyTypeObject* type) {
    PyObject* const bases = type->tp_mro;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(bases); ++i) {
        auto* const base = reinterpret_cast<PyTypeObject*>(PyTuple_GET_ITEM(bases, i));
        PyObject* const module =
            PyType_HasFeature(base, Py_TPFLAGS_HEAPTYPE) ? PyType_GetModule(base) : nullptr;
        if (module && PyModule_GetDef(module) == &definition)
            return &state_of(module);
        PyErr_Clear();
    }
    PyErr_Format(PyExc_TypeError, "%s is not a type of kornak._kornak, nor derived from one", type->tp_name);
    return nullptr;
}

PyObject* make_module() {
    return PyModuleDef_Init(&definition);
}

}  // namespace kornak::python

PyMODINIT_FUNC PyInit__kornak() {
    return kornak::python::make_module();
}
