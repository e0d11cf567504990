#include <kornak/types/bytea.hpp>

#include "dumpers.hpp"

namespace kornak::python {
namespace {

/// What a buffer holds, one byte after the other, wherever they lie in memory.
class buffer_content {
public:
    /// Takes the buffer of a bytes-like object, or of the one that a kornak.Binary wraps. False with an
    /// exception set.
    bool open(const module_state& state, PyObject* value, value_kind kind) {
        const auto owner = kind == value_kind::binary_wrapper
                               ? ref::own(PyObject_GetAttr(value, state.name_obj.get()))
                               : ref::share(value);
        return owner && PyObject_GetBuffer(owner.get(), &buffer_, PyBUF_FULL_RO) == 0;
    }
    buffer_content() = default;
    buffer_content(const buffer_content&) = delete;
    buffer_content& operator=(const buffer_content&) = delete;
    ~buffer_content() { PyBuffer_Release(&buffer_); }

    std::size_t size() const noexcept { return static_cast<std::size_t>(buffer_.len); }
    /// False with an exception set.
    bool copy(std::byte* to) { return PyBuffer_ToContiguous(to, &buffer_, buffer_.len, 'C') == 0; }

private:
    Py_buffer buffer_ = {};
};

bool refuse_zero(const adapt_context& context, PyObject* text) {
    const Py_ssize_t at = PyUnicode_FindChar(text, 0, 0, PyUnicode_GetLength(text), 1);
    PyErr_Format(context.state.data_error.get(),
                 "PostgreSQL text fields cannot contain NUL (0x00) bytes: there is one at position %zd", at);
    return false;
}

bool write_encoded(const adapt_context& context, PyObject* text, wire::byte_writer& out) {
    ref encoded;
    Py_ssize_t size = 0;
    const char* data = nullptr;
    // A server without an encoding (SQL_ASCII) keeps what it gets.
    if (context.utf8 || context.ascii_bytes) {
        data = PyUnicode_AsUTF8AndSize(text, &size);
    } else if ((encoded = ref::own(PyUnicode_AsEncodedString(text, context.encoding.c_str(), nullptr)))) {
        data = PyBytes_AS_STRING(encoded.get());
        size = PyBytes_GET_SIZE(encoded.get());
    }
    if (!data)
        return false;
    const std::string_view bytes(data, static_cast<std::size_t>(size));
    if (bytes.find('\0') != bytes.npos)
        return refuse_zero(context, text);
    out.text(bytes);
    return true;
}

bool refuse_json(const adapt_context& context, PyObject* document) {
    PyErr_Format(context.state.data_error.get(), "cannot dump JSON: dumps() returned '%s', not str or bytes",
                 std::string(class_name(Py_TYPE(document))).c_str());
    return false;
}

}  // namespace

bool write_string(adapt_context& context, PyObject* value, value_kind kind, wire::byte_writer& out) {
    if (kind != value_kind::enumeration)
        return write_encoded(context, value, out);
    const auto name = ref::own(PyObject_GetAttr(value, context.state.name_name.get()));
    if (!name)
        return false;
    if (PyUnicode_Check(name.get()))
        return write_encoded(context, name.get(), out);
    // A combination of flags.
    PyErr_Format(context.state.data_error.get(), "cannot dump a '%s' without a name",
                 std::string(class_name(Py_TYPE(value))).c_str());
    return false;
}

bool write_bytes_text(adapt_context& context, PyObject* value, value_kind kind, wire::byte_writer& out) {
    buffer_content content;
    if (!content.open(context.state, value, kind))
        return false;
    bytea bytes(content.size());
    if (!content.copy(bytes.data()))
        return false;
    write_codec_text(context, bytes, out);
    return true;
}

bool write_bytes_binary(adapt_context& context, PyObject* value, value_kind kind, wire::byte_writer& out) {
    buffer_content content;
    return content.open(context.state, value, kind) && content.copy(out.extend(content.size()));
}

bool write_json(adapt_context& context, PyObject* value, value_kind kind, wire::byte_writer& out) {
    const module_state& state = context.state;
    ref object = ref::share(value), dumps;
    if (kind == value_kind::json || kind == value_kind::jsonb) {
        object = ref::own(PyObject_GetAttr(value, state.name_obj.get()));
        dumps = ref::own(PyObject_GetAttr(value, state.name_dumps.get()));
        if (!object || !dumps)
            return false;
    }
    if (!dumps || dumps.get() == Py_None)
        dumps = state.json_dumps;
    const auto document = ref::own(PyObject_CallOneArg(dumps.get(), object.get()));
    if (!document)
        return false;
    if (PyUnicode_Check(document.get()))
        return write_encoded(context, document.get(), out);
    const value_kind made = kind_of(state, Py_TYPE(document.get()));
    return made == value_kind::bytes ? write_bytes_binary(context, document.get(), made, out)
                                     : refuse_json(context, document.get());
}

}  // namespace kornak::python
