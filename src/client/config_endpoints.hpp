#ifndef KORNAK_CLIENT_CONFIG_ENDPOINTS_HPP
#define KORNAK_CLIENT_CONFIG_ENDPOINTS_HPP

#include <string>
#include <vector>

#include "client/config_reader.hpp"
#include "client/environment.hpp"
#include "net/connect_settings.hpp"

namespace kornak::client {

/// The places named by `host`, `hostaddr` and `port`, as yet without passwords: PostgreSQL documentation,
/// section "Specifying Multiple Hosts".
std::vector<net::endpoint> read_endpoints(config_reader& values, const environment& env);

/// Gives every endpoint of `settings` the password that was given, else the one the password file has for it.
/// Precondition: user and dbname are set.
void add_passwords(net::connect_settings& settings, const config_reader& values, const environment& env,
                   std::vector<std::string>& warnings);

}  // namespace kornak::client

#endif
