#include <kornak/types/bytea.hpp>

#include "loaders.hpp"

namespace kornak::python {
namespace {

PyObject* make_bytes(wire::bytes_view value) {
    const auto text = wire::as_text(value);
    return PyBytes_FromStringAndSize(text.data(), static_cast<Py_ssize_t>(text.size()));
}

PyObject* make_bytea(const column_loader&, const bytea& value) {
    return make_bytes(value);
}

// As psycopg, we give loads() the bytes as they came; only if it could not know their encoding, a str.
PyObject* load_json(const column_loader& self, wire::bytes_view value) {
    const adapt_context& context = *self.context;
    const auto document =
        ref::own(context.utf8 || context.ascii_bytes ? make_bytes(value) : load_encoded(self, value));
    return document ? PyObject_CallOneArg(context.state.json_loads.get(), document.get()) : nullptr;
}

// The binary form has a version in front.
PyObject* load_jsonb_binary(const column_loader& self, wire::bytes_view value) {
    constexpr std::byte version{1};
    if (value.empty())
        return refuse_binary(self, value);
    if (value[0] != version)
        return PyErr_Format(self.context->state.data_error.get(), "unknown jsonb binary format: %d",
                            std::to_integer<int>(value[0]));
    return load_json(self, value.subspan(1));
}

}  // namespace

PyObject* load_utf8(const column_loader&, wire::bytes_view value) {
    const auto text = wire::as_text(value);
    return PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), nullptr);
}

PyObject* load_encoded(const column_loader& self, wire::bytes_view value) {
    const auto text = wire::as_text(value);
    return PyUnicode_Decode(text.data(), static_cast<Py_ssize_t>(text.size()), self.context->encoding.c_str(),
                            nullptr);
}

PyObject* load_bytes(const column_loader&, wire::bytes_view value) {
    return make_bytes(value);
}

const type_loader bytea_loader{load_text<bytea, make_bytea>, load_bytes};
const type_loader json_loader{load_json, load_json, false};
const type_loader jsonb_loader{load_json, load_jsonb_binary, false};

}  // namespace kornak::python
