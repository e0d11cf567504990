#include <kornak/types/timestamp.hpp>

#include <algorithm>

#include "types/temporal_text.hpp"

namespace kornak {
namespace {

using types::civil_date;
using types::text_scanner;

constexpr std::string_view day_names[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::string_view month_names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

template <class Timestamp>
bool decode_infinity(std::string_view from, Timestamp& out) noexcept {
    if (from != "infinity" && from != "-infinity")
        return false;
    out = from[0] == '-' ? Timestamp::minus_infinity() : Timestamp::infinity();
    return true;
}

struct civil_moment {
    civil_date date;
    std::int64_t clock = 0;  // microseconds since midnight
    std::int32_t seconds_west = 0;
};

/// One of the names, which are three letters long; its place among them, from 1.
template <std::size_t Count>
std::int32_t scan_name(text_scanner& from, const std::string_view (&names)[Count]) noexcept {
    const auto* const found = std::ranges::find(names, from.rest().substr(0, 3));
    if (found == std::end(names)) {
        from.fail();
        return 0;
    }
    from.accept(*found);
    return static_cast<std::int32_t>(found - names) + 1;
}

// "Wed Jan 31 04:05:06.789 2024", or "Wed 31 Jan ..." where the day comes first.
civil_moment scan_postgres_moment(text_scanner& from, types::date_order order) noexcept {
    civil_moment moment;
    const bool day_first = order == types::date_order::dmy;
    scan_name(from, day_names);
    from.expect(' ');
    if (!day_first) {
        moment.date.month = scan_name(from, month_names);
        from.expect(' ');
    }
    moment.date.day = static_cast<std::int32_t>(from.number(2, 2));
    from.expect(' ');
    if (day_first) {
        moment.date.month = scan_name(from, month_names);
        from.expect(' ');
    }
    moment.clock = types::scan_clock(from);
    from.expect(' ');
    moment.date.year = static_cast<std::int32_t>(from.number(4, 6));
    return moment;
}

civil_moment scan_moment(text_scanner& from, types::date_style style) noexcept {
    if (style.format == types::date_format::postgres)
        return scan_postgres_moment(from, style.order);
    civil_moment moment;
    moment.date = types::scan_date(from, style);
    from.expect(' ');
    moment.clock = types::scan_clock(from);
    return moment;
}

/// What is left of the text after all but a possible " BC".
template <class Timestamp>
bool finish(text_scanner& from, civil_moment moment, Timestamp& out) noexcept {
    types::scan_era(from, moment.date);
    if (!from.complete())
        return false;
    const std::int64_t days = types::days_from_civil(moment.date);
    // A zone may put the first and the last moment on a day of its own. Beyond that, the product overflows.
    constexpr std::int64_t end_day = types::end_microsecond / types::microseconds_per_day;
    if (days < types::first_day - 1 || days > end_day)
        return false;
    const std::int64_t microseconds = days * types::microseconds_per_day + moment.clock +
                                      moment.seconds_west * types::microseconds_per_second;
    if (microseconds < types::first_microsecond || microseconds >= types::end_microsecond)
        return false;
    out = Timestamp{microseconds};
    return true;
}

template <class Timestamp>
void append(std::string& to, const Timestamp& value, std::string_view zone) {
    if (!value.is_finite()) {
        to += value == Timestamp::infinity() ? "infinity" : "-infinity";
        return;
    }
    const auto [days, clock] = types::split_microseconds(value.microseconds_since_2000());
    const auto civil = types::civil_from_days(static_cast<std::int32_t>(days));
    types::append_iso_date(to, civil);
    to += ' ';
    types::append_clock(to, static_cast<std::uint64_t>(clock));
    to += zone;
    types::append_era(to, civil);
}

}  // namespace

bool types::decode_timestamp_text(std::string_view from, date_style style, timestamp& out) noexcept {
    if (decode_infinity(from, out))
        return true;
    text_scanner scanner{from};
    const auto moment = scan_moment(scanner, style);
    return finish(scanner, moment, out);
}

void codec<timestamp>::encode_text(std::string& to, const timestamp& value) {
    append(to, value, "");
}

void codec<timestamptz>::encode_text(std::string& to, const timestamptz& value) {
    append(to, value, "+00");
}

bool codec<timestamptz>::decode_text(std::string_view from, timestamptz& out) noexcept {
    if (decode_infinity(from, out))
        return true;
    text_scanner scanner{from};
    auto moment = scan_moment(scanner, {});
    moment.seconds_west = types::scan_zone(scanner);
    return finish(scanner, moment, out);
}

}  // namespace kornak
