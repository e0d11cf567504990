#include "module_state.hpp"

namespace kornak::python {
namespace {

struct imported {
    ref module_state::*where;
    const char* module;
    const char* name;
};

constexpr imported imports[] = {
    {&module_state::error, "kornak.errors", "Error"},
    {&module_state::interface_error, "kornak.errors", "InterfaceError"},
    {&module_state::operational_error, "kornak.errors", "OperationalError"},
    {&module_state::data_error, "kornak.errors", "DataError"},
    {&module_state::programming_error, "kornak.errors", "ProgrammingError"},
    {&module_state::not_supported_error, "kornak.errors", "NotSupportedError"},
    {&module_state::connection_timeout, "kornak.errors", "ConnectionTimeout"},
    {&module_state::pipeline_aborted, "kornak.errors", "PipelineAborted"},
    {&module_state::error_from_fields, "kornak.errors", "error_from_fields"},
    {&module_state::zone_info, "zoneinfo", "ZoneInfo"},
    {&module_state::decimal, "decimal", "Decimal"},
    {&module_state::uuid, "uuid", "UUID"},
    {&module_state::enum_type, "enum", "Enum"},
    {&module_state::binary, "kornak.dbapi20", "Binary"},
    {&module_state::json_loads, "json", "loads"},
    {&module_state::json_dumps, "json", "dumps"},
    {&module_state::json, "kornak.types.json", "Json"},
    {&module_state::jsonb, "kornak.types.json", "Jsonb"},
    {&module_state::tuple_row, "kornak.rows", "tuple_row"},
};

struct attribute_name {
    ref module_state::*where;
    const char* name;
};

constexpr attribute_name attribute_names[] = {
    {&module_state::name_bit_length, "bit_length"},
    {&module_state::name_dumps, "dumps"},
    {&module_state::name_fromutc, "fromutc"},
    {&module_state::name_int, "int"},
    {&module_state::name_is_safe, "is_safe"},
    {&module_state::name_name, "name"},
    {&module_state::name_obj, "obj"},
    {&module_state::name_utcoffset, "utcoffset"},
};

// What is neither imported nor a name.
constexpr ref module_state::*others[] = {
    &module_state::connection_type,   &module_state::cursor_type, &module_state::result_type,
    &module_state::copy_type,         &module_state::utc,         &module_state::zones,
    &module_state::uuid_safe_unknown,
};

ref import_from(const char* module, const char* name) {
    const auto imported_module = ref::own(PyImport_ImportModule(module));
    return imported_module ? ref::own(PyObject_GetAttrString(imported_module.get(), name)) : nullptr;
}

template <class Visit>
void for_each_ref(Visit&& visit) {
    for (const auto& i : imports)
        visit(i.where);
    for (const auto& n : attribute_names)
        visit(n.where);
    for (const auto other : others)
        visit(other);
}

}  // namespace

bool module_state::import_all() {
    for (const auto& [where, module, name] : imports)
        if (!(this->*where = import_from(module, name)))
            return false;
    for (const auto& [where, name] : attribute_names)
        if (!(this->*where = ref::own(PyUnicode_InternFromString(name))))
            return false;
    datetime = static_cast<PyDateTime_CAPI*>(PyCapsule_Import(PyDateTime_CAPSULE_NAME, 0));
    if (!datetime)
        return false;
    utc = ref::share(datetime->TimeZone_UTC);
    zones = ref::own(PyDict_New());
    const auto safe_uuid = import_from("uuid", "SafeUUID");
    uuid_safe_unknown = safe_uuid ? ref::own(PyObject_GetAttrString(safe_uuid.get(), "unknown")) : nullptr;
    return zones && uuid_safe_unknown;
}

int module_state::traverse(visitproc visit, void* arg) const {
    int result = 0;
    for_each_ref([&](ref module_state::*member) {
        PyObject* const object = (this->*member).get();
        if (object && result == 0)
            result = visit(object, arg);
    });
    return result;
}

void module_state::clear() noexcept {
    for_each_ref([&](ref module_state::*member) { (this->*member).reset(); });
}

}  // namespace kornak::python
