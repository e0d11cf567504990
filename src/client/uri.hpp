#ifndef KORNAK_CLIENT_URI_HPP
#define KORNAK_CLIENT_URI_HPP

#include <string_view>

#include <kornak/config.hpp>

namespace kornak::client {

/// Begins with `postgresql://` or `postgres://`.
bool is_uri(std::string_view conninfo) noexcept;

/// Reads a connection URI: PostgreSQL documentation, section "Connection URIs". Precondition: is_uri(uri).
expected<config> parse_uri(std::string_view uri);

}  // namespace kornak::client

#endif
