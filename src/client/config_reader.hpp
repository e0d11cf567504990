#ifndef KORNAK_CLIENT_CONFIG_READER_HPP
#define KORNAK_CLIENT_CONFIG_READER_HPP

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <kornak/config.hpp>

namespace kornak::client {

// The spellings of an enumeration's values.
template <class Enum, std::size_t N>
using choices = std::array<std::pair<std::string_view, Enum>, N>;

/// Reads typed values out of a config.
///
/// The reader is *sticky*: it remembers the first value that is not what it should be and goes on with a
/// default, so that whoever reads checks once, at the end. Lifetime: the config must outlive the reader and
/// its views.
class config_reader {
public:
    explicit config_reader(const config& values) noexcept : values_(&values) {}

    std::string_view text(std::string_view keyword) const noexcept {
        return values_->get(keyword).value_or("");
    }

    bool is_set(std::string_view keyword) const noexcept { return values_->get(keyword).has_value(); }

    /// An integer of 32 bits; `when_absent` where the value is missing or empty.
    int integer(std::string_view keyword, int when_absent);

    /// One of `allowed`, the first of which is also what a missing value means.
    template <class Enum, std::size_t N>
    Enum choice(std::string_view keyword, const choices<Enum, N>& allowed) {
        const auto value = values_->get(keyword);
        if (!value)
            return allowed[0].second;
        std::string spellings;
        for (const auto& [spelling, meaning] : allowed) {
            if (*value == spelling)
                return meaning;
            spellings.append(spellings.empty() ? "\"" : ", \"").append(spelling) += '"';
        }
        refuse(keyword, *value, "allowed: " + spellings);
        return allowed[0].second;
    }

    /// Remembers that `value` is not acceptable for `keyword`. Never for secrets: shows the value, shortened.
    void refuse(std::string_view keyword, std::string_view value, std::string_view reason);
    /// Remembers any other reason.
    void fail(std::string message);

    const std::optional<failure>& first_failure() const noexcept { return why_; }

private:
    const config* values_;
    std::optional<failure> why_;
};

/// The decimal integer in `text`, between spaces or not.
std::optional<int> parse_integer(std::string_view text) noexcept;

}  // namespace kornak::client

#endif
