#include <kornak/types/uuid.hpp>

#include "dumpers.hpp"

namespace kornak::python {
namespace {

/// A UUID keeps its 128 bits as one int. False with an exception set.
bool to_uuid(const adapt_context& context, PyObject* value, uuid& out) {
    const auto number = ref::own(PyObject_GetAttr(value, context.state.name_int.get()));
    const auto half = ref::own(PyLong_FromLong(64));
    const auto high = number && half ? ref::own(PyNumber_Rshift(number.get(), half.get())) : nullptr;
    if (!high)
        return false;
    wire::store_be(out.bytes.data(), PyLong_AsUnsignedLongLong(high.get()));
    wire::store_be(out.bytes.data() + 8, PyLong_AsUnsignedLongLongMask(number.get()));
    return !PyErr_Occurred();
}

}  // namespace

bool write_uuid_text(adapt_context& context, PyObject* value, wire::byte_writer& out) {
    uuid bits;
    if (!to_uuid(context, value, bits))
        return false;
    write_codec_text(context, bits, out);
    return true;
}

bool write_uuid_binary(adapt_context& context, PyObject* value, wire::byte_writer& out) {
    uuid bits;
    if (!to_uuid(context, value, bits))
        return false;
    codec<uuid>::encode_binary(out, bits);
    return true;
}

}  // namespace kornak::python
