#ifndef KORNAK_PYTHON_VALUE_KIND_HPP
#define KORNAK_PYTHON_VALUE_KIND_HPP

#include <cstdint>
#include <string_view>

#include "module_state.hpp"

namespace kornak::python {

/// The Python classes that can be dumped, as far as they are dumped alike.
enum class value_kind : std::uint8_t {
    none,
    boolean,
    integer,
    real,
    decimal,
    text,
    bytes,           // bytes, bytearray, memoryview
    binary_wrapper,  // kornak.Binary
    date,
    time,
    datetime,
    timedelta,
    uuid,
    enumeration,
    json,
    jsonb,
    list,
    foreign  // none of these
};

/// The kind of the first of a class's bases, itself included, that has one; the order is that of its MRO.
value_kind kind_of(const module_state& state, PyTypeObject* type);

/// The name of a class, without its module.
std::string_view class_name(const PyTypeObject* type) noexcept;

}  // namespace kornak::python

#endif
