#ifndef KORNAK_TYPES_CALENDAR_HPP
#define KORNAK_TYPES_CALENDAR_HPP

#include <array>
#include <cstdint>

// The calendar of PostgreSQL's dates and times: the Gregorian rules for all time, that before they were made
// included. Days are counted from 2000-01-01.
namespace kornak::types {

inline constexpr std::int64_t microseconds_per_second = 1'000'000;
inline constexpr std::int64_t microseconds_per_minute = 60 * microseconds_per_second;
inline constexpr std::int64_t microseconds_per_hour = 60 * microseconds_per_minute;
inline constexpr std::int64_t microseconds_per_day = 24 * microseconds_per_hour;

/// From 1970-01-01, where std::chrono starts, to 2000-01-01.
inline constexpr std::int64_t days_from_unix_epoch = 10'957;

/// What PostgreSQL admits as a date: 4714-11-24 BC to 5874897-12-31.
inline constexpr std::int32_t first_day = -2'451'545;
inline constexpr std::int32_t last_day = 2'145'031'948;

/// What it admits as a timestamp: from 4714-11-24 00:00 BC up to, not including, 294277-01-01 00:00.
inline constexpr std::int64_t first_microsecond = first_day * microseconds_per_day;
inline constexpr std::int64_t end_microsecond = 106'751'983 * microseconds_per_day;

/// A day by its place in the calendar.
struct civil_date {
    std::int32_t year = 2000;  ///< astronomical: 0 is 1 BC, -1 is 2 BC
    std::int32_t month = 1;
    std::int32_t day = 1;

    bool operator==(const civil_date&) const = default;
};

/// A moment as a day and the time that has passed since its midnight, 0 to just under 24 hours.
struct day_and_time {
    std::int64_t days;  ///< since 2000-01-01
    std::int64_t microseconds;
};

constexpr std::int64_t floor_divide(std::int64_t a, std::int64_t b) noexcept {
    return a / b - (a % b < 0 ? 1 : 0);
}

constexpr day_and_time split_microseconds(std::int64_t since_2000) noexcept {
    // Not the day's midnight subtracted: that of the earliest moment does not fit.
    const std::int64_t rest = since_2000 % microseconds_per_day;
    return {floor_divide(since_2000, microseconds_per_day), rest < 0 ? rest + microseconds_per_day : rest};
}

constexpr bool is_leap_year(std::int32_t year) noexcept {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

constexpr bool is_valid(const civil_date& date) noexcept {
    constexpr std::array<std::int8_t, 12> days_in_month{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (date.month < 1 || date.month > 12 || date.day < 1)
        return false;
    if (date.month == 2 && is_leap_year(date.year))
        return date.day <= 29;
    return date.day <= days_in_month[static_cast<std::size_t>(date.month - 1)];
}

// Both directions count from 2000-03-01, where a cycle of 400 years starts, and in years from March to
// February: so the leap day is the last of its year, and the months repeat lengths of 31, 30, 31, 30, 31
// days, 153 in all.
inline constexpr std::int64_t days_to_march = 60;
inline constexpr std::int64_t days_per_400_years = 146'097;

/// Days since 2000-01-01. The date must be valid.
constexpr std::int64_t days_from_civil(const civil_date& date) noexcept {
    const std::int64_t month = (date.month + 9) % 12;  // March is 0
    const std::int64_t year = std::int64_t{date.year} - 2000 - (date.month < 3 ? 1 : 0);
    const std::int64_t leap_days = floor_divide(year, 4) - floor_divide(year, 100) + floor_divide(year, 400);
    return days_to_march + 365 * year + leap_days + (153 * month + 2) / 5 + date.day - 1;
}

/// The date that is so many days after 2000-01-01.
constexpr civil_date civil_from_days(std::int32_t days) noexcept {
    const std::int64_t since_march = days - days_to_march;
    const std::int64_t cycle = floor_divide(since_march, days_per_400_years);
    const std::int64_t in_cycle = since_march - cycle * days_per_400_years;
    // Less the leap days that lie before it, a day has the number 365 for each full year, and some.
    const std::int64_t year = (in_cycle - in_cycle / 1'460 + in_cycle / 36'524 - in_cycle / 146'096) / 365;
    const std::int64_t in_year = in_cycle - (365 * year + year / 4 - year / 100);
    const std::int64_t month = (5 * in_year + 2) / 153;  // March is 0
    return {.year = static_cast<std::int32_t>(2000 + 400 * cycle + year + (month >= 10 ? 1 : 0)),
            .month = static_cast<std::int32_t>(month >= 10 ? month - 9 : month + 3),
            .day = static_cast<std::int32_t>(in_year - (153 * month + 2) / 5 + 1)};
}

}  // namespace kornak::types

#endif
