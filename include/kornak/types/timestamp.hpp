#ifndef KORNAK_TYPES_TIMESTAMP_HPP
#define KORNAK_TYPES_TIMESTAMP_HPP

#include <chrono>
#include <compare>
#include <limits>
#include <optional>

#include <kornak/codec.hpp>
#include <kornak/oid.hpp>
#include <kornak/types/calendar.hpp>
#include <kornak/types/date_style.hpp>

namespace kornak {

/// A moment in microseconds, between 4714 BC and 294276 AD, or one of the two infinities, as PostgreSQL holds
/// it. The infinities are before and after all moments. std::chrono covers less at the far end: conversions
/// return an optional.
template <class Clock>
class basic_timestamp {
public:
    using time_point = std::chrono::time_point<Clock, std::chrono::microseconds>;

    /// 2000-01-01 00:00.
    constexpr basic_timestamp() = default;
    constexpr explicit basic_timestamp(std::int64_t microseconds_since_2000) noexcept
        : microseconds_(microseconds_since_2000) {}

    static constexpr basic_timestamp infinity() noexcept {
        return basic_timestamp{std::numeric_limits<std::int64_t>::max()};
    }
    static constexpr basic_timestamp minus_infinity() noexcept {
        return basic_timestamp{std::numeric_limits<std::int64_t>::min()};
    }
    /// Empty if PostgreSQL has no such moment.
    static constexpr std::optional<basic_timestamp> from(time_point moment) noexcept {
        std::int64_t since_2000 = 0;
        if (__builtin_sub_overflow(moment.time_since_epoch().count(), from_unix_epoch, &since_2000) ||
            since_2000 < types::first_microsecond || since_2000 >= types::end_microsecond)
            return std::nullopt;
        return basic_timestamp{since_2000};
    }

    constexpr bool is_finite() const noexcept { return *this != infinity() && *this != minus_infinity(); }
    constexpr std::int64_t microseconds_since_2000() const noexcept { return microseconds_; }
    /// Empty for the infinities and for the last thirty years that PostgreSQL can hold.
    constexpr std::optional<time_point> to_time_point() const noexcept {
        std::int64_t since_1970 = 0;
        if (!is_finite() || __builtin_add_overflow(microseconds_, from_unix_epoch, &since_1970))
            return std::nullopt;
        return time_point{std::chrono::microseconds{since_1970}};
    }

    constexpr auto operator<=>(const basic_timestamp&) const = default;

private:
    static constexpr std::int64_t from_unix_epoch = types::days_from_unix_epoch * types::microseconds_per_day;

    std::int64_t microseconds_ = 0;
};

/// `timestamp without time zone`: what a calendar and a clock on the wall show; std::chrono::local_time.
using timestamp = basic_timestamp<std::chrono::local_t>;
/// `timestamp with time zone`: a moment, in UTC; std::chrono::sys_time.
using timestamptz = basic_timestamp<std::chrono::system_clock>;

namespace types {

/// Reads a timestamp as a server writes it under this DateStyle. (There is no such function for timestamptz:
/// all styles but ISO write zones by abbreviations, which do not tell the zone.)
bool decode_timestamp_text(std::string_view from, date_style style, timestamp& out) noexcept;

template <class Timestamp>
struct timestamp_binary {
    static void encode_binary(wire::byte_writer& to, const Timestamp& value) {
        to.i64(value.microseconds_since_2000());
    }
    static bool decode_binary(wire::bytes_view from, Timestamp& out) noexcept {
        if (from.size() != 8)
            return false;
        out = Timestamp{wire::load_be<std::int64_t>(from.data())};
        return true;
    }
};

}  // namespace types

/// The text form is that of DateStyle ISO.
template <>
struct codec<timestamp> : codec_for<oids::timestamp, oids::timestamp_array>,
                          types::timestamp_binary<timestamp> {
    static void encode_text(std::string& to, const timestamp& value);
    static bool decode_text(std::string_view from, timestamp& out) noexcept {
        return types::decode_timestamp_text(from, {}, out);
    }
};

/// The text form is that of DateStyle ISO: read with any offset from UTC, written with +00.
template <>
struct codec<timestamptz> : codec_for<oids::timestamptz, oids::timestamptz_array>,
                            types::timestamp_binary<timestamptz> {
    static void encode_text(std::string& to, const timestamptz& value);
    static bool decode_text(std::string_view from, timestamptz& out) noexcept;
};

}  // namespace kornak

#endif
