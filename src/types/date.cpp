#include <kornak/types/date.hpp>

#include "types/temporal_text.hpp"

namespace kornak {

bool types::decode_date_text(std::string_view from, date_style style, date& out) noexcept {
    if (from == "infinity" || from == "-infinity") {
        out = from[0] == '-' ? date::minus_infinity() : date::infinity();
        return true;
    }
    text_scanner scanner{from};
    civil_date civil = scan_date(scanner, style);
    scan_era(scanner, civil);
    if (!scanner.complete())
        return false;
    const std::int64_t days = days_from_civil(civil);
    if (days < first_day || days > last_day)
        return false;
    out = date{static_cast<std::int32_t>(days)};
    return true;
}

void codec<date>::encode_text(std::string& to, const date& value) {
    if (!value.is_finite()) {
        to += value == date::infinity() ? "infinity" : "-infinity";
        return;
    }
    const auto civil = types::civil_from_days(value.days_since_2000());
    types::append_iso_date(to, civil);
    types::append_era(to, civil);
}

}  // namespace kornak
