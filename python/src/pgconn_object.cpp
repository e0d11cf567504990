#include "pgconn_object.hpp"

#include <unistd.h>

#include "client/open_connection.hpp"
#include "raise.hpp"
#include "wait.hpp"

namespace kornak::python {

namespace {

connection_data& data_of(PyObject* self) {
    return *reinterpret_cast<pgconn_object*>(self)->data;
}

void set_closed_error(const module_state& state, const char* message) {
    PyErr_SetString(state.operational_error.get(), message);
}

// Lets Python's signal handlers run while a connection is being made.
class connect_progress final : public net::progress {
public:
    bool keep_waiting() override {
        const auto gil = PyGILState_Ensure();
        const bool good = PyErr_CheckSignals() == 0;
        if (!good)
            PyErr_Fetch(&type_, &value_, &trace_);
        PyGILState_Release(gil);
        return good;
    }
    bool restore_exception() {
        if (!type_)
            return false;
        PyErr_Restore(type_, value_, trace_);
        return true;
    }

private:
    PyObject *type_ = nullptr, *value_ = nullptr, *trace_ = nullptr;
};

PyObject* pgconn_connect(PyObject* cls, PyTypeObject* defining, PyObject* const* args, Py_ssize_t n,
                         PyObject*) {
    auto& state = *static_cast<module_state*>(PyType_GetModuleState(defining));
    Py_ssize_t size = 0;
    const char* const text = n == 1 ? PyUnicode_AsUTF8AndSize(args[0], &size) : nullptr;
    if (!text) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_TypeError, "connect() takes a conninfo string");
        return nullptr;
    }
    const std::string conninfo(text, static_cast<std::size_t>(size));
    connect_progress progress;
    auto opened = [&] {
        gil_release others_may_run;
        return client::open_connection(conninfo, progress);
    }();
    if (progress.restore_exception())
        return nullptr;
    if (!opened) {
        raise(state, opened.error());
        return nullptr;
    }
    auto* const type = reinterpret_cast<PyTypeObject*>(cls);
    auto self = ref::own(type->tp_alloc(type, 0));
    if (!self)
        return nullptr;
    auto* const data = new connection_data(state);
    reinterpret_cast<pgconn_object*>(self.get())->data = data;
    data->core = *std::move(opened);
    data->context.session = &data->core->protocol();
    data->process = ::getpid();
    data->lock = PyThread_allocate_lock();
    if (!data->lock)
        return PyErr_NoMemory();
    return self.release();
}

void pgconn_dealloc(PyObject* self) {
    auto* const type = Py_TYPE(self);
    if (auto* const data = std::exchange(reinterpret_cast<pgconn_object*>(self)->data, nullptr)) {
        // A child process that inherited the connection must not say goodbye on its parent's socket.
        if (data->core && data->process != ::getpid())
            data->core->forget();
        if (data->lock)
            PyThread_free_lock(data->lock);
        delete data;
    }
    type->tp_free(self);
    Py_DECREF(type);
}

PyObject* pgconn_finish(PyObject* self, PyObject*) {
    auto& c = data_of(self);
    if (c.process == ::getpid())
        c.core->close();
    else
        c.core->forget();
    Py_RETURN_NONE;
}

PyObject* pgconn_command(PyObject* self, PyObject* sql) {
    Py_ssize_t size = 0;
    const char* const text = PyUnicode_AsUTF8AndSize(sql, &size);
    if (!text)
        return nullptr;
    auto& c = data_of(self);
    operation_lock turn(c);
    return run_command(c, {text, static_cast<std::size_t>(size)}).release();
}

PyObject* pgconn_set_begin(PyObject* self, PyObject* sql) {
    Py_ssize_t size = 0;
    const char* const text = PyUnicode_AsUTF8AndSize(sql, &size);
    if (!text)
        return nullptr;
    data_of(self).begin.assign(text, static_cast<std::size_t>(size));
    Py_RETURN_NONE;
}

