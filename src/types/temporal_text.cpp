#include "types/temporal_text.hpp"

#include "types/append_padded.hpp"

namespace kornak::types {
namespace {

// Years of PostgreSQL's dates have four to seven digits.
std::int32_t scan_year(text_scanner& from) noexcept {
    return static_cast<std::int32_t>(from.number(4, 7));
}

std::int32_t scan_two_digits(text_scanner& from) noexcept {
    return static_cast<std::int32_t>(from.number(2, 2));
}

civil_date scan_numeric_date(text_scanner& from, char separator, bool day_first) noexcept {
    civil_date date;
    (day_first ? date.day : date.month) = scan_two_digits(from);
    from.expect(separator);
    (day_first ? date.month : date.day) = scan_two_digits(from);
    from.expect(separator);
    date.year = scan_year(from);
    return date;
}

}  // namespace

void append_iso_date(std::string& to, const civil_date& date) {
    append_padded(to, date.year > 0 ? date.year : 1 - date.year, 4);
    to += '-';
    append_padded(to, date.month, 2);
    to += '-';
    append_padded(to, date.day, 2);
}

void append_era(std::string& to, const civil_date& date) {
    if (date.year <= 0)
        to += " BC";
}

void append_clock(std::string& to, std::uint64_t microseconds) {
    const auto total = static_cast<std::int64_t>(microseconds / microseconds_per_second);
    append_padded(to, total / 3600, 2);
    to += ':';
    append_padded(to, total / 60 % 60, 2);
    to += ':';
    append_padded(to, total % 60, 2);
    if (const auto fraction = static_cast<std::int64_t>(microseconds % microseconds_per_second)) {
        to += '.';
        append_padded(to, fraction, 6);
        to.resize(to.find_last_not_of('0') + 1);
    }
}

void append_zone(std::string& to, std::int32_t seconds_west) {
    to += seconds_west > 0 ? '-' : '+';
    const std::int64_t seconds = seconds_west > 0 ? seconds_west : -std::int64_t{seconds_west};
    append_padded(to, seconds / 3600, 2);
    if (seconds % 3600 == 0)
        return;
    to += ':';
    append_padded(to, seconds / 60 % 60, 2);
    if (seconds % 60 == 0)
        return;
    to += ':';
    append_padded(to, seconds % 60, 2);
}

civil_date scan_date(text_scanner& from, date_style style) noexcept {
    const bool day_first = style.order == date_order::dmy;
    switch (style.format) {
        case date_format::iso: break;
        case date_format::sql: return scan_numeric_date(from, '/', day_first);
        case date_format::postgres: return scan_numeric_date(from, '-', day_first);
        case date_format::german: return scan_numeric_date(from, '.', true);
    }
    civil_date date;
    date.year = scan_year(from);
    from.expect('-');
    date.month = scan_two_digits(from);
    from.expect('-');
    date.day = scan_two_digits(from);
    return date;
}

void scan_era(text_scanner& from, civil_date& date) noexcept {
    if (date.year == 0)
        from.fail();
    if (from.accept(" BC"))
        date.year = 1 - date.year;
    if (!from.complete() || !is_valid(date))
        from.fail();
}

std::int64_t scan_clock(text_scanner& from) noexcept {
    const std::int64_t hours = from.number(2, 2);
    from.expect(':');
    const std::int64_t minutes = from.number(2, 2);
    from.expect(':');
    const std::int64_t seconds = from.number(2, 2);
    const std::int64_t microseconds = hours * microseconds_per_hour + minutes * microseconds_per_minute +
                                      seconds * microseconds_per_second + from.fraction();
    if (minutes > 59 || seconds > 59 || microseconds > microseconds_per_day)
        from.fail();
    return microseconds;
}

std::int32_t scan_zone(text_scanner& from) noexcept {
    if (from.peek() != '+' && from.peek() != '-')
        from.fail();
    const int sign = from.sign();
    const std::int32_t hours = scan_two_digits(from);
    const std::int32_t minutes = from.accept(':') ? scan_two_digits(from) : 0;
    const std::int32_t seconds = from.accept(':') ? scan_two_digits(from) : 0;
    if (hours > 15 || minutes > 59 || seconds > 59)
        from.fail();
    return -sign * (hours * 3600 + minutes * 60 + seconds);
}

}  // namespace kornak::types
