#ifndef KORNAK_TYPES_TIME_HPP
#define KORNAK_TYPES_TIME_HPP

#include <chrono>
#include <compare>
#include <optional>

#include <kornak/codec.hpp>
#include <kornak/oid.hpp>
#include <kornak/types/calendar.hpp>

namespace kornak {

/// A time of day in microseconds, 00:00 to 24:00, the latter included, as PostgreSQL holds it.
class time {
public:
    /// 00:00.
    constexpr time() = default;
    /// Empty if it is less than 0 or more than 24 hours.
    static constexpr std::optional<time> from(std::chrono::microseconds since_midnight) noexcept {
        if (since_midnight.count() < 0 || since_midnight.count() > types::microseconds_per_day)
            return std::nullopt;
        return time{since_midnight.count()};
    }

    constexpr std::chrono::microseconds since_midnight() const noexcept {
        return std::chrono::microseconds{microseconds_};
    }

    constexpr auto operator<=>(const time&) const = default;

private:
    constexpr explicit time(std::int64_t microseconds) noexcept : microseconds_(microseconds) {}

    std::int64_t microseconds_ = 0;
};

/// A time of day at an offset from UTC, as PostgreSQL holds it.
struct timetz {
    time time_of_day;
    std::int32_t seconds_west = 0;  ///< of UTC: what ISO 8601 writes as +01:00 is -3600

    bool operator==(const timetz&) const = default;
    /// As in PostgreSQL: what is earlier in UTC comes first; of the same moment, what is farther east.
    constexpr std::strong_ordering operator<=>(const timetz& other) const noexcept {
        const auto utc = [](const timetz& t) {
            return t.time_of_day.since_midnight() + std::chrono::seconds{t.seconds_west};
        };
        const auto by_moment = utc(*this) <=> utc(other);
        return by_moment != 0 ? by_moment : seconds_west <=> other.seconds_west;
    }
};

template <>
struct codec<time> : codec_for<oids::time, oids::time_array> {
    static void encode_binary(wire::byte_writer& to, const time& value) {
        to.i64(value.since_midnight().count());
    }
    static bool decode_binary(wire::bytes_view from, time& out) noexcept {
        if (from.size() != 8)
            return false;
        const auto value = time::from(std::chrono::microseconds{wire::load_be<std::int64_t>(from.data())});
        out = value.value_or(time{});
        return value.has_value();
    }
    static void encode_text(std::string& to, const time& value);
    static bool decode_text(std::string_view from, time& out) noexcept;
};

template <>
struct codec<timetz> : codec_for<oids::timetz, oids::timetz_array> {
    static void encode_binary(wire::byte_writer& to, const timetz& value) {
        codec<time>::encode_binary(to, value.time_of_day);
        to.i32(value.seconds_west);
    }
    static bool decode_binary(wire::bytes_view from, timetz& out) noexcept {
        if (from.size() != 12 || !codec<time>::decode_binary(from.first(8), out.time_of_day))
            return false;
        out.seconds_west = wire::load_be<std::int32_t>(from.data() + 8);
        return true;
    }
    static void encode_text(std::string& to, const timetz& value);
    static bool decode_text(std::string_view from, timetz& out) noexcept;
};

}  // namespace kornak

#endif
