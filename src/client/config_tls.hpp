#ifndef KORNAK_CLIENT_CONFIG_TLS_HPP
#define KORNAK_CLIENT_CONFIG_TLS_HPP

#include "client/config_reader.hpp"
#include "client/environment.hpp"
#include "net/connect_settings.hpp"

namespace kornak::client {

/// All keywords that begin with "ssl". PostgreSQL documentation, chapter "SSL Support".
net::tls_settings read_tls(config_reader& values, const environment& env);

}  // namespace kornak::client

#endif
