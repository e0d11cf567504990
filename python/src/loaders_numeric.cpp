#include <kornak/types/numeric.hpp>
#include <kornak/types/scalar.hpp>

#include "loaders.hpp"

namespace kornak::python {
namespace {

PyObject* make_bool(const column_loader&, bool value) {
    return PyBool_FromLong(value);
}

template <class Integer>
PyObject* make_int(const column_loader&, Integer value) {
    return PyLong_FromLong(value);
}

PyObject* make_oid(const column_loader&, kornak::oid value) {
    return PyLong_FromUnsignedLong(static_cast<std::uint32_t>(value));
}

PyObject* make_float(const column_loader&, double value) {
    return PyFloat_FromDouble(value);
}

PyObject* make_decimal(const column_loader& self, std::string_view text) {
    const auto digits =
        ref::own(PyUnicode_DecodeASCII(text.data(), static_cast<Py_ssize_t>(text.size()), nullptr));
    return digits ? PyObject_CallOneArg(self.context->state.decimal.get(), digits.get()) : nullptr;
}

// Decimal parses the text anyway, and without rounding; to parse it here before would only take time.
PyObject* load_numeric_text(const column_loader& self, wire::bytes_view value) {
    if (PyObject* const made = make_decimal(self, wire::as_text(value))) [[likely]]
        return made;
    // decimal.InvalidOperation or UnicodeDecodeError
    if (!PyErr_ExceptionMatches(PyExc_ArithmeticError) && !PyErr_ExceptionMatches(PyExc_ValueError))
        return nullptr;
    PyErr_Clear();
    return refuse_text(self, value);
}

PyObject* make_numeric(const column_loader& self, const numeric& value) {
    return make_decimal(self, value.to_string());
}

template <class Integer>
inline constexpr type_loader integer_loader{load_text<Integer, make_int<Integer>>,
                                            load_binary<Integer, make_int<Integer>>};

}  // namespace

const type_loader bool_loader{load_text<bool, make_bool>, load_binary<bool, make_bool>};
const type_loader int2_loader = integer_loader<short>;
const type_loader int4_loader = integer_loader<int>;
const type_loader int8_loader = integer_loader<long>;
const type_loader oid_loader{load_text<kornak::oid, make_oid>, load_binary<kornak::oid, make_oid>};
// The text of a float4, "0.1", is to give the float that Python shows in the same way.
const type_loader float4_loader{load_text<double, make_float>, load_binary<float, make_float>};
const type_loader float8_loader{load_text<double, make_float>, load_binary<double, make_float>};
const type_loader numeric_loader{load_numeric_text, load_binary<numeric, make_numeric>};

}  // namespace kornak::python
