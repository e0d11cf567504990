#include <kornak/types/numeric.hpp>

#include <algorithm>
#include <limits>

#include <kornak/types/scalar.hpp>

#include "types/append_padded.hpp"
#include "types/equals_ignoring_case.hpp"
#include "types/text_scanner.hpp"

namespace kornak {
namespace {

constexpr int group_width = 4;  // decimal digits in a digit to the base of 10000
constexpr std::int64_t max_weight = std::numeric_limits<std::int16_t>::max();

constexpr int zeros_at_end(int group) noexcept {
    int zeros = 0;
    for (; zeros < group_width && group % 10 == 0; group /= 10)
        ++zeros;
    return zeros;
}

/// A number as it is written: its decimal digits without the point, and how many of them are after the point.
/// With the exponent taken into account these may be fewer than none, or more than there are.
struct written_number {
    std::string digits;
    std::int64_t scale = 0;
};

std::optional<written_number> scan_number(std::string_view text) {
    types::text_scanner from{text};
    written_number number;
    number.digits = from.digits();
    if (from.accept('.')) {
        const auto fraction = from.digits();
        number.digits += fraction;
        number.scale = static_cast<std::int64_t>(fraction.size());
    }
    if (number.digits.empty())
        return std::nullopt;
    if (from.accept('e') || from.accept('E')) {
        const int sign = from.sign();
        number.scale -= sign * from.number(1, 9);
    }
    if (!from.complete())
        return std::nullopt;
    return number;
}

constexpr bool is_known(numeric::sign_type sign) noexcept {
    switch (sign) {
        case numeric::sign_type::positive:
        case numeric::sign_type::negative:
        case numeric::sign_type::not_a_number:
        case numeric::sign_type::infinity:
        case numeric::sign_type::minus_infinity: return true;
    }
    return false;
}

std::vector<std::int16_t> group_digits(std::string_view decimal) {
    std::vector<std::int16_t> groups;
    groups.reserve(decimal.size() / group_width);
    for (std::size_t i = 0; i < decimal.size(); i += group_width) {
        int group = 0;
        for (const char digit : decimal.substr(i, group_width))
            group = group * 10 + (digit - '0');
        groups.push_back(static_cast<std::int16_t>(group));
    }
    return groups;
}

/// The digit that counts 10000^weight, whether the number has it or not.
std::int16_t digit_of_weight(const numeric& number, std::int32_t weight) noexcept {
    const std::int32_t index = number.weight() - weight;
    if (index < 0 || index >= std::ssize(number.digits()))
        return 0;
    return number.digits()[static_cast<std::size_t>(index)];
}

}  // namespace

std::optional<numeric> numeric::from_digits(sign_type sign, std::int32_t weight,
                                            std::vector<std::int16_t> digits, std::uint16_t scale) {
    if (std::ranges::any_of(digits, [](std::int16_t digit) { return digit < 0 || digit >= base; }))
        return std::nullopt;
    if (scale > max_scale)
        return std::nullopt;
    numeric result{sign};
    if (!result.is_finite())
        return result;

    const auto is_digit = [](std::int16_t digit) { return digit != 0; };
    const auto first = std::ranges::find_if(digits, is_digit);
    const std::int64_t top = std::int64_t{weight} - (first - digits.begin());
    digits.erase(digits.begin(), first);
    while (!digits.empty() && digits.back() == 0)
        digits.pop_back();
    result.scale_ = scale;
    if (digits.empty()) {
        result.sign_ = sign_type::positive;
        return result;
    }

    const auto count = static_cast<std::int64_t>(digits.size());
    const std::int64_t shown = group_width * (count - 1 - top) - zeros_at_end(digits.back());
    if (top > max_weight || shown > max_scale)
        return std::nullopt;
    result.scale_ = static_cast<std::uint16_t>(std::max<std::int64_t>(scale, shown));
    result.weight_ = static_cast<std::int32_t>(top);
    result.digits_ = std::move(digits);
    return result;
}

std::optional<numeric> numeric::parse(std::string_view text) {
    if (types::equals_ignoring_case(text, "nan"))
        return nan();
    const bool is_negative = text.starts_with('-');
    if (is_negative || text.starts_with('+'))
        text.remove_prefix(1);
    if (types::equals_ignoring_case(text, "infinity") || types::equals_ignoring_case(text, "inf"))
        return is_negative ? minus_infinity() : infinity();

    const auto number = scan_number(text);
    if (!number || number->scale > max_scale)
        return std::nullopt;
    const auto scale = static_cast<std::uint16_t>(std::max<std::int64_t>(number->scale, 0));
    const auto first = number->digits.find_first_not_of('0');
    if (first == number->digits.npos)
        return from_digits(sign_type::positive, 0, {}, scale);

    // The power of ten that the first digit counts, and the group of four it is in; a shift rounds down.
    const std::int64_t power = static_cast<std::int64_t>(number->digits.size() - first) - 1 - number->scale;
    const std::int64_t weight = power >> 2;
    if (weight > max_weight)
        return std::nullopt;
    std::string decimal(static_cast<std::size_t>(3 - (power & 3)), '0');
    decimal.append(number->digits, first);
    decimal.append((group_width - decimal.size() % group_width) % group_width, '0');
    return from_digits(is_negative ? sign_type::negative : sign_type::positive,
                       static_cast<std::int32_t>(weight), group_digits(decimal), scale);
}

void numeric::assign(std::int64_t value) {
    sign_ = value < 0 ? sign_type::negative : sign_type::positive;
    auto magnitude = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    std::int32_t groups = 0;
    for (; magnitude != 0; magnitude /= base, ++groups)
        if (const auto group = magnitude % base; group != 0 || !digits_.empty())
            digits_.push_back(static_cast<std::int16_t>(group));
    std::ranges::reverse(digits_);
    weight_ = std::max(groups - 1, 0);
}

std::string numeric::to_string() const {
    std::string text;
    codec<numeric>::encode_text(text, *this);
    return text;
}

std::optional<std::int64_t> numeric::to_int64() const noexcept {
    const bool is_whole = std::ssize(digits_) <= weight_ + 1;
    if (!is_finite() || !is_whole)
        return std::nullopt;
    std::int64_t value = 0;
    for (std::int32_t weight = weight_; weight >= 0; --weight) {
        const int magnitude = digit_of_weight(*this, weight);
        const int digit = sign_ == sign_type::negative ? -magnitude : magnitude;
        if (__builtin_mul_overflow(value, base, &value) || __builtin_add_overflow(value, digit, &value))
            return std::nullopt;
    }
    return value;
}

std::optional<double> numeric::to_double() const {
    using limits = std::numeric_limits<double>;
    if (sign_ == sign_type::not_a_number)
        return limits::quiet_NaN();
    if (sign_ == sign_type::infinity)
        return limits::infinity();
    if (sign_ == sign_type::minus_infinity)
        return -limits::infinity();
    double value = 0;
    if (types::parse_float(to_string(), value))
        return value;
    // Too great or too small for a double; the latter is nearest to zero.
    if (weight_ >= 0)
        return std::nullopt;
    return sign_ == sign_type::negative ? -0.0 : 0.0;
}

// The weight fits because from_digits() sees to it. The count is unsigned on the wire: it may pass 32767.
void codec<numeric>::encode_binary(wire::byte_writer& to, const numeric& value) {
    to.i16(static_cast<std::int16_t>(value.digits().size()));
    to.i16(static_cast<std::int16_t>(value.weight()));
    to.i16(static_cast<std::int16_t>(value.sign()));
    to.i16(static_cast<std::int16_t>(value.scale()));
    for (const std::int16_t digit : value.digits())
        to.i16(digit);
}

bool codec<numeric>::decode_binary(wire::bytes_view from, numeric& out) {
    wire::byte_reader reader{from};
    const std::size_t count = reader.u16();
    const std::int16_t weight = reader.i16();
    const auto sign = static_cast<numeric::sign_type>(reader.u16());
    const std::uint16_t scale = reader.u16();
    if (!is_known(sign) || reader.remaining() != count * sizeof(std::int16_t))
        return false;
    std::vector<std::int16_t> digits(count);
    for (std::int16_t& digit : digits)
        digit = reader.i16();
    auto value =
        reader.complete() ? numeric::from_digits(sign, weight, std::move(digits), scale) : std::nullopt;
    if (!value)
        return false;
    out = *std::move(value);
    return true;
}

void codec<numeric>::encode_text(std::string& to, const numeric& value) {
    switch (value.sign()) {
        case numeric::sign_type::positive: break;
        case numeric::sign_type::negative: to += '-'; break;
        case numeric::sign_type::not_a_number: to += "NaN"; return;
        case numeric::sign_type::infinity: to += "Infinity"; return;
        case numeric::sign_type::minus_infinity: to += "-Infinity"; return;
    }
    const std::int32_t top = std::max(value.weight(), 0);
    types::append_integer(to, digit_of_weight(value, top));
    for (std::int32_t weight = top - 1; weight >= 0; --weight)
        types::append_padded(to, digit_of_weight(value, weight), group_width);
    if (value.scale() == 0)
        return;
    to += '.';
    const std::size_t end = to.size() + value.scale();
    for (std::int32_t weight = -1; to.size() < end; --weight)
        types::append_padded(to, digit_of_weight(value, weight), group_width);
    to.resize(end);
}

bool codec<numeric>::decode_text(std::string_view from, numeric& out) {
    auto value = numeric::parse(from);
    if (!value)
        return false;
    out = *std::move(value);
    return true;
}

}  // namespace kornak
