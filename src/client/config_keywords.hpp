#ifndef KORNAK_CLIENT_CONFIG_KEYWORDS_HPP
#define KORNAK_CLIENT_CONFIG_KEYWORDS_HPP

#include <string_view>

#include <kornak/config.hpp>

namespace kornak::client {

/// Null: there is no such keyword.
const config_keyword* find_keyword(std::string_view keyword) noexcept;

/// No keyword of its own any more, but a way to set "sslmode".
inline constexpr std::string_view obsolete_keyword = "requiressl";

/// Whether config::try_set takes `keyword`.
bool is_settable(std::string_view keyword) noexcept;

/// Says that `keyword` does not exist, and which one may have been meant. `keyword` itself is shown only
/// where it looks like one: after a mistake in a connection string it may be a piece of a password.
failure unknown_keyword(std::string_view keyword);

}  // namespace kornak::client

#endif
