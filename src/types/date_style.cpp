#include <kornak/types/date_style.hpp>

namespace kornak::types {
namespace {

std::optional<date_format> parse_format(std::string_view name) noexcept {
    if (name == "ISO")
        return date_format::iso;
    if (name == "SQL")
        return date_format::sql;
    if (name == "Postgres")
        return date_format::postgres;
    if (name == "German")
        return date_format::german;
    return std::nullopt;
}

std::optional<date_order> parse_order(std::string_view name) noexcept {
    if (name == "MDY")
        return date_order::mdy;
    if (name == "DMY")
        return date_order::dmy;
    if (name == "YMD")
        return date_order::ymd;
    return std::nullopt;
}

}  // namespace

std::optional<date_style> parse_date_style(std::string_view value) noexcept {
    constexpr std::string_view separator = ", ";
    const auto comma = value.find(separator);
    if (comma == value.npos)
        return std::nullopt;
    const auto format = parse_format(value.substr(0, comma));
    const auto order = parse_order(value.substr(comma + separator.size()));
    if (!format || !order)
        return std::nullopt;
    return date_style{*format, *order};
}

}  // namespace kornak::types
