#ifndef KORNAK_PYTHON_MODULE_STATE_HPP
#define KORNAK_PYTHON_MODULE_STATE_HPP

#include "ref.hpp"
// Needs what ref.hpp includes.
#include <datetime.h>

namespace kornak::python {

/// Everything Python that the extension keeps: classes it creates, classes and functions it calls. One for
/// each interpreter, filled when the module is executed, so that no function keeps static objects.
struct module_state {
    // Types of the extension.
    ref connection_type, cursor_type, result_type, copy_type;

    // kornak.errors
    ref error, interface_error, operational_error, data_error, programming_error, not_supported_error;
    ref connection_timeout, pipeline_aborted, error_from_fields;

    // Classes of values, both ways.
    PyDateTime_CAPI* datetime = nullptr;  // as old as the interpreter
    ref utc;                              // datetime.timezone.utc
    ref zone_info;                        // zoneinfo.ZoneInfo
    ref zones;                            // dict: a server's name of a time zone -> the tzinfo found for it
    ref decimal;                          // decimal.Decimal
    ref uuid;                             // uuid.UUID
    ref uuid_safe_unknown;  // what a UUID says of its making when it is not known: SafeUUID.unknown
    ref enum_type;          // enum.Enum
    ref binary;             // kornak.dbapi20.Binary
    ref json_loads, json_dumps;
    ref json, jsonb;  // kornak.types.json.Json, Jsonb
    ref tuple_row;    // kornak.rows.tuple_row, the default row factory

    // Names of attributes, interned.
    ref name_bit_length, name_dumps, name_fromutc, name_int, name_is_safe, name_name, name_obj,
        name_utcoffset;

    /// Fills in all but the types of the extension. False with a Python exception set.
    bool import_all();

    /// For the module's m_traverse and m_clear.
    int traverse(visitproc visit, void* arg) const;
    void clear() noexcept;
};

/// The state of the module that a function was called on.
inline module_state& state_of(PyObject* module) noexcept {
    return *static_cast<module_state*>(PyModule_GetState(module));
}

}  // namespace kornak::python

#endif
