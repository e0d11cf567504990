#include <kornak/types/date.hpp>
#include <kornak/types/interval.hpp>
#include <kornak/types/time.hpp>
#include <kornak/types/timestamp.hpp>

#include "loaders.hpp"

namespace kornak::python {
namespace {

/// The ISO form, whatever the value came as.
template <class T>
std::string text_of(const T& value) {
    std::string text;
    codec<T>::encode_text(text, value);
    return text;
}

PyObject* make_date(const column_loader& self, const date& value) {
    const std::int32_t days = value.days_since_2000();
    if (days < first_python_day)
        return refuse_value(self, "date too small (before year 1)", text_of(value));
    if (days > last_python_day)
        return refuse_value(self, "date too large (after year 10K)", text_of(value));
    const auto civil = types::civil_from_days(days);
    const auto& api = *self.context->state.datetime;
    return api.Date_FromDate(civil.year, civil.month, civil.day, api.DateType);
}

PyObject* load_date_text(const column_loader& self, wire::bytes_view value) {
    date decoded;
    if (!types::decode_date_text(wire::as_text(value), self.context->date_style, decoded))
        return refuse_text(self, value);
    return make_date(self, decoded);
}

template <class Time>
PyObject* refuse_hour_24(const column_loader& self, const Time& value) {
    return refuse_value(self, "time not supported by Python: hour 24", text_of(value));
}

PyObject* make_clock(const column_loader& self, std::int64_t microseconds, PyObject* tzinfo) {
    const auto seconds = static_cast<int>(microseconds / types::microseconds_per_second);
    const auto fraction = static_cast<int>(microseconds % types::microseconds_per_second);
    const auto& api = *self.context->state.datetime;
    return api.Time_FromTime(seconds / 3600, seconds / 60 % 60, seconds % 60, fraction, tzinfo, api.TimeType);
}

PyObject* make_time(const column_loader& self, const time& value) {
    const std::int64_t microseconds = value.since_midnight().count();
    if (microseconds == types::microseconds_per_day)
        return refuse_hour_24(self, value);
    return make_clock(self, microseconds, Py_None);
}

PyObject* make_timetz(const column_loader& self, const timetz& value) {
    constexpr std::int32_t seconds_per_day = 24 * 3600;
    const std::int64_t microseconds = value.time_of_day.since_midnight().count();
    if (microseconds == types::microseconds_per_day)
        return refuse_hour_24(self, value);
    if (value.seconds_west <= -seconds_per_day || value.seconds_west >= seconds_per_day)
        return refuse_value(self, "time not supported by Python: offset of a day or more", text_of(value));
    const auto zone = ref::own(make_timezone(self.context->state, -value.seconds_west));
    return zone ? make_clock(self, microseconds, zone.get()) : nullptr;
}

template <class Timestamp>
PyObject* refuse_timestamp(const column_loader& self, const Timestamp& value) {
    return refuse_value(self,
                        value.microseconds_since_2000() < 0 ? "timestamp too small (before year 1)"
                                                            : "timestamp too large (after year 10K)",
                        text_of(value));
}

PyObject* make_timestamp(const column_loader& self, const timestamp& value) {
    const std::int64_t microseconds = value.microseconds_since_2000();
    if (microseconds < first_python_microsecond || microseconds > last_python_microsecond)
        return refuse_timestamp(self, value);
    return make_datetime(self.context->state, microseconds, Py_None);
}

PyObject* load_timestamp_text(const column_loader& self, wire::bytes_view value) {
    timestamp decoded;
    if (!types::decode_timestamp_text(wire::as_text(value), self.context->date_style, decoded))
        return refuse_text(self, value);
    return make_timestamp(self, decoded);
}

// In the zone of the session. A moment up to a day outside of Python's range may still be inside in there.
PyObject* make_timestamptz(const column_loader& self, const timestamptz& value) {
    adapt_context& context = *self.context;
    const std::int64_t moment = value.microseconds_since_2000();
    if (moment < first_python_microsecond - types::microseconds_per_day ||
        moment > last_python_microsecond + types::microseconds_per_day)
        return refuse_timestamp(self, value);
    session_zone::local_time local{};
    if (!context.zone.to_local(context.state, moment, local))
        return nullptr;
    if (local.microseconds < first_python_microsecond || local.microseconds > last_python_microsecond)
        return refuse_timestamp(self, value);
    return make_datetime(context.state, local.microseconds, context.zone.tzinfo(context.state), local.fold);
}

PyObject* load_timestamptz_text(const column_loader& self, wire::bytes_view value) {
    if (self.context->date_style.format == types::date_format::iso) [[likely]]
        return load_text<timestamptz, make_timestamptz>(self, value);
    const std::string text(wire::as_text(value));
    return PyErr_Format(PyExc_NotImplementedError,
                        "can't parse timestamptz with DateStyle '%s': '%s': zones are abbreviated in it; "
                        "set DateStyle to ISO, or ask for binary results",
                        self.context->date_style_name.c_str(), text.c_str());
}

// Months and years have no fixed length; as in psycopg, they count 30 and 365 days.
PyObject* make_interval(const column_loader& self, const interval& value) {
    constexpr std::int64_t most_days = 999'999'999;  // of a timedelta
    const auto [overflow, rest] = types::split_microseconds(value.microseconds);
    const std::int64_t days = std::int64_t{365} * (value.months / 12) +
                              std::int64_t{30} * (value.months % 12) + value.days + overflow;
    if (!value.is_finite() || days < -most_days || days > most_days)
        return PyErr_Format(self.context->state.data_error.get(),
                            "can't parse interval '%s': timedelta does not go that far",
                            text_of(value).c_str());
    const auto& api = *self.context->state.datetime;
    return api.Delta_FromDelta(static_cast<int>(days),
                               static_cast<int>(rest / types::microseconds_per_second),
                               static_cast<int>(rest % types::microseconds_per_second), 0, api.DeltaType);
}

}  // namespace

const type_loader date_loader{load_date_text, load_binary<date, make_date>};
const type_loader time_loader{load_text<time, make_time>, load_binary<time, make_time>};
const type_loader timetz_loader{load_text<timetz, make_timetz>, load_binary<timetz, make_timetz>};
const type_loader timestamp_loader{load_timestamp_text, load_binary<timestamp, make_timestamp>};
const type_loader timestamptz_loader{load_timestamptz_text, load_binary<timestamptz, make_timestamptz>};
const type_loader interval_loader{load_text<interval, make_interval>, load_binary<interval, make_interval>};

}  // namespace kornak::python
