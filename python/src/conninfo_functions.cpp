#include "conninfo_functions.hpp"

#include <kornak/config.hpp>

#include "module_state.hpp"
#include "raise.hpp"

namespace kornak::python {

namespace {

const module_state& state_of(PyObject* module) {
    return *static_cast<module_state*>(PyModule_GetState(module));
}

bool text_of(PyObject* object, std::string_view& text) {
    Py_ssize_t size = 0;
    const char* const data = PyUnicode_AsUTF8AndSize(object, &size);
    if (data)
        text = {data, static_cast<std::size_t>(size)};
    return data != nullptr;
}

ref make_text(std::string_view text) {
    return ref::own(
        PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "surrogateescape"));
}

PyObject* parse_conninfo(PyObject* module, PyObject* conninfo) {
    std::string_view text;
    if (!text_of(conninfo, text))
        return nullptr;
    const auto parsed = config::parse(text);
    if (!parsed) {
        raise(state_of(module), parsed.error());
        return nullptr;
    }
    auto result = ref::own(PyDict_New());
    for (const auto& [keyword, value] : *parsed) {
        const auto key = make_text(keyword), item = make_text(value);
        if (!result || !key || !item || PyDict_SetItem(result.get(), key.get(), item.get()) != 0)
            return nullptr;
    }
    return result.release();
}

// format_conninfo(params, omit_secrets)
PyObject* format_conninfo(PyObject* module, PyObject* args) {
    PyObject* params = nullptr;
    int omit_secrets = 0;
    if (!PyArg_ParseTuple(args, "O!|p", &PyDict_Type, &params, &omit_secrets))
        return nullptr;
    config made;
    PyObject *key = nullptr, *value = nullptr;
    for (Py_ssize_t position = 0; PyDict_Next(params, &position, &key, &value);) {
        std::string_view keyword, text;
        if (!text_of(key, keyword) || !text_of(value, text))
            return nullptr;
        if (const auto refused = made.try_set(keyword, text)) {
            raise(state_of(module), *refused);
            return nullptr;
        }
    }
    return make_text(made.to_conninfo(omit_secrets ? config::secrets::omit : config::secrets::keep))
        .release();
}

}  // namespace

PyMethodDef conninfo_functions[] = {
    {"parse_conninfo", parse_conninfo, METH_O,
     "parse_conninfo(conninfo)\n--\n\nReturn the keywords and values of a connection string or URI as a "
     "dict."},
    {"format_conninfo", format_conninfo, METH_VARARGS,
     "format_conninfo(params, omit_secrets=False)\n--\n\nReturn keywords and values as a connection string."},
    {nullptr, nullptr, 0, nullptr},
};

}  // namespace kornak::python
