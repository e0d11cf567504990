#ifndef KORNAK_CLIENT_CONFIG_RESOLVER_HPP
#define KORNAK_CLIENT_CONFIG_RESOLVER_HPP

#include <string>
#include <vector>

#include <kornak/config.hpp>

#include "client/environment.hpp"
#include "net/connect_settings.hpp"

namespace kornak::client {

struct resolved_config {
    net::connect_settings settings;
    std::vector<std::string> warnings;  // what the user should know although it does not prevent connecting
};

/// What connecting with `given` means here and now, complete and checked. A `dbname` that is a URI or has a
/// "=" in it is taken as a connection string. Values not given come from the service file, then the
/// environment, then the defaults; passwords not given from the password file.
/// Effects: reads files, opens no connection.
/// Errors: usage, naming the keyword and what it may be; no message shows a secret.
expected<resolved_config> resolve(const config& given, const environment& env);

}  // namespace kornak::client

#endif