PyObject* pgconn_parameter_status(PyObject* self, PyObject* name) {
    char* text = nullptr;
    if (PyBytes_AsStringAndSize(name, &text, nullptr) != 0)
        return nullptr;
    const auto* const value = data_of(self).core->protocol().parameter(text);
    if (!value)
        Py_RETURN_NONE;
    return PyBytes_FromStringAndSize(value->data(), static_cast<Py_ssize_t>(value->size()));
}

// ConnStatus: 0 OK, 1 BAD.
PyObject* pgconn_status(PyObject* self, void*) {
    return PyLong_FromLong(data_of(self).core->usable() ? 0 : 1);
}

// TransactionStatus: 0 IDLE, 1 ACTIVE, 2 INTRANS, 3 INERROR, 4 UNKNOWN.
PyObject* pgconn_transaction_status(PyObject* self, void*) {
    const auto& core = *data_of(self).core;
    if (!core.usable())
        return PyLong_FromLong(4);
    if (core.protocol().busy())
        return PyLong_FromLong(1);
    switch (core.protocol().status()) {
        case wire::transaction_status::idle: return PyLong_FromLong(0);
        case wire::transaction_status::in_transaction: return PyLong_FromLong(2);
        case wire::transaction_status::in_error: return PyLong_FromLong(3);
    }
    return PyLong_FromLong(4);
}

PyObject* pgconn_closed(PyObject* self, void*) {
    return PyBool_FromLong(data_of(self).core->closed());
}

PyObject* pgconn_socket(PyObject* self, void*) {
    auto* const core = usable_core(data_of(self));
    return core ? PyLong_FromLong(core->fd()) : nullptr;
}

PyObject* pgconn_backend_pid(PyObject* self, void*) {
    return PyLong_FromLong(data_of(self).core->protocol().key().process_id);
}

PyObject* pgconn_ssl_in_use(PyObject* self, void*) {
    return PyBool_FromLong(data_of(self).core->io().encrypted());
}

PyObject* pgconn_prepare_threshold(PyObject* self, void*) {
    const auto& threshold = data_of(self).core->statements().threshold;
    if (!threshold)
        Py_RETURN_NONE;
    return PyLong_FromSize_t(*threshold);
}

int pgconn_set_prepare_threshold(PyObject* self, PyObject* value, void*) {
    auto& threshold = data_of(self).core->statements().threshold;
    if (value == Py_None) {
        threshold.reset();
        return 0;
    }
    const auto n = value ? PyLong_AsSize_t(value) : static_cast<std::size_t>(-1);
    if (n == static_cast<std::size_t>(-1)) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_TypeError, "prepare_threshold must be an int or None");
        return -1;
    }
    threshold = n;
    return 0;
}

PyMethodDef methods[] = {
    {"connect", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(pgconn_connect)),
     METH_METHOD | METH_FASTCALL | METH_KEYWORDS | METH_CLASS,
     "connect(conninfo)\n--\n\nOpen a connection and wait for it. Raises OperationalError, "
     "ProgrammingError."},
    {"finish", pgconn_finish, METH_NOARGS, "finish()\n--\n\nSay goodbye and close the socket."},
    {"command", pgconn_command, METH_O,
     "command(sql)\n--\n\nRun a command that returns no rows; return its command tag."},
    {"set_begin", pgconn_set_begin, METH_O,
     "set_begin(sql)\n--\n\nThe statement to precede the next one outside a transaction; '' for none."},
    {"parameter_status", pgconn_parameter_status, METH_O,
     "parameter_status(name)\n--\n\nWhat the server last reported for a parameter, as bytes; None if "
     "nothing."},
    {nullptr, nullptr, 0, nullptr},
};

