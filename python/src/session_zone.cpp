#include "session_zone.hpp"

#include <kornak/types/time.hpp>

#include <algorithm>

namespace kornak::python {
namespace {

// The rules are those of POSIX: "<", any name, ">", and the offset, which counts from east to west.
std::optional<std::int32_t> parse_fixed_offset(std::string_view name) {
    const auto end = name.find('>');
    if (!name.starts_with('<') || end == name.npos)
        return std::nullopt;
    // Written like the offset of a timetz, whose signs are the other way round.
    timetz midnight;
    if (!codec<timetz>::decode_text("00:00:00" + std::string(name.substr(end + 1)), midnight))
        return std::nullopt;
    return midnight.seconds_west;
}

bool warn(PyObject* name) {
    const auto logging = ref::own(PyImport_ImportModule("logging"));
    const auto logger =
        logging ? ref::own(PyObject_CallMethod(logging.get(), "getLogger", "s", "kornak")) : nullptr;
    return logger && ref::own(PyObject_CallMethod(logger.get(), "warning", "sO",
                                                  "unknown PostgreSQL timezone: %r; will use UTC", name));
}

ref find_zone(const module_state& state, std::string_view name, PyObject* name_object) {
    if (name == "UTC")
        return state.utc;
    if (const auto east = parse_fixed_offset(name))
        return ref::own(make_timezone(state, *east));
    if (auto zone = ref::own(PyObject_CallOneArg(state.zone_info.get(), name_object)))
        return zone;
    if (!PyErr_ExceptionMatches(PyExc_Exception))
        return nullptr;
    PyErr_Clear();
    return warn(name_object) ? state.utc : nullptr;
}

}  // namespace

void session_zone::set_name(std::string_view name) {
    if (name == name_)
        return;
    name_ = name;
    tzinfo_.reset();
    fixed_.reset();
    quarters_.fill({});
}

PyObject* session_zone::tzinfo(const module_state& state) {
    return tzinfo_ || resolve(state) ? tzinfo_.get() : nullptr;
}

bool session_zone::resolve(const module_state& state) {
    const auto name =
        ref::own(PyUnicode_DecodeUTF8(name_.data(), static_cast<Py_ssize_t>(name_.size()), "replace"));
    if (!name)
        return false;
    auto zone = ref::share(PyDict_GetItemWithError(state.zones.get(), name.get()));
    if (!zone) {
        if (PyErr_Occurred() || !(zone = find_zone(state, name_, name.get())) ||
            PyDict_SetItem(state.zones.get(), name.get(), zone.get()) != 0)
            return false;
    }
    // A zone whose offset depends on the date has none for no date.
    const auto always = ref::own(PyObject_CallMethodOneArg(zone.get(), state.name_utcoffset.get(), Py_None));
    if (!always)
        return false;
    if (always.get() != Py_None) {
        const auto [days, microseconds] = parts_of_timedelta(always.get());
        fixed_ = days * types::microseconds_per_day + microseconds;
    }
    tzinfo_ = std::move(zone);
    return true;
}

bool session_zone::to_local(const module_state& state, std::int64_t moment, local_time& out) {
    if (!tzinfo_ && !resolve(state))
        return false;
    if (fixed_) {
        out = {moment + *fixed_, false};
        return true;
    }
    // Zones do not change in the first and in the last days that Python knows, where it could not calculate.
    constexpr auto margin = 2 * types::microseconds_per_day;
    offset found{};
    if (!find_offset(state,
                     std::clamp(moment, first_python_microsecond + margin, last_python_microsecond - margin),
                     found))
        return false;
    out = {moment + found.microseconds, found.fold};
    return true;
}

bool session_zone::find_offset(const module_state& state, std::int64_t moment, offset& out) {
    const std::int64_t number = types::floor_divide(moment, quarter_length);
    auto& known = quarters_[static_cast<std::uint64_t>(number) % quarters_.size()];
    if (known.number != number) {
        known = {.number = number};
        return ask_python(state, moment, out);
    }
    if (known.state == quarter_state::met) {
        const std::int64_t begin = number * quarter_length;
        offset at_begin{}, at_end{};
        if (!ask_python(state, begin, at_begin) || !ask_python(state, begin + quarter_length - 1, at_end))
            return false;
        known.at = at_begin;
        known.state = at_begin == at_end ? quarter_state::constant : quarter_state::changing;
    }
    if (known.state == quarter_state::changing)
        return ask_python(state, moment, out);
    out = known.at;
    return true;
}

bool session_zone::ask_python(const module_state& state, std::int64_t moment, offset& out) const {
    const auto in_utc = ref::own(make_datetime(state, moment, tzinfo_.get()));
    const auto local =
        in_utc ? ref::own(PyObject_CallMethodOneArg(tzinfo_.get(), state.name_fromutc.get(), in_utc.get()))
               : nullptr;
    if (!local)
        return false;
    out = {microseconds_of_datetime(local.get()) - moment, fold_of(local.get())};
    return true;
}

}  // namespace kornak::python
