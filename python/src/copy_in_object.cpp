#include "copy_in_object.hpp"

#include <vector>

#include "client/copy_stream.hpp"
#include "client/copy_text.hpp"
#include "client/execution.hpp"
#include "pgconn_object.hpp"
#include "module.hpp"
#include "raise.hpp"
#include "wait.hpp"

namespace kornak::python {

namespace {

// Documentation of COPY, "Binary Format": signature, flags (no OIDs), length of the header extension.
constexpr std::string_view binary_header{"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", 19};

struct copy_in_data {
    copy_in_data(connection_data& c, client::core& core, std::string_view sql) : link(c), stream(core, sql) {}

    connection_data& link;
    client::copy_in_stream stream;
    wire::byte_writer block;                // rows not yet framed
    wire::byte_writer value;                // one value in text, before escaping
    std::vector<std::uint32_t> type_oids;   // set_types(); empty: by the values
    bool header_sent = false;
    bool raw = false;  // write() was used: what is sent is the caller's, header and trailer included
};

struct copy_in_object {
    PyObject_HEAD
    PyObject* pgconn;
    copy_in_data* data;
};

copy_in_data& data_of(PyObject* self) { return *reinterpret_cast<copy_in_object*>(self)->data; }

bool report(const copy_in_data& c) {
    const auto* const why = c.stream.error();
    if (why) raise(c.link.state, *why);
    return !why;
}

// Sends what has been gathered; false with an exception set, the server's when it has rejected a row.
bool flush(copy_in_data& c) {
    c.stream.append(c.block.view());
    c.block.clear();
    if (send_blocking(c.stream.owner(), client::copy_unsent) == wait_result::raised) return false;
    if (c.stream.open()) return true;
    return wait_for(c.link, c.stream.exchange()) && report(c);
}

bool check_open(const copy_in_data& c) {
    if (c.stream.open()) return true;
    if (report(c)) PyErr_SetString(c.link.state.interface_error.get(), "the copy is over");
    return false;
}

PyObject* copy_in_new(PyTypeObject* type, PyObject* args, PyObject*) {
    PyObject* pgconn = nullptr;
    const char* text = nullptr;
    Py_ssize_t size = 0;
    if (!PyArg_ParseTuple(args, "Os#", &pgconn, &text, &size)) return nullptr;
    auto* const link = connection_of(type, pgconn);
    if (!link) return nullptr;
    operation_lock turn(*link);
    if (!link->context.refresh()) return nullptr;
    auto* const core = begin_if_needed(*link);
    if (!core) return nullptr;

    auto self = ref::own(type->tp_alloc(type, 0));
    if (!self) return nullptr;
    auto* const object = reinterpret_cast<copy_in_object*>(self.get());
    object->pgconn = Py_NewRef(pgconn);
    object->data = new copy_in_data(*link, *core, {text, static_cast<std::size_t>(size)});
    auto& c = *object->data;
    if (c.stream.start() && wait_blocking(*core, [&] { return c.stream.started(); }) == wait_result::raised)
        return nullptr;
    if (c.stream.open()) return self.release();
    if (wait_for(*link, c.stream.exchange()) && c.stream.error())
        raise(link->state, *c.stream.error(), {text, static_cast<std::size_t>(size)});
    return nullptr;
}

void copy_in_dealloc(PyObject* self) {
    auto* const type = Py_TYPE(self);
    auto* const object = reinterpret_cast<copy_in_object*>(self);
    // The exchange is abandoned by the stream; a copy still open has to be ended for the connection to go on.
    if (object->data) object->data->stream.abort("the copy was left before its end");
    delete std::exchange(object->data, nullptr);
    Py_CLEAR(object->pgconn);
    type->tp_free(self);
    Py_DECREF(type);
}

PyObject* copy_in_write(PyObject* self, PyObject* data) {
    auto& c = data_of(self);
    operation_lock turn(c.link);
    if (!check_open(c)) return nullptr;
    c.raw = true;
    if (PyUnicode_Check(data)) {
        if (c.stream.binary()) {
            PyErr_SetString(PyExc_TypeError, "cannot copy str data in binary mode: use bytes instead");
            return nullptr;
        }
        ref keep;
        std::string_view text;
        if (!query_text(c.link.context, data, keep, text)) return nullptr;
        c.block.text(text);
    } else {
        Py_buffer view;
        if (PyObject_GetBuffer(data, &view, PyBUF_SIMPLE) != 0) {
            PyErr_Format(PyExc_TypeError, "can't write %s", Py_TYPE(data)->tp_name);
            return nullptr;
        }
        c.block.bytes({static_cast<const std::byte*>(view.buf), static_cast<std::size_t>(view.len)});
        PyBuffer_Release(&view);
    }
    if (c.block.size() >= client::copy_block && !flush(c)) return nullptr;
    Py_RETURN_NONE;
}

bool append_text_row(copy_in_data& c, PyObject* const* values, Py_ssize_t n) {
    for (Py_ssize_t i = 0; i < n; ++i) {
        bool is_null = false;
        c.value.clear();
        if (!dump_copy_text(c.link.context, values[i], c.value, is_null)) return false;
        if (i > 0) c.block.u8('\t');
        if (is_null) c.block.text("\\N");
        else client::append_copy_text(c.block, wire::as_text(c.value.view()));
    }
    c.block.u8('\n');
    return true;
}

bool append_binary_row(copy_in_data& c, PyObject* const* values, Py_ssize_t n) {
    if (!c.type_oids.empty() && c.type_oids.size() != static_cast<std::size_t>(n)) {
        PyErr_Format(c.link.state.data_error.get(), "cannot copy a row of %zd values: set_types() named %zu types", n,
                     c.type_oids.size());
        return false;
    }
    if (!std::exchange(c.header_sent, true)) c.block.text(binary_header);
    c.block.i16(static_cast<std::int16_t>(n));
    for (Py_ssize_t i = 0; i < n; ++i) {
        const auto oid = c.type_oids.empty() ? 0 : c.type_oids[static_cast<std::size_t>(i)];
        if (!dump_copy_binary(c.link.context, values[i], oid, c.block)) return false;
    }
    return true;
}

PyObject* copy_in_write_row(PyObject* self, PyObject* row) {
    auto& c = data_of(self);
    operation_lock turn(c.link);
    if (!check_open(c)) return nullptr;
    const auto values = ref::own(PySequence_Fast(row, "a row should be a sequence of values"));
    if (!values) return nullptr;
    const auto start = c.block.size();
    const bool header_sent = c.header_sent;
    PyObject* const* const items = PySequence_Fast_ITEMS(values.get());
    const auto n = PySequence_Fast_GET_SIZE(values.get());
    if (!(c.stream.binary() ? append_binary_row(c, items, n) : append_text_row(c, items, n))) {
        c.block.truncate(start);  // a row is written as a whole or not at all
        c.header_sent = header_sent;
        return nullptr;
    }
    if (c.block.size() >= client::copy_block && !flush(c)) return nullptr;
    Py_RETURN_NONE;
}

PyObject* copy_in_set_types(PyObject* self, PyObject* oids) {
    const auto items = ref::own(PySequence_Fast(oids, "types should be a sequence"));
    if (!items) return nullptr;
    auto& types = data_of(self).type_oids;
    types.clear();
    for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(items.get()); ++i) {
        types.push_back(static_cast<std::uint32_t>(PyLong_AsUnsignedLong(PySequence_Fast_GET_ITEM(items.get(), i))));
        if (PyErr_Occurred()) return nullptr;
    }
    Py_RETURN_NONE;
}

// finish(reason): ends the copy, with a reason gives it up. Returns the number of rows.
PyObject* copy_in_finish(PyObject* self, PyObject* reason) {
    auto& c = data_of(self);
    operation_lock turn(c.link);
    if (c.stream.done()) {
        if (reason == Py_None && !report(c)) return nullptr;
        Py_RETURN_NONE;
    }
    if (reason != Py_None) {
        const char* const text = PyUnicode_AsUTF8(reason);
        if (!text) return nullptr;
        c.stream.abort(text);
        if (!wait_for(c.link, c.stream.exchange())) return nullptr;
        Py_RETURN_NONE;
    }
    if (c.stream.binary() && !c.raw) {
        if (!std::exchange(c.header_sent, true)) c.block.text(binary_header);
        c.block.i16(-1);
    }
    c.stream.append(c.block.view());
    c.block.clear();
    c.stream.end();
    if (!wait_for(c.link, c.stream.exchange()) || !report(c)) return nullptr;
    return PyLong_FromUnsignedLongLong(client::affected_rows(c.stream.command_tag()).value_or(0));
}

PyMethodDef methods[] = {
    {"write", copy_in_write, METH_O, "write(data)\n--\n\nSend bytes (or str, in text) in the format of the copy."},
    {"write_row", copy_in_write_row, METH_O, "write_row(row)\n--\n\nSend one row, a sequence of values."},
    {"set_types", copy_in_set_types, METH_O, "set_types(oids)\n--\n\nThe types of the columns, for binary rows."},
    {"finish", copy_in_finish, METH_O,
     "finish(reason)\n--\n\nEnd the copy and return its rows; with a reason, give it up."},
    {nullptr, nullptr, 0, nullptr},
};

PyType_Slot slots[] = {
    {Py_tp_doc, const_cast<char*>("A COPY ... FROM STDIN that is running.")},
    {Py_tp_new, reinterpret_cast<void*>(copy_in_new)},
    {Py_tp_dealloc, reinterpret_cast<void*>(copy_in_dealloc)},
    {Py_tp_methods, methods},
    {0, nullptr},
};

PyType_Spec spec = {"kornak._kornak.CopyIn", sizeof(copy_in_object), 0, Py_TPFLAGS_DEFAULT, slots};

}  // namespace

bool add_copy_in_type(PyObject* module, module_state& state) {
    state.copy_type = ref::own(PyType_FromModuleAndSpec(module, &spec, nullptr));
    return state.copy_type &&
           PyModule_AddType(module, reinterpret_cast<PyTypeObject*>(state.copy_type.get())) == 0;
}

}  // namespace kornak::python
