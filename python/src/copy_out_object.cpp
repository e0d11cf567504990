#include "copy_out_object.hpp"

#include "client/copy_stream.hpp"
#include "pgconn_object.hpp"
#include "raise.hpp"
#include "wait.hpp"

namespace kornak::python {

namespace {

struct copy_out_object {
    PyObject_HEAD
    PyObject* pgconn;
    client::copy_out_stream* stream;
};

copy_out_object& object_of(PyObject* self) { return *reinterpret_cast<copy_out_object*>(self); }

PyObject* copy_out_new(PyTypeObject* type, PyObject* args, PyObject*) {
    PyObject* pgconn = nullptr;
    const char* text = nullptr;
    Py_ssize_t size = 0;
    if (!PyArg_ParseTuple(args, "Os#", &pgconn, &text, &size)) return nullptr;
    const std::string_view sql(text, static_cast<std::size_t>(size));
    auto* const link = connection_of(type, pgconn);
    if (!link) return nullptr;
    operation_lock turn(*link);
    auto* const core = begin_if_needed(*link);
    if (!core) return nullptr;
    auto self = ref::own(type->tp_alloc(type, 0));
    if (!self) return nullptr;
    auto& object = object_of(self.get());
    object.pgconn = Py_NewRef(pgconn);
    object.stream = new client::copy_out_stream(*core, sql);
    auto& stream = *object.stream;
    if (stream.start() && wait_blocking(*core, [&] { return stream.started(); }) == wait_result::raised)
        return nullptr;
    if (!stream.error()) return self.release();
    if (wait_for(*link, stream.exchange())) raise(link->state, *stream.error(), sql);
    return nullptr;
}

void copy_out_dealloc(PyObject* self) {
    auto* const type = Py_TYPE(self);
    delete std::exchange(object_of(self).stream, nullptr);
    Py_CLEAR(object_of(self).pgconn);
    type->tp_free(self);
    Py_DECREF(type);
}

// The next block; empty at the end.
PyObject* copy_out_read(PyObject* self, PyObject*) {
    auto& object = object_of(self);
    auto& stream = *object.stream;
    auto& link = *reinterpret_cast<pgconn_object*>(object.pgconn)->data;
    operation_lock turn(link);
    if (!stream.has_data()) {
        stream.release();
        const auto arrived = [&] { return stream.done() || stream.has_data(); };
        if (wait_blocking(stream.owner(), arrived) == wait_result::raised) return nullptr;
    }
    if (const auto block = stream.read())
        return PyBytes_FromStringAndSize(reinterpret_cast<const char*>(block->data()),
                                         static_cast<Py_ssize_t>(block->size()));
    if (const auto* const why = stream.error()) {
        raise(link.state, *why);
        return nullptr;
    }
    return PyBytes_FromStringAndSize(nullptr, 0);
}

// Leaves the copy: what the server has still to send is stopped with a cancel, and passed over.
PyObject* copy_out_finish(PyObject* self, PyObject*) {
    auto& object = object_of(self);
    auto& link = *reinterpret_cast<pgconn_object*>(object.pgconn)->data;
    operation_lock turn(link);
    if (object.stream->done() || !usable_core(link)) Py_RETURN_NONE;
    gil_release others_may_run;
    link.core->cancel_and_wait(object.stream->exchange(), cancel_timeout);
    Py_RETURN_NONE;
}

PyMethodDef methods[] = {
    {"read", copy_out_read, METH_NOARGS, "read()\n--\n\nReturn the next block of data as bytes; b'' at the end."},
    {"finish", copy_out_finish, METH_NOARGS, "finish()\n--\n\nLeave the copy; stop the server if it has more."},
    {nullptr, nullptr, 0, nullptr},
};

PyType_Slot slots[] = {
    {Py_tp_doc, const_cast<char*>("A COPY ... TO STDOUT that is running.")},
    {Py_tp_new, reinterpret_cast<void*>(copy_out_new)},
    {Py_tp_dealloc, reinterpret_cast<void*>(copy_out_dealloc)},
    {Py_tp_methods, methods},
    {0, nullptr},
};

PyType_Spec spec = {"kornak._kornak.CopyOut", sizeof(copy_out_object), 0, Py_TPFLAGS_DEFAULT, slots};

}  // namespace

bool add_copy_out_type(PyObject* module, module_state& state) {
    state.copy_out_type = ref::own(PyType_FromModuleAndSpec(module, &spec, nullptr));
    return state.copy_out_type &&
           PyModule_AddType(module, reinterpret_cast<PyTypeObject*>(state.copy_out_type.get())) == 0;
}

}  // namespace kornak::python
