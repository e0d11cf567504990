#ifndef KORNAK_PYTHON_LOADERS_HPP
#define KORNAK_PYTHON_LOADERS_HPP

#include <kornak/codec.hpp>

#include "load.hpp"

// The loaders, by families of types: loaders_<family>.cpp. Only for them and for resolve_loader.
namespace kornak::python {

using load_function = PyObject* (*)(const column_loader& self, wire::bytes_view value);

/// How one type is loaded in either format.
struct type_loader {
    load_function text = nullptr;
    load_function binary = nullptr;
    bool atomic = true;
};

extern const type_loader bool_loader, int2_loader, int4_loader, int8_loader, oid_loader, float4_loader,
    float8_loader, numeric_loader;
extern const type_loader bytea_loader, json_loader, jsonb_loader, uuid_loader;
extern const type_loader date_loader, time_loader, timetz_loader, timestamp_loader, timestamptz_loader,
    interval_loader;
extern const type_loader array_loader;

/// str, from an encoding that is UTF-8 or another one that Python knows; bytes, as they are.
PyObject* load_utf8(const column_loader& self, wire::bytes_view value);
PyObject* load_encoded(const column_loader& self, wire::bytes_view value);
PyObject* load_bytes(const column_loader& self, wire::bytes_view value);

/// Sets a DataError that shows the value and tells why it cannot be loaded, if there is more to say than that
/// it is malformed. Always null, for the loader to return.
PyObject* refuse_text(const column_loader& self, wire::bytes_view value, const char* why = nullptr);
PyObject* refuse_binary(const column_loader& self, wire::bytes_view value);
/// The same for a value of PostgreSQL's that Python has no object for: "`problem`: 'value'".
PyObject* refuse_value(const column_loader& self, const char* problem, const std::string& value);

/// The loaders of a type that has a codec: decode to the C++ value, and `Make` a Python object of that.
template <class T, auto Make>
PyObject* load_text(const column_loader& self, wire::bytes_view value) {
    T decoded{};
    if (!codec<T>::decode_text(wire::as_text(value), decoded)) [[unlikely]]
        return refuse_text(self, value);
    return Make(self, decoded);
}

template <class T, auto Make>
PyObject* load_binary(const column_loader& self, wire::bytes_view value) {
    T decoded{};
    if (!codec<T>::decode_binary(value, decoded)) [[unlikely]]
        return refuse_binary(self, value);
    return Make(self, decoded);
}

}  // namespace kornak::python

#endif
