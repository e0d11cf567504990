#include <kornak/types/uuid.hpp>

#include "loaders.hpp"

namespace kornak::python {
namespace {

/// The 128 bits as one number. Base 16 is the shortest way there that all versions of Python have.
ref make_number(const uuid& value) {
    constexpr const char* hexadecimal = "0123456789abcdef";
    char digits[2 * sizeof(uuid::bytes) + 1] = {};
    char* to = digits;
    for (const std::byte b : value.bytes) {
        *to++ = hexadecimal[std::to_integer<unsigned>(b >> 4)];
        *to++ = hexadecimal[std::to_integer<unsigned>(b & std::byte{0x0f})];
    }
    return ref::own(PyLong_FromString(digits, nullptr, 16));
}

/// UUID.__init__ is in Python, and takes twenty times as long as to set what it would set. The class itself
/// forbids to set attributes.
PyObject* make_uuid(const column_loader& self, const uuid& value) {
    const module_state& state = self.context->state;
    const auto number = make_number(value);
    auto* const type = reinterpret_cast<PyTypeObject*>(state.uuid.get());
    auto made = number ? ref::own(type->tp_alloc(type, 0)) : nullptr;
    if (!made || PyObject_GenericSetAttr(made.get(), state.name_int.get(), number.get()) != 0 ||
        PyObject_GenericSetAttr(made.get(), state.name_is_safe.get(), state.uuid_safe_unknown.get()) != 0)
        return nullptr;
    return made.release();
}

}  // namespace

const type_loader uuid_loader{load_text<uuid, make_uuid>, load_binary<uuid, make_uuid>};

}  // namespace kornak::python
