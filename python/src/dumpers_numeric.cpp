#include <kornak/oid.hpp>
#include <kornak/types/numeric.hpp>
#include <kornak/types/scalar.hpp>

#include <cmath>

#include "dumpers.hpp"

namespace kornak::python {
namespace {

/// More than PostgreSQL's longest number has, 131072 decimal digits.
constexpr std::size_t most_bits = 435'412;

std::string_view view_of(const ref& text) {
    Py_ssize_t size = 0;
    const char* const data = PyUnicode_AsUTF8AndSize(text.get(), &size);
    return data ? std::string_view(data, static_cast<std::size_t>(size)) : std::string_view();
}

/// The digits of any int that PostgreSQL can hold. Empty with an exception set.
ref decimal_digits(const adapt_context& context, PyObject* integer) {
    const auto bits = ref::own(PyObject_CallMethodNoArgs(integer, context.state.name_bit_length.get()));
    if (!bits)
        return nullptr;
    // The conversion takes time by the square of the length; nobody shall wait for what is refused then.
    if (const std::size_t count = PyLong_AsSize_t(bits.get()); count > most_bits) {
        PyErr_Format(context.state.data_error.get(), "an integer of %zu bits is too large for PostgreSQL",
                     count);
        return nullptr;
    }
    // Not str(integer), which limits the number of digits.
    const auto exact = ref::own(PyObject_CallOneArg(context.state.decimal.get(), integer));
    return exact ? ref::own(PyObject_Str(exact.get())) : nullptr;
}

/// As PostgreSQL reads it. Empty with an exception set.
ref decimal_text(PyObject* decimal) {
    auto text = ref::own(PyObject_Str(decimal));
    // Python's also has signs, payloads and signals ("-NaN", "sNaN123").
    if (text && view_of(text).find("NaN") != std::string_view::npos)
        text = ref::own(PyUnicode_FromString("NaN"));
    return text;
}

bool to_numeric(const adapt_context& context, PyObject* value, value_kind kind, std::optional<numeric>& out) {
    const auto text = kind == value_kind::decimal ? decimal_text(value) : decimal_digits(context, value);
    if (!text)
        return false;
    out = numeric::parse(view_of(text));
    return out || refuse_conversion(context, value, oids::numeric, "PostgreSQL has no numbers so long");
}

bool write_integer_of(std::int64_t value, std::uint32_t type_oid, wire::byte_writer& out) {
    const auto write = [&]<class Integer>(Integer narrow) {
        if (narrow != value)
            return false;
        codec<Integer>::encode_binary(out, narrow);
        return true;
    };
    switch (type_oid) {
        case oids::int2: return write(static_cast<short>(value));
        case oids::int4: return write(static_cast<int>(value));
        case oids::int8: return write(static_cast<long>(value));
        case oids::oid:
            if (value < 0 || value > std::numeric_limits<std::uint32_t>::max())
                return false;
            codec<kornak::oid>::encode_binary(out, kornak::oid{static_cast<std::uint32_t>(value)});
            return true;
    }
    return false;
}

bool to_double(const adapt_context& context, PyObject* value, value_kind kind, double& out) {
    if (kind == value_kind::real) {
        out = PyFloat_AsDouble(value);
        return true;
    }
    if (kind == value_kind::decimal) {
        std::optional<numeric> exact;
        if (!to_numeric(context, value, kind, exact))
            return false;
        const auto nearest = exact->to_double();
        out = nearest.value_or(0);
        return nearest || refuse_conversion(context, value, oids::float8, "out of range");
    }
    out = PyLong_AsDouble(value);
    if (out == -1 && PyErr_Occurred()) {
        PyErr_Clear();
        return refuse_conversion(context, value, oids::float8, "out of range");
    }
    const auto rounded = ref::own(PyFloat_FromDouble(out));
    const int equal = rounded ? PyObject_RichCompareBool(rounded.get(), value, Py_EQ) : -1;
    return equal > 0 ||
           (equal == 0 && refuse_conversion(context, value, oids::float8, "it would be rounded"));
}

}  // namespace

std::uint32_t integer_type(PyObject* value) noexcept {
    int overflow = 0;
    const long long number = PyLong_AsLongLongAndOverflow(value, &overflow);
    if (overflow != 0)
        return oids::numeric;
    if (number == static_cast<short>(number))
        return oids::int2;
    return number == static_cast<int>(number) ? oids::int4 : oids::int8;
}

bool write_integer_text(adapt_context& context, PyObject* value, wire::byte_writer& out) {
    int overflow = 0;
    const long long number = PyLong_AsLongLongAndOverflow(value, &overflow);
    if (overflow == 0) {
        write_codec_text(context, number, out);
        return true;
    }
    const auto digits = decimal_digits(context, value);
    if (digits)
        out.text(view_of(digits));
    return static_cast<bool>(digits);
}

bool write_integer_binary(adapt_context& context, PyObject* value, std::uint32_t type_oid,
                          wire::byte_writer& out) {
    int overflow = 0;
    const long long number = PyLong_AsLongLongAndOverflow(value, &overflow);
    return (overflow == 0 && write_integer_of(number, type_oid, out)) ||
           refuse_conversion(context, value, type_oid, "out of range");
}

bool write_decimal_text(adapt_context&, PyObject* value, wire::byte_writer& out) {
    const auto text = decimal_text(value);
    if (text)
        out.text(view_of(text));
    return static_cast<bool>(text);
}

bool write_numeric_binary(adapt_context& context, PyObject* value, value_kind kind, wire::byte_writer& out) {
    std::optional<numeric> exact;
    int overflow = 0;
    if (kind != value_kind::decimal) {
        const long long number = PyLong_AsLongLongAndOverflow(value, &overflow);
        if (overflow == 0)
            exact.emplace(number);
    }
    if (!exact && !to_numeric(context, value, kind, exact))
        return false;
    codec<numeric>::encode_binary(out, *exact);
    return true;
}

bool write_float_binary(adapt_context& context, PyObject* value, value_kind kind, std::uint32_t type_oid,
                        wire::byte_writer& out) {
    double number = 0;
    if (!to_double(context, value, kind, number))
        return false;
    if (type_oid == oids::float8) {
        codec<double>::encode_binary(out, number);
        return true;
    }
    const auto single = static_cast<float>(number);
    if (std::isinf(single) && !std::isinf(number))
        return refuse_conversion(context, value, type_oid, "out of range");
    if (kind != value_kind::real && kind != value_kind::decimal && static_cast<double>(single) != number)
        return refuse_conversion(context, value, type_oid, "it would be rounded");
    codec<float>::encode_binary(out, single);
    return true;
}

}  // namespace kornak::python
