#include "datetime_object.hpp"

namespace kornak::python {

PyObject* make_datetime(const module_state& state, std::int64_t local, PyObject* tzinfo, bool fold) {
    const auto [days, clock] = types::split_microseconds(local);
    const auto date = types::civil_from_days(static_cast<std::int32_t>(days));
    const auto seconds = static_cast<int>(clock / types::microseconds_per_second);
    const auto fraction = static_cast<int>(clock % types::microseconds_per_second);
    return state.datetime->DateTime_FromDateAndTimeAndFold(date.year, date.month, date.day, seconds / 3600,
                                                           seconds / 60 % 60, seconds % 60, fraction, tzinfo,
                                                           fold ? 1 : 0, state.datetime->DateTimeType);
}

std::int32_t days_of(PyObject* date) noexcept {
    return static_cast<std::int32_t>(types::days_from_civil({.year = PyDateTime_GET_YEAR(date),
                                                             .month = PyDateTime_GET_MONTH(date),
                                                             .day = PyDateTime_GET_DAY(date)}));
}

std::int64_t microseconds_of_time(PyObject* time) noexcept {
    return PyDateTime_TIME_GET_HOUR(time) * types::microseconds_per_hour +
           PyDateTime_TIME_GET_MINUTE(time) * types::microseconds_per_minute +
           PyDateTime_TIME_GET_SECOND(time) * types::microseconds_per_second +
           PyDateTime_TIME_GET_MICROSECOND(time);
}

std::int64_t microseconds_of_datetime(PyObject* datetime) noexcept {
    return days_of(datetime) * types::microseconds_per_day +
           PyDateTime_DATE_GET_HOUR(datetime) * types::microseconds_per_hour +
           PyDateTime_DATE_GET_MINUTE(datetime) * types::microseconds_per_minute +
           PyDateTime_DATE_GET_SECOND(datetime) * types::microseconds_per_second +
           PyDateTime_DATE_GET_MICROSECOND(datetime);
}

bool fold_of(PyObject* datetime) noexcept {
    return PyDateTime_DATE_GET_FOLD(datetime) != 0;
}

types::day_and_time parts_of_timedelta(PyObject* timedelta) noexcept {
    return {.days = PyDateTime_DELTA_GET_DAYS(timedelta),
            .microseconds = PyDateTime_DELTA_GET_SECONDS(timedelta) * types::microseconds_per_second +
                            PyDateTime_DELTA_GET_MICROSECONDS(timedelta)};
}

PyObject* tzinfo_of_time(PyObject* time) noexcept {
    return PyDateTime_TIME_GET_TZINFO(time);
}

PyObject* tzinfo_of_datetime(PyObject* datetime) noexcept {
    return PyDateTime_DATE_GET_TZINFO(datetime);
}

PyObject* make_timezone(const module_state& state, std::int32_t seconds_east) {
    const auto offset =
        ref::own(state.datetime->Delta_FromDelta(0, seconds_east, 0, 1, state.datetime->DeltaType));
    return offset ? state.datetime->TimeZone_FromTimeZone(offset.get(), nullptr) : nullptr;
}

}  // namespace kornak::python
