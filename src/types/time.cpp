#include <kornak/types/time.hpp>

#include "types/temporal_text.hpp"

namespace kornak {

void codec<time>::encode_text(std::string& to, const time& value) {
    types::append_clock(to, static_cast<std::uint64_t>(value.since_midnight().count()));
}

bool codec<time>::decode_text(std::string_view from, time& out) noexcept {
    types::text_scanner scanner{from};
    const auto value = time::from(std::chrono::microseconds{types::scan_clock(scanner)});
    out = value.value_or(time{});
    return value && scanner.complete();
}

void codec<timetz>::encode_text(std::string& to, const timetz& value) {
    codec<time>::encode_text(to, value.time_of_day);
    types::append_zone(to, value.seconds_west);
}

bool codec<timetz>::decode_text(std::string_view from, timetz& out) noexcept {
    types::text_scanner scanner{from};
    const auto value = time::from(std::chrono::microseconds{types::scan_clock(scanner)});
    out.time_of_day = value.value_or(time{});
    out.seconds_west = types::scan_zone(scanner);
    return value && scanner.complete();
}

}  // namespace kornak
