#ifndef KORNAK_TYPES_TEMPORAL_TEXT_HPP
#define KORNAK_TYPES_TEMPORAL_TEXT_HPP

#include <kornak/types/calendar.hpp>
#include <kornak/types/date_style.hpp>

#include <string>

#include "types/text_scanner.hpp"

// The pieces of which the text forms of dates, times, timestamps and intervals are put together.
namespace kornak::types {

/// "2024-01-31"; the year without its era, with four digits or more.
void append_iso_date(std::string& to, const civil_date& date);
/// " BC" for a year before 1 AD.
void append_era(std::string& to, const civil_date& date);
/// "04:05:06.789", the fraction only as long as it has to be; hours of more than two digits are an
/// interval's.
void append_clock(std::string& to, std::uint64_t microseconds);
/// "+05:30", minutes and seconds only where there are any.
void append_zone(std::string& to, std::int32_t seconds_west);

/// A date without its era; the year is as written.
civil_date scan_date(text_scanner& from, date_style style) noexcept;
/// The rest of a date: a possible " BC", and nothing after it. Makes the year astronomical.
void scan_era(text_scanner& from, civil_date& date) noexcept;
/// Hours of two digits, minutes, seconds and a possible fraction: 00:00:00 to 24:00:00, in microseconds.
std::int64_t scan_clock(text_scanner& from) noexcept;
/// An offset from UTC of less than 16 hours, in seconds west.
std::int32_t scan_zone(text_scanner& from) noexcept;

}  // namespace kornak::types

#endif
