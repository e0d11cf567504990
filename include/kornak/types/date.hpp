#ifndef KORNAK_TYPES_DATE_HPP
#define KORNAK_TYPES_DATE_HPP

#include <chrono>
#include <compare>
#include <limits>
#include <optional>

#include <kornak/codec.hpp>
#include <kornak/oid.hpp>
#include <kornak/types/calendar.hpp>
#include <kornak/types/date_style.hpp>

namespace kornak {

/// A day between 4714 BC and 5874897 AD, or one of the two infinities, as PostgreSQL holds it. The infinities
/// are before and after all days. std::chrono covers less: conversions that may fail return an optional.
class date {
public:
    /// 2000-01-01.
    constexpr date() = default;
    constexpr explicit date(std::int32_t days_since_2000) noexcept : days_(days_since_2000) {}

    static constexpr date infinity() noexcept { return date{std::numeric_limits<std::int32_t>::max()}; }
    static constexpr date minus_infinity() noexcept { return date{std::numeric_limits<std::int32_t>::min()}; }
    /// Empty if PostgreSQL has no such day.
    static constexpr std::optional<date> from(std::chrono::sys_days day) noexcept {
        const std::int64_t since_1970 = day.time_since_epoch().count();
        if (since_1970 < types::first_day + types::days_from_unix_epoch ||
            since_1970 > types::last_day + types::days_from_unix_epoch)
            return std::nullopt;
        return date{static_cast<std::int32_t>(since_1970 - types::days_from_unix_epoch)};
    }
    /// Empty if PostgreSQL has no such day, or the calendar (30 February) has not.
    static constexpr std::optional<date> from(const std::chrono::year_month_day& day) noexcept {
        return day.ok() ? from(std::chrono::sys_days{day}) : std::nullopt;
    }

    constexpr bool is_finite() const noexcept { return *this != infinity() && *this != minus_infinity(); }
    constexpr std::int32_t days_since_2000() const noexcept { return days_; }
    /// Empty for the infinities.
    constexpr std::optional<std::chrono::sys_days> to_sys_days() const noexcept {
        if (!is_finite())
            return std::nullopt;
        return std::chrono::sys_days{std::chrono::days{days_ + types::days_from_unix_epoch}};
    }
    /// Empty for the infinities and for years that std::chrono::year cannot hold (it ends in 32767).
    constexpr std::optional<std::chrono::year_month_day> to_year_month_day() const noexcept {
        const auto [year, month, day] = types::civil_from_days(days_);
        if (!is_finite() || year < int{std::chrono::year::min()} || year > int{std::chrono::year::max()})
            return std::nullopt;
        return std::chrono::year{year} / month / day;
    }

    constexpr auto operator<=>(const date&) const = default;

private:
    std::int32_t days_ = 0;
};

namespace types {

/// Reads a date as a server writes it under this DateStyle.
bool decode_date_text(std::string_view from, date_style style, date& out) noexcept;

}  // namespace types

/// The text form is that of DateStyle ISO, which every server speaks unless told otherwise.
template <>
struct codec<date> : codec_for<oids::date, oids::date_array> {
    static void encode_binary(wire::byte_writer& to, const date& value) { to.i32(value.days_since_2000()); }
    static bool decode_binary(wire::bytes_view from, date& out) noexcept {
        if (from.size() != 4)
            return false;
        out = date{wire::load_be<std::int32_t>(from.data())};
        return true;
    }
    static void encode_text(std::string& to, const date& value);
    static bool decode_text(std::string_view from, date& out) noexcept {
        return types::decode_date_text(from, {}, out);
    }
};

}  // namespace kornak

#endif