PyGetSetDef properties[] = {
    {"status", pgconn_status, nullptr, "A ConnStatus: OK or BAD.", nullptr},
    {"transaction_status", pgconn_transaction_status, nullptr, "A TransactionStatus.", nullptr},
    {"closed", pgconn_closed, nullptr, "True when finish() was called.", nullptr},
    {"socket", pgconn_socket, nullptr, "The file descriptor.", nullptr},
    {"backend_pid", pgconn_backend_pid, nullptr, "The server process of this connection.", nullptr},
    {"ssl_in_use", pgconn_ssl_in_use, nullptr, "True over TLS.", nullptr},
    {"prepare_threshold", pgconn_prepare_threshold, pgconn_set_prepare_threshold,
     "Executions after which a statement is prepared; None: never.", nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr},
};

PyType_Slot slots[] = {
    {Py_tp_doc, const_cast<char*>("A connection, by the names of libpq. Made by connect().")},
    {Py_tp_dealloc, reinterpret_cast<void*>(pgconn_dealloc)},
    {Py_tp_methods, methods},
    {Py_tp_getset, properties},
    {0, nullptr},
};

PyType_Spec spec = {"kornak._kornak.PGconn", sizeof(pgconn_object), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};

}  // namespace

bool add_pgconn_type(PyObject* module, module_state& state) {
    state.connection_type = ref::own(PyType_FromModuleAndSpec(module, &spec, nullptr));
    return state.connection_type &&
           PyModule_AddType(module, reinterpret_cast<PyTypeObject*>(state.connection_type.get())) == 0;
}

client::core* usable_core(connection_data& c) {
    if (c.process != ::getpid()) {
        set_closed_error(c.state, "the connection was opened by another process: connect again after a fork");
        return nullptr;
    }
    if (c.core->usable())
        return c.core.get();
    set_closed_error(c.state, c.core->closed() ? "the connection is closed" : "the connection is lost");
    return nullptr;
}

client::core* idle_core(connection_data& c) {
    auto* const core = usable_core(c);
    if (!core || !core->protocol().busy())
        return core;
    set_closed_error(c.state,
                     "another command is already in progress on this connection: end its copy first");
    return nullptr;
}

client::core* begin_if_needed(connection_data& c) {
    auto* const core = idle_core(c);
    if (!core || c.begin.empty() || core->protocol().status() != wire::transaction_status::idle)
        return core;
    return run_command(c, c.begin) ? core : nullptr;
}

operation_lock::operation_lock(connection_data& c) : lock_(c.lock) {
    if (PyThread_acquire_lock(lock_, NOWAIT_LOCK))
        return;
    gil_release others_may_run;
    PyThread_acquire_lock(lock_, WAIT_LOCK);
}

bool wait_for(connection_data& c, const session::exchange& last, const std::function<void()>& on_progress) {
    if (wait_blocking(
            *c.core, [&] { return last.done(); }, on_progress) == wait_result::done)
        return true;
    cancel_after_signal(c, last);
    return false;
}

void cancel_after_signal(connection_data& c, const session::exchange& last) {
    PyObject *type = nullptr, *value = nullptr, *trace = nullptr;
    PyErr_Fetch(&type, &value, &trace);
    {
        gil_release others_may_run;
        c.core->cancel_and_wait(last, cancel_timeout);
    }
    PyErr_Restore(type, value, trace);
}

ref run_command(connection_data& c, std::string_view sql) {
    auto* const core = idle_core(c);
    if (!core)
        return nullptr;
    client::execution_request request;
    request.sql = sql;
    request.simple = true;
    auto& execution = c.execution;
    if (execution.start(*core, request) && !wait_for(c, execution.last()))
        return nullptr;
    execution.finish();
    if (const auto* const why = execution.error()) {
        raise(c.state, *why, sql);
        return nullptr;
    }
    const auto results = execution.take_results();
    const std::string_view tag = results.empty() ? std::string_view() : results.back().command_tag;
    return ref::own(PyUnicode_DecodeUTF8(tag.data(), static_cast<Py_ssize_t>(tag.size()), nullptr));
}

}  // namespace kornak::python
