#ifndef KORNAK_TYPES_NUMERIC_HPP
#define KORNAK_TYPES_NUMERIC_HPP

#include <optional>
#include <span>
#include <vector>

#include <kornak/codec.hpp>
#include <kornak/oid.hpp>

namespace kornak {

/// An exact decimal number as PostgreSQL holds it: up to 131072 digits before the decimal point and 16383
/// after it, NaN, and the two infinities (known to PostgreSQL 14 and newer).
///
/// It remembers its *scale*, the number of digits to show after the point: 1.0 and 1.00 are equal, and print
/// differently. There is no arithmetic; take the digits to a decimal type of your choice.
class numeric {
public:
    enum class sign_type : std::uint16_t {  // the values are those of the wire
        positive = 0x0000,
        negative = 0x4000,
        not_a_number = 0xC000,
        infinity = 0xD000,
        minus_infinity = 0xF000
    };

    static constexpr std::int32_t base = 10'000;
    static constexpr std::uint16_t max_scale = 0x3FFF;

    /// 0.
    numeric() = default;
    explicit numeric(std::signed_integral auto value) { assign(value); }

    static numeric nan() { return numeric{sign_type::not_a_number}; }
    static numeric infinity() { return numeric{sign_type::infinity}; }
    static numeric minus_infinity() { return numeric{sign_type::minus_infinity}; }
    /// The number d0.d1d2d3… × 10000^weight with the given digits, each from 0 to 9999. Empty if one is not,
    /// or if the number is out of PostgreSQL's range. A scale too small for the digits grows to show them
    /// all.
    static std::optional<numeric> from_digits(sign_type sign, std::int32_t weight,
                                              std::vector<std::int16_t> digits, std::uint16_t scale);
    /// Reads what PostgreSQL reads: "-12.50", ".5", "1e-3", "NaN", "Infinity", "-inf". No white space.
    static std::optional<numeric> parse(std::string_view text);

    /// As PostgreSQL prints it: never with an exponent, and `scale()` digits after the point.
    std::string to_string() const;
    /// Empty if it is not a whole number, or does not fit.
    std::optional<std::int64_t> to_int64() const noexcept;
    /// The nearest double; empty if it is beyond the finite doubles, though NaN and the infinities have their
    /// equals.
    std::optional<double> to_double() const;

    bool is_finite() const noexcept { return sign_ == sign_type::positive || sign_ == sign_type::negative; }
    sign_type sign() const noexcept { return sign_; }
    /// Digits to the base of 10000; neither the first nor the last is 0, so 0 has none.
    std::span<const std::int16_t> digits() const noexcept { return digits_; }
    /// The power of 10000 that the first digit counts.
    std::int32_t weight() const noexcept { return weight_; }
    /// Decimal digits after the point.
    std::uint16_t scale() const noexcept { return scale_; }

    /// The same number, whatever the scale. NaN is equal to itself, as in PostgreSQL.
    friend bool operator==(const numeric& a, const numeric& b) noexcept {
        return a.sign_ == b.sign_ && a.weight_ == b.weight_ && a.digits_ == b.digits_;
    }

private:
    explicit numeric(sign_type sign) : sign_(sign) {}
    void assign(std::int64_t value);

    std::vector<std::int16_t> digits_;
    std::int32_t weight_ = 0;
    sign_type sign_ = sign_type::positive;
    std::uint16_t scale_ = 0;
};

template <>
struct codec<numeric> : codec_for<oids::numeric, oids::numeric_array> {
    static void encode_binary(wire::byte_writer& to, const numeric& value);
    static bool decode_binary(wire::bytes_view from, numeric& out);
    static void encode_text(std::string& to, const numeric& value);
    static bool decode_text(std::string_view from, numeric& out);
};

}  // namespace kornak

#endif
