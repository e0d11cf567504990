#ifndef KORNAK_CLIENT_CONFIG_DEFAULTS_HPP
#define KORNAK_CLIENT_CONFIG_DEFAULTS_HPP

#include <kornak/config.hpp>

#include "client/environment.hpp"

namespace kornak::client {

/// Every keyword that has a value, wherever it comes from: `given` (a connection string as `dbname`
/// expanded), else the service, else the environment variable of the keyword, else its default. PostgreSQL
/// documentation, section "Environment Variables".
/// Errors: usage (the connection string in `dbname`, the service).
expected<config> with_defaults(const config& given, const environment& env);

}  // namespace kornak::client

#endif
