#ifndef KORNAK_PYTHON_DATETIME_OBJECT_HPP
#define KORNAK_PYTHON_DATETIME_OBJECT_HPP

#include <kornak/types/calendar.hpp>

#include "module_state.hpp"

// Between the fields of Python's date and time objects and the numbers that PostgreSQL counts in.
namespace kornak::python {

/// What Python has as a date: the years 1 to 9999; in days since 2000-01-01.
inline constexpr std::int64_t first_python_day = types::days_from_civil({.year = 1, .month = 1, .day = 1});
inline constexpr std::int64_t last_python_day =
    types::days_from_civil({.year = 9999, .month = 12, .day = 31});

/// And as a datetime, in microseconds since 2000-01-01 00:00 on the same clock.
inline constexpr std::int64_t first_python_microsecond = first_python_day * types::microseconds_per_day;
inline constexpr std::int64_t last_python_microsecond =
    (last_python_day + 1) * types::microseconds_per_day - 1;

/// A datetime whose clock shows `local`, which must be in the range above. `tzinfo` may be None; `fold` tells
/// which of two equal readings is meant. New reference, or null with an exception set.
PyObject* make_datetime(const module_state& state, std::int64_t local, PyObject* tzinfo, bool fold = false);

/// The day of a date or datetime, since 2000-01-01.
std::int32_t days_of(PyObject* date) noexcept;
/// What the clock of a time shows, since midnight.
std::int64_t microseconds_of_time(PyObject* time) noexcept;
/// What the clock of a datetime shows, since 2000-01-01 00:00 on that clock.
std::int64_t microseconds_of_datetime(PyObject* datetime) noexcept;
/// Whether the clock of a datetime shows this for the second time.
bool fold_of(PyObject* datetime) noexcept;
/// Days, which may be negative, and less than one more day.
types::day_and_time parts_of_timedelta(PyObject* timedelta) noexcept;
/// Borrowed; None if it has none.
PyObject* tzinfo_of_time(PyObject* time) noexcept;
PyObject* tzinfo_of_datetime(PyObject* datetime) noexcept;

/// A datetime.timezone; less than 24 hours. New reference, or null with an exception set.
PyObject* make_timezone(const module_state& state, std::int32_t seconds_east);

}  // namespace kornak::python

#endif
