#ifndef KORNAK_TYPES_DATE_STYLE_HPP
#define KORNAK_TYPES_DATE_STYLE_HPP

#include <cstdint>
#include <optional>
#include <string_view>

namespace kornak::types {

enum class date_format : std::uint8_t { iso, sql, postgres, german };
enum class date_order : std::uint8_t { mdy, dmy, ymd };

/// The parameter DateStyle: how a server writes dates as text.
struct date_style {
    date_format format = date_format::iso;
    date_order order = date_order::mdy;  ///< decides only in the formats `sql` and `postgres`

    bool operator==(const date_style&) const = default;
};

/// Reads the value that a server reports for DateStyle ("ISO, MDY"); empty if it is not one.
std::optional<date_style> parse_date_style(std::string_view value) noexcept;

}  // namespace kornak::types

#endif
