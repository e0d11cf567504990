#include <kornak/types/interval.hpp>

#include <kornak/types/scalar.hpp>

#include <span>

#include "types/temporal_text.hpp"

namespace kornak {
namespace {

struct unit {
    std::string_view name;
    std::int32_t interval::*calendar_field;  // null: the unit is a number of microseconds
    std::int64_t factor;
};

// In the styles `postgres` and `postgres_verbose`; an "s" may follow.
constexpr unit word_units[] = {
    {"year", &interval::months, 12},
    {"mon", &interval::months, 1},
    {"day", &interval::days, 1},
    {"hour", nullptr, types::microseconds_per_hour},
    {"min", nullptr, types::microseconds_per_minute},
    {"sec", nullptr, types::microseconds_per_second},
};
// In the style `iso_8601`, before and after the T.
constexpr unit iso_date_units[] = {
    {"Y", &interval::months, 12},
    {"M", &interval::months, 1},
    {"D", &interval::days, 1},
};
constexpr unit iso_time_units[] = {
    {"H", nullptr, types::microseconds_per_hour},
    {"M", nullptr, types::microseconds_per_minute},
    {"S", nullptr, types::microseconds_per_second},
};

/// Reads the four settings of IntervalStyle, which their first character and the presence of words tell
/// apart, and sums up what it reads. A sum that does not fit makes the text malformed.
class interval_scanner {
public:
    explicit interval_scanner(std::string_view text) noexcept : from_(text) {}

    bool scan(interval& out) noexcept {
        const std::string_view text = from_.rest();
        if (text.starts_with('P')) {
            scan_iso_8601();
        } else if (text.starts_with('@')) {
            scan_verbose();
        } else if (text.find_first_of("ymd") != text.npos) {
            scan_words(1);
        } else {
            scan_sql_standard();
        }
        out = sum_;
        return from_.complete();
    }

private:
    // "P1Y2M-3DT4H5M6.789S"; "PT0S" for nothing.
    void scan_iso_8601() noexcept {
        from_.expect('P');
        if (from_.peek() != 'T')
            scan_iso_units(iso_date_units);
        if (from_.accept('T'))
            scan_iso_units(iso_time_units);
    }

    void scan_iso_units(std::span<const unit> units) noexcept {
        do {
            const int sign = from_.sign();
            const std::int64_t amount = scan_amount();
            scan_unit(units, sign, amount, from_.fraction());
        } while (!from_.rest().empty() && from_.peek() != 'T');
    }

    // "@ 1 year -2 mons 6.789 secs"; "ago" at the end turns all signs round; "@ 0" for nothing.
    void scan_verbose() noexcept {
        constexpr std::string_view ago = " ago";
        std::string_view text = from_.rest();
        const bool is_past = text.ends_with(ago);
        if (is_past)
            text.remove_suffix(ago.size());
        if (text == "@ 0")
            text = "@ 0 secs";
        from_ = types::text_scanner{text};
        if (!from_.accept("@ "))
            return from_.fail();
        scan_words(is_past ? -1 : 1);
    }

    // "1 year 2 mons -3 days +04:05:06.789", where what has no sign is positive.
    void scan_words(int direction) noexcept {
        do {
            const int sign = direction * from_.sign();
            const std::int64_t amount = scan_amount();
            if (from_.peek() == ':')
                return scan_clock(sign, amount);
            const std::int64_t fraction = from_.fraction();
            from_.expect(' ');
            scan_unit(word_units, sign, amount, fraction);
            from_.accept('s');
        } while (from_.accept(' '));
    }

    // "1-2" (a year, two months), "3 4:05:06", "4:05:06", where a leading minus is meant for all;
    // "+1-2 -3 +4:05:06", where each has its own; "0" for nothing. The clock alone is also in style
    // `postgres`.
    void scan_sql_standard() noexcept {
        if (from_.rest() == "0")
            from_ = types::text_scanner{"0:00:00"};
        const int first_sign = from_.sign();
        int sign = first_sign;
        std::int64_t amount = scan_amount();
        if (from_.accept('-')) {
            add(sum_.months, sign * amount, 12);
            add(sum_.months, sign * from_.number(1, 2), 1);
            if (from_.complete())
                return;
            from_.expect(' ');
            sign = scan_sign_or(first_sign);
            amount = scan_amount();
        }
        if (from_.accept(' ')) {
            add(sum_.days, sign * amount, 1);
            sign = scan_sign_or(first_sign);
            amount = scan_amount();
        }
        scan_clock(sign, amount);
    }

    int scan_sign_or(int sign) noexcept { return from_.at_digit() ? sign : from_.sign(); }

    // With more digits it does not fit any field, whatever its unit.
    std::int64_t scan_amount() noexcept { return from_.number(1, 18); }

    void scan_unit(std::span<const unit> units, int sign, std::int64_t amount,
                   std::int64_t fraction) noexcept {
        for (const unit& u : units) {
            if (!from_.accept(u.name))
                continue;
            if (u.calendar_field)
                add(sum_.*u.calendar_field, sign * amount, u.factor);
            else
                add(sum_.microseconds, sign * amount, u.factor);
            if (fraction != 0 && u.factor != types::microseconds_per_second)
                from_.fail();
            add(sum_.microseconds, sign * fraction, 1);
            return;
        }
        from_.fail();
    }

    void scan_clock(int sign, std::int64_t hours) noexcept {
        from_.expect(':');
        const std::int64_t minutes = from_.number(2, 2);
        from_.expect(':');
        const std::int64_t seconds = from_.number(2, 2);
        if (minutes > 59 || seconds > 59)
            from_.fail();
        add(sum_.microseconds, sign * hours, types::microseconds_per_hour);
        add(sum_.microseconds, sign * minutes, types::microseconds_per_minute);
        add(sum_.microseconds, sign * seconds, types::microseconds_per_second);
        add(sum_.microseconds, sign * from_.fraction(), 1);
    }

    template <class Integer>
    void add(Integer& field, std::int64_t amount, std::int64_t factor) noexcept {
        std::int64_t product = 0;
        if (__builtin_mul_overflow(amount, factor, &product) ||
            __builtin_add_overflow(field, product, &field))
            from_.fail();
    }

    types::text_scanner from_;
    interval sum_;
};

}  // namespace

bool codec<interval>::decode_text(std::string_view from, interval& out) noexcept {
    if (from == "infinity" || from == "-infinity") {
        out = from[0] == '-' ? interval::minus_infinity() : interval::infinity();
        return true;
    }
    return interval_scanner{from}.scan(out);
}

// Each part has its own sign: without, a server whose IntervalStyle is `sql_standard` would take a minus at
// the front for all of them.
void codec<interval>::encode_text(std::string& to, const interval& value) {
    if (!value.is_finite()) {
        to += value == interval::infinity() ? "infinity" : "-infinity";
        return;
    }
    const auto append_part = [&to](std::int32_t amount, std::string_view unit_name) {
        if (amount == 0)
            return;
        if (amount > 0)
            to += '+';
        types::append_integer(to, amount);
        to += unit_name;
    };
    append_part(value.months, " mons ");
    append_part(value.days, " days ");
    to += value.microseconds < 0 ? '-' : '+';
    const auto magnitude = static_cast<std::uint64_t>(value.microseconds);
    types::append_clock(to, value.microseconds < 0 ? 0 - magnitude : magnitude);
}

}  // namespace kornak
