#ifndef KORNAK_TYPES_INTERVAL_HPP
#define KORNAK_TYPES_INTERVAL_HPP

#include <chrono>
#include <limits>
#include <optional>

#include <kornak/codec.hpp>
#include <kornak/oid.hpp>

namespace kornak {

/// A span of time as PostgreSQL holds it: months, days and microseconds, none of which is a fixed number of
/// another (a month has 28 to 31 days, a day 23 to 25 hours), each with a sign of its own.
struct interval {
    std::int32_t months = 0;
    std::int32_t days = 0;
    std::int64_t microseconds = 0;

    /// The infinities are known to PostgreSQL 17 and newer; an older server takes them for long finite spans.
    static constexpr interval infinity() noexcept {
        return {std::numeric_limits<std::int32_t>::max(), std::numeric_limits<std::int32_t>::max(),
                std::numeric_limits<std::int64_t>::max()};
    }
    static constexpr interval minus_infinity() noexcept {
        return {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::min(),
                std::numeric_limits<std::int64_t>::min()};
    }
    /// All of it as microseconds: 48 hours are not two days.
    static constexpr interval from(std::chrono::microseconds span) noexcept { return {0, 0, span.count()}; }

    constexpr bool is_finite() const noexcept { return *this != infinity() && *this != minus_infinity(); }
    /// Empty if there are months or days, whose length depends on where in the calendar they lie.
    constexpr std::optional<std::chrono::microseconds> to_duration() const noexcept {
        if (months != 0 || days != 0)
            return std::nullopt;
        return std::chrono::microseconds{microseconds};
    }

    /// The same months, days and microseconds. (PostgreSQL's `=` takes a month for 30 days and a day for 24
    /// hours.)
    bool operator==(const interval&) const = default;
};

/// The text form is read in every setting of IntervalStyle, and written so that every setting reads the same
/// value.
template <>
struct codec<interval> : codec_for<oids::interval, oids::interval_array> {
    static void encode_binary(wire::byte_writer& to, const interval& value) {
        to.i64(value.microseconds);
        to.i32(value.days);
        to.i32(value.months);
    }
    static bool decode_binary(wire::bytes_view from, interval& out) noexcept {
        if (from.size() != 16)
            return false;
        out.microseconds = wire::load_be<std::int64_t>(from.data());
        out.days = wire::load_be<std::int32_t>(from.data() + 8);
        out.months = wire::load_be<std::int32_t>(from.data() + 12);
        return true;
    }
    static void encode_text(std::string& to, const interval& value);
    static bool decode_text(std::string_view from, interval& out) noexcept;
};

}  // namespace kornak

#endif
