#include "raise.hpp"

#include "client/server_message.hpp"
#include "wire/diagnostic_fields.hpp"

namespace kornak::python {

namespace {

ref decode(std::string_view text) {
    // Whatever the server's encoding, a message has to come out of it.
    return ref::own(PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "replace"));
}

bool set_field(PyObject* fields, char code, const std::string& text) {
    const auto key = ref::own(PyLong_FromLong(code));
    const auto value = decode(text);
    return key && value && PyDict_SetItem(fields, key.get(), value.get()) == 0;
}

bool set_field(PyObject* fields, char code, const std::optional<std::string>& text) {
    return !text || set_field(fields, code, *text);
}

const ref& class_for(const module_state& state, failure_kind kind) {
    switch (kind) {
        case failure_kind::server:
        case failure_kind::connection:
        case failure_kind::protocol: return state.operational_error;
        case failure_kind::conversion: return state.data_error;
        case failure_kind::usage: return state.programming_error;
    }
    return state.error;
}

}  // namespace

ref diagnostic_fields(const diagnostics& d) {
    auto fields = ref::own(PyDict_New());
    if (!fields)
        return nullptr;
    bool good = true;
    wire::for_each_field(
        d, [&](char code, const auto& text) { good = good && set_field(fields.get(), code, text); });
    return good ? fields : nullptr;
}

ref make_exception(const module_state& state, const failure& why, std::string_view sql) {
    if (why.skipped) {
        const auto message = decode(why.message);
        return message ? ref::own(PyObject_CallOneArg(state.pipeline_aborted.get(), message.get())) : nullptr;
    }
    if (why.server) {
        const bool statement = why.kind == failure_kind::server;
        const auto message = decode(statement ? client::server_message(*why.server, sql) : why.message);
        const auto fields = diagnostic_fields(*why.server);
        if (!message || !fields)
            return nullptr;
        return ref::own(PyObject_CallFunctionObjArgs(state.error_from_fields.get(), message.get(),
                                                     fields.get(), nullptr));
    }
    const auto message = decode(why.message);
    const auto& type = why.timed_out ? state.connection_timeout : class_for(state, why.kind);
    return message ? ref::own(PyObject_CallOneArg(type.get(), message.get())) : nullptr;
}

void raise(const module_state& state, const failure& why, std::string_view sql) {
    const auto exception = make_exception(state, why, sql);
    if (exception)
        PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(exception.get())), exception.get());
}

}  // namespace kornak::python
