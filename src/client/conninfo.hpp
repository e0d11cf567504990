#ifndef KORNAK_CLIENT_CONNINFO_HPP
#define KORNAK_CLIENT_CONNINFO_HPP

#include <string>
#include <string_view>

#include <kornak/config.hpp>

namespace kornak::client {

/// Reads `keyword=value keyword=value`: PostgreSQL documentation, section "Keyword/Value Connection Strings".
expected<config> parse_key_values(std::string_view conninfo);

/// Appends `keyword=value`, quoted as needed and with a space before it unless it is the first.
void append_key_value(std::string& conninfo, std::string_view keyword, std::string_view value);

/// `given` with a `dbname` that is itself a connection string replaced by what that says. What stands before
/// it in `given` is overridden, what stands after it overrides.
/// Errors: as config::parse.
expected<config> expand_dbname(const config& given);

}  // namespace kornak::client

#endif
