#include "copy_object.hpp"

#include <vector>

#include "client/copy_stream.hpp"
#include "client/copy_text.hpp"
#include "client/execution.hpp"
#include "cursor_object.hpp"
#include "module.hpp"
#include "raise.hpp"
#include "wait.hpp"

namespace kornak::python {

namespace {

struct copy_data {
    copy_data(connection_data& c, client::core& core, std::string_view sql)
        : link(c), stream(core, sql, session::copy_direction::either) {}

    connection_data& link;
    client::copy_stream stream;
    wire::byte_writer block;               // rows not yet framed
    wire::byte_writer value;               // one value in text, before it is escaped
    std::vector<std::uint32_t> type_oids;  // set_types(); empty: the values decide
    bool header_sent = false;
    bool raw = false;  // write() was used: what is sent is the caller's, header and trailer included
};

struct copy_object {
    PyObject_HEAD PyObject* cursor;
    copy_data* data;
};

copy_data& data_of(PyObject* self) {
    return *reinterpret_cast<copy_object*>(self)->data;
}

// False with the exception set that the server's error calls for, if there was one.
bool report(const copy_data& c, std::string_view sql = {}) {
    const auto* const why = c.stream.error();
    if (why)
        raise(c.link.state, *why, sql);
    return !why;
}

// Waits for the end of a copy that the server has ended or refused.
bool finish_failed(copy_data& c, std::string_view sql = {}) {
    return wait_for(c.link, c.stream.exchange()) && report(c, sql);
}

// Sends what has been gathered; the server's error as soon as it has rejected a row.
bool flush(copy_data& c) {
    c.stream.append(c.block.view());
    c.block.clear();
    if (send_blocking(c.stream.owner(), client::copy_unsent) == wait_result::raised)
        return false;
    return c.stream.takes_data() || finish_failed(c);
}

bool flush_full_block(copy_data& c) {
    return c.block.size() < client::copy_block || flush(c);
}

bool check_takes_data(const copy_data& c) {
    if (c.stream.takes_data())
        return true;
    if (report(c))
        PyErr_SetString(c.link.state.interface_error.get(), "this copy takes no data (any more)");
    return false;
}

bool start(copy_data& c, std::string_view sql) {
    auto& core = c.stream.owner();
    if (c.stream.start() && wait_blocking(core, [&] { return c.stream.started(); }) == wait_result::raised) {
        // A COPY left before the server's answer would swallow what is sent next.
        cancel_after_signal(c.link, c.stream.exchange());
        return false;
    }
    return c.stream.takes_data() || c.stream.gives_data() || finish_failed(c, sql);
}

PyObject* copy_new(PyTypeObject* type, PyObject* args, PyObject*) {
    PyObject *cursor = nullptr, *statement = nullptr;
    if (!PyArg_ParseTuple(args, "OO", &cursor, &statement))
        return nullptr;
    auto* const state = state_of_type(type);
    if (!state)
        return nullptr;
    if (!PyObject_TypeCheck(cursor, reinterpret_cast<PyTypeObject*>(state->cursor_type.get()))) {
        PyErr_SetString(PyExc_TypeError, "a copy is made by cursor.copy()");
        return nullptr;
    }
    auto& c = cursor_of(cursor);
    auto& link = c.link();
    operation_lock turn(link);
    if (!link.context.refresh())
        return nullptr;
    const auto plain = plain_query(c, statement);
    ref keep;
    std::string_view sql;
    if (!plain || !query_text(link.context, plain.get(), keep, sql))
        return nullptr;
    auto* const core = begin_if_needed(link);
    if (!core)
        return nullptr;
    auto self = ref::own(type->tp_alloc(type, 0));
    if (!self)
        return nullptr;
    auto* const object = reinterpret_cast<copy_object*>(self.get());
    object->cursor = Py_NewRef(cursor);
    object->data = new copy_data(link, *core, sql);
    return start(*object->data, sql) ? self.release() : nullptr;
}

void copy_dealloc(PyObject* self) {
    auto* const type = Py_TYPE(self);
    auto* const object = reinterpret_cast<copy_object*>(self);
    delete std::exchange(object->data, nullptr);
    Py_CLEAR(object->cursor);
    type->tp_free(self);
    Py_DECREF(type);
}

bool append_raw(copy_data& c, PyObject* data) {
    if (PyUnicode_Check(data)) {
        if (c.stream.binary()) {
            PyErr_SetString(PyExc_TypeError, "cannot copy str data in binary mode: use bytes instead");
            return false;
        }
        ref keep;
        std::string_view text;
        if (!query_text(c.link.context, data, keep, text))
            return false;
        c.block.text(text);
        return true;
    }
    Py_buffer view;
    if (PyObject_GetBuffer(data, &view, PyBUF_SIMPLE) != 0) {
        PyErr_Format(PyExc_TypeError, "can't write %s", Py_TYPE(data)->tp_name);
        return false;
    }
    c.block.bytes({static_cast<const std::byte*>(view.buf), static_cast<std::size_t>(view.len)});
    PyBuffer_Release(&view);
    return true;
}

PyObject* copy_write(PyObject* self, PyObject* data) {
    auto& c = data_of(self);
    operation_lock turn(c.link);
    if (!check_takes_data(c))
        return nullptr;
    c.raw = true;
    if (!append_raw(c, data) || !flush_full_block(c))
        return nullptr;
    Py_RETURN_NONE;
}

bool append_text_row(copy_data& c, PyObject* const* values, Py_ssize_t n) {
    for (Py_ssize_t i = 0; i < n; ++i) {
        bool is_null = false;
        c.value.clear();
        if (!dump_copy_text(c.link.context, values[i], c.value, is_null))
            return false;
        if (i > 0)
            c.block.u8('\t');
        if (is_null)
            c.block.text("\\N");
        else
            client::append_copy_text(c.block, wire::as_text(c.value.view()));
    }
    c.block.u8('\n');
    return true;
}

void append_header_once(copy_data& c) {
    if (!std::exchange(c.header_sent, true))
        c.block.text(client::copy_binary_header);
}

bool append_binary_row(copy_data& c, PyObject* const* values, Py_ssize_t n) {
    if (!c.type_oids.empty() && c.type_oids.size() != static_cast<std::size_t>(n)) {
        PyErr_Format(c.link.state.data_error.get(),
                     "cannot copy a row of %zd values: set_types() named %zu types", n, c.type_oids.size());
        return false;
    }
    append_header_once(c);
    c.block.i16(static_cast<std::int16_t>(n));
    for (Py_ssize_t i = 0; i < n; ++i) {
        const auto oid = c.type_oids.empty() ? 0 : c.type_oids[static_cast<std::size_t>(i)];
        if (!dump_copy_binary(c.link.context, values[i], oid, c.block))
            return false;
    }
    return true;
}

PyObject* copy_write_row(PyObject* self, PyObject* row) {
    auto& c = data_of(self);
    operation_lock turn(c.link);
    if (!check_takes_data(c))
        return nullptr;
    const auto values = ref::own(PySequence_Fast(row, "a row should be a sequence of values"));
    if (!values)
        return nullptr;
    const auto start = c.block.size();
    const bool header_sent = c.header_sent;
    PyObject* const* const items = PySequence_Fast_ITEMS(values.get());
    const auto n = PySequence_Fast_GET_SIZE(values.get());
    if (!(c.stream.binary() ? append_binary_row(c, items, n) : append_text_row(c, items, n))) {
        c.block.truncate(start);  // a row is written as a whole or not at all
        c.header_sent = header_sent;
        return nullptr;
    }
    if (!flush_full_block(c))
        return nullptr;
    Py_RETURN_NONE;
}

PyObject* copy_set_types(PyObject* self, PyObject* oids) {
    const auto items = ref::own(PySequence_Fast(oids, "types should be a sequence"));
    if (!items)
        return nullptr;
    auto& types = data_of(self).type_oids;
    types.clear();
    for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(items.get()); ++i) {
        types.push_back(
            static_cast<std::uint32_t>(PyLong_AsUnsignedLong(PySequence_Fast_GET_ITEM(items.get(), i))));
        if (PyErr_Occurred())
            return nullptr;
    }
    Py_RETURN_NONE;
}

PyObject* copy_read(PyObject* self, PyObject*) {
    auto& c = data_of(self);
    operation_lock turn(c.link);
    auto block = c.stream.read();
    if (!block) {
        const auto arrived = [&] { return c.stream.done() || c.stream.has_data(); };
        if (wait_blocking(c.stream.owner(), arrived) == wait_result::raised)
            return nullptr;
        block = c.stream.read();
    }
    if (!block && !report(c))
        return nullptr;
    const auto bytes = block.value_or(wire::bytes_view{});
    return PyBytes_FromStringAndSize(reinterpret_cast<const char*>(bytes.data()),
                                     static_cast<Py_ssize_t>(bytes.size()));
}

// Ends what was written; the number of rows.
PyObject* end_writing(copy_data& c) {
    if (c.stream.binary() && !c.raw) {
        append_header_once(c);
        c.block.i16(-1);
    }
    c.stream.append(c.block.view());
    c.block.clear();
    c.stream.end();
    if (!finish_failed(c))
        return nullptr;
    return PyLong_FromUnsignedLongLong(client::affected_rows(c.stream.command_tag()).value_or(0));
}

// finish(reason): with a reason the copy is given up, and errors that come of that are not reported.
PyObject* copy_finish(PyObject* self, PyObject* reason) {
    auto& c = data_of(self);
    operation_lock turn(c.link);
    if (reason == Py_None) {
        if (c.stream.takes_data())
            return end_writing(c);
        if (c.stream.done()) {
            if (!report(c))
                return nullptr;
            return PyLong_FromUnsignedLongLong(client::affected_rows(c.stream.command_tag()).value_or(0));
        }
    }
    if (c.stream.takes_data()) {
        const char* const text = PyUnicode_AsUTF8(reason);
        if (!text)
            return nullptr;
        c.stream.abort(text);
        if (!wait_for(c.link, c.stream.exchange()))
            return nullptr;
    } else if (!c.stream.done()) {
        // Left before its end: the server is stopped rather than listened to.
        gil_release others_may_run;
        c.link.core->cancel_and_wait(c.stream.exchange(), cancel_timeout);
    }
    return PyLong_FromLong(-1);
}

PyMethodDef methods[] = {
    {"write", copy_write, METH_O,
     "write(data)\n--\n\nSend bytes (or str, in text) in the format of the copy."},
    {"write_row", copy_write_row, METH_O, "write_row(row)\n--\n\nSend one row, a sequence of values."},
    {"set_types", copy_set_types, METH_O,
     "set_types(oids)\n--\n\nThe types of the columns, for binary rows."},
    {"read", copy_read, METH_NOARGS, "read()\n--\n\nReturn the next block of data as bytes; b'' at the end."},
    {"finish", copy_finish, METH_O,
     "finish(reason)\n--\n\nEnd the copy and return its rows; with a reason, give it up and return -1."},
    {nullptr, nullptr, 0, nullptr},
};

PyType_Slot slots[] = {
    {Py_tp_doc, const_cast<char*>("A COPY that is running.")},
    {Py_tp_new, reinterpret_cast<void*>(copy_new)},
    {Py_tp_dealloc, reinterpret_cast<void*>(copy_dealloc)},
    {Py_tp_methods, methods},
    {0, nullptr},
};

PyType_Spec spec = {"kornak._kornak.Copy", sizeof(copy_object), 0, Py_TPFLAGS_DEFAULT, slots};

}  // namespace

bool add_copy_type(PyObject* module, module_state& state) {
    state.copy_type = ref::own(PyType_FromModuleAndSpec(module, &spec, nullptr));
    return state.copy_type &&
           PyModule_AddType(module, reinterpret_cast<PyTypeObject*>(state.copy_type.get())) == 0;
}

}  // namespace kornak::python
