#include "adapt_functions.hpp"

#include <algorithm>
#include <cstring>
#include <new>

#include "dump.hpp"
#include "load.hpp"
#include "session/session.hpp"
#include "wire/message.hpp"

namespace kornak::python {
namespace {

std::string_view view_of(PyObject* text) {
    Py_ssize_t size = 0;
    const char* const data = PyUnicode_AsUTF8AndSize(text, &size);
    return data ? std::string_view(data, static_cast<std::size_t>(size)) : std::string_view();
}

/// Makes a session that has got these parameters from its server: messages ParameterStatus.
bool receive_parameters(session::session& session, PyObject* parameters) {
    wire::byte_writer messages;
    PyObject *name = nullptr, *value = nullptr;
    for (Py_ssize_t i = 0; PyDict_Next(parameters, &i, &name, &value);) {
        wire::message_frame frame(messages, 'S');
        messages.cstring(view_of(name));
        messages.cstring(view_of(value));
    }
    for (auto rest = messages.view(); !rest.empty();) {
        const auto space = session.input_space();
        const auto piece = rest.first(std::min(rest.size(), space.size()));
        std::memcpy(space.data(), piece.data(), piece.size());
        session.input_filled(piece.size());
        rest = rest.subspan(piece.size());
    }
    return !PyErr_Occurred();
}

/// Calls `function` with a context that has the given parameters of a server, or none.
template <class Function>
PyObject* with_context(PyObject* module, PyObject* parameters, Function&& function) {
    try {
        session::session session;
        adapt_context context{state_of(module), &session};
        if (parameters && !receive_parameters(session, parameters))
            return nullptr;
        return context.refresh() ? function(context) : nullptr;
    } catch (const std::bad_alloc&) {
        return PyErr_NoMemory();
    }
}

PyObject* as_bytes(wire::bytes_view value) {
    const auto text = wire::as_text(value);
    return PyBytes_FromStringAndSize(text.data(), static_cast<Py_ssize_t>(text.size()));
}

/// What follows a length; None for the length of NULL.
PyObject* payload(const wire::byte_writer& written) {
    wire::byte_reader reader{written.view()};
    return reader.i32() < 0 ? Py_NewRef(Py_None) : as_bytes(reader.rest());
}

PyObject* load_value(PyObject* module, PyObject* args) {
    unsigned oid = 0;
    int binary = 0;
    const char* data = nullptr;
    Py_ssize_t size = 0;
    PyObject* parameters = nullptr;
    if (!PyArg_ParseTuple(args, "Ipy#|O!:load_value", &oid, &binary, &data, &size, &PyDict_Type, &parameters))
        return nullptr;
    return with_context(module, parameters, [&](adapt_context& context) {
        const auto loader = resolve_loader(context, oid, binary != 0);
        return loader.load(loader, wire::as_bytes({data, static_cast<std::size_t>(size)}));
    });
}

PyObject* dump_value(PyObject* module, PyObject* args) {
    PyObject *value = nullptr, *parameters = nullptr;
    int wanted = 0;
    if (!PyArg_ParseTuple(args, "OC|O!:dump_value", &value, &wanted, &PyDict_Type, &parameters))
        return nullptr;
    return with_context(module, parameters, [&](adapt_context& context) -> PyObject* {
        wire::byte_writer out;
        dumped how;
        if (!dump_parameter(context, value, placeholder_format{static_cast<char>(wanted)}, out, how))
            return nullptr;
        return Py_BuildValue("IiN", how.type_oid, static_cast<int>(how.format), payload(out));
    });
}

PyObject* dump_copy_value(PyObject* module, PyObject* args) {
    PyObject *value = nullptr, *parameters = nullptr;
    unsigned oid = 0;
    int binary = 0;
    if (!PyArg_ParseTuple(args, "OpI|O!:dump_copy_value", &value, &binary, &oid, &PyDict_Type, &parameters))
        return nullptr;
    return with_context(module, parameters, [&](adapt_context& context) -> PyObject* {
        wire::byte_writer out;
        if (binary)
            return dump_copy_binary(context, value, oid, out) ? payload(out) : nullptr;
        bool is_null = false;
        if (!dump_copy_text(context, value, out, is_null))
            return nullptr;
        return is_null ? Py_NewRef(Py_None) : as_bytes(out.view());
    });
}

}  // namespace

PyMethodDef adapt_functions[] = {
    {"load_value", load_value, METH_VARARGS,
     "load_value(oid, binary, data, parameters={}, /)\n--\n\n"
     "Return what the bytes of a value are loaded as.\n\n"
     ":param parameters: what the server reports, by name: TimeZone, DateStyle, client_encoding."},
    {"dump_value", dump_value, METH_VARARGS,
     "dump_value(value, placeholder, parameters={}, /)\n--\n\n"
     "Return how a parameter is sent: (oid, format, bytes or None).\n\n"
     ":param placeholder: 's', 't' or 'b'."},
    {"dump_copy_value", dump_copy_value, METH_VARARGS,
     "dump_copy_value(value, binary, oid, parameters={}, /)\n--\n\n"
     "Return what COPY sends for a value, not yet escaped: bytes or None.\n\n"
     ":param oid: the type set for the column, or 0; in binary only."},
    {nullptr, nullptr, 0, nullptr},
};

}  // namespace kornak::python
