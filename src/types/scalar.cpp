#include <kornak/types/scalar.hpp>

#include <charconv>
#include <cmath>

namespace kornak::types {
namespace {

// PostgreSQL writes a number out in full as long as that takes no more digits than the type guarantees
// (FLT_DIG, DBL_DIG) and no more than four zeros after the point; std::to_chars alone would choose by length.
template <class Float>
void append_shortest(std::string& to, Float value) {
    if (std::isnan(value)) {
        to += "NaN";
        return;
    }
    if (std::isinf(value)) {
        to += value < 0 ? "-Infinity" : "Infinity";
        return;
    }
    // No other number's shortest digits are those of these two, so the number itself can be compared.
    constexpr Float first_fixed = static_cast<Float>(1e-4);
    constexpr Float end_of_fixed = static_cast<Float>(sizeof(Float) == 4 ? 1e6 : 1e15);
    const Float magnitude = std::fabs(value);
    const bool fixed = magnitude == 0 || (magnitude >= first_fixed && magnitude < end_of_fixed);
    char digits[32];  // "-1.7976931348623157e+308" is the longest
    const auto written = std::to_chars(std::begin(digits), std::end(digits), value,
                                       fixed ? std::chars_format::fixed : std::chars_format::scientific);
    to.append(digits, written.ptr);
}

template <class Float>
bool parse(std::string_view text, Float& out) noexcept {
    using limits = std::numeric_limits<Float>;
    if (text == "NaN") {
        out = limits::quiet_NaN();
        return true;
    }
    if (text == "Infinity" || text == "-Infinity") {
        out = text[0] == '-' ? -limits::infinity() : limits::infinity();
        return true;
    }
    // std::from_chars would also read names of its own: "inf", "nan(1)".
    if (text.find_first_not_of("0123456789+-.eE") != text.npos)
        return false;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

void append_integer(std::string& to, std::int64_t value) {
    char digits[20];
    const auto written = std::to_chars(std::begin(digits), std::end(digits), value);
    to.append(digits, written.ptr);
}

bool parse_integer(std::string_view text, std::int64_t& out) noexcept {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc{} && end == text.data() + text.size();
}

void append_float(std::string& to, float value) {
    append_shortest(to, value);
}

void append_float(std::string& to, double value) {
    append_shortest(to, value);
}

bool parse_float(std::string_view text, float& out) noexcept {
    return parse(text, out);
}

bool parse_float(std::string_view text, double& out) noexcept {
    return parse(text, out);
}

}  // namespace kornak::types
