#ifndef KORNAK_CLIENT_SERVICE_FILE_HPP
#define KORNAK_CLIENT_SERVICE_FILE_HPP

#include <optional>
#include <string>
#include <string_view>

#include <kornak/config.hpp>

#include "client/environment.hpp"

namespace kornak::client {

/// The entries of section `[service]` of a service file; an empty optional: it has no such section. `path` is
/// for messages. PostgreSQL documentation, section "The Connection Service File".
/// Errors: usage, with path and line.
expected<std::optional<config>> find_service(std::string_view content, std::string_view service,
                                             const std::string& path);

/// The service that `given` or the environment names, an empty config if none is named. Looked for in the
/// file that `given` or the environment names (else in the home directory), then in the system-wide one.
/// Errors: usage (no such service, a named file that cannot be read, a mistake in the file).
expected<config> load_service(const config& given, const environment& env);

}  // namespace kornak::client

#endif
