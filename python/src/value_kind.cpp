#include "value_kind.hpp"

namespace kornak::python {
namespace {

// The most frequent ones come first.
value_kind own_kind(const module_state& state, const PyTypeObject* type) {
    const auto is = [type](const ref& known) { return static_cast<const void*>(type) == known.get(); };
    const PyDateTime_CAPI& datetime = *state.datetime;
    if (type == &PyLong_Type)
        return value_kind::integer;
    if (type == &PyUnicode_Type)
        return value_kind::text;
    if (type == Py_TYPE(Py_None))
        return value_kind::none;
    if (type == &PyFloat_Type)
        return value_kind::real;
    if (type == &PyBool_Type)
        return value_kind::boolean;
    if (type == datetime.DateTimeType)
        return value_kind::datetime;
    if (type == &PyBytes_Type || type == &PyByteArray_Type || type == &PyMemoryView_Type)
        return value_kind::bytes;
    if (type == &PyList_Type)
        return value_kind::list;
    if (is(state.decimal))
        return value_kind::decimal;
    if (is(state.uuid))
        return value_kind::uuid;
    if (type == datetime.DateType)
        return value_kind::date;
    if (type == datetime.TimeType)
        return value_kind::time;
    if (type == datetime.DeltaType)
        return value_kind::timedelta;
    if (is(state.json))
        return value_kind::json;
    if (is(state.jsonb))
        return value_kind::jsonb;
    if (is(state.enum_type))
        return value_kind::enumeration;
    if (is(state.binary))
        return value_kind::binary_wrapper;
    return value_kind::foreign;
}

}  // namespace

value_kind kind_of(const module_state& state, PyTypeObject* type) {
    value_kind kind = own_kind(state, type);
    const Py_ssize_t bases = PyTuple_GET_SIZE(type->tp_mro);
    for (Py_ssize_t i = 1; kind == value_kind::foreign && i < bases; ++i)
        kind = own_kind(state, reinterpret_cast<PyTypeObject*>(PyTuple_GET_ITEM(type->tp_mro, i)));
    return kind;
}

std::string_view class_name(const PyTypeObject* type) noexcept {
    const std::string_view name = type->tp_name;
    return name.substr(name.rfind('.') + 1);
}

}  // namespace kornak::python
