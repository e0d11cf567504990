#ifndef KORNAK_TESTS_NET_CONNECT_TEST_SETTINGS_HPP
#define KORNAK_TESTS_NET_CONNECT_TEST_SETTINGS_HPP

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "net/connect_blocking.hpp"

namespace peer_test {

/// Settings for servers on 127.0.0.1, without TLS. What would wait for ever fails after a while instead.
inline kornak::net::connect_settings settings_for(const std::vector<std::uint16_t>& ports) {
    kornak::net::connect_settings s;
    s.user = "joe";
    s.dbname = "shop";
    s.tls.mode = kornak::net::ssl_mode::disable;
    s.connect_timeout = std::chrono::seconds(10);
    for (const auto port : ports) {
        kornak::net::endpoint e;
        e.host = "127.0.0.1";
        e.port = port;
        s.endpoints.push_back(e);
    }
    return s;
}

inline kornak::expected<kornak::net::connected> connect(kornak::net::connect_settings s) {
    kornak::net::progress quiet;
    return kornak::net::connect_blocking(std::move(s), quiet);
}

/// Why there is no connection; nothing when there is one.
inline kornak::failure failure_of(kornak::net::connect_settings s) {
    auto c = connect(std::move(s));
    return c ? kornak::failure{} : c.error();
}

inline std::string at_port(std::uint16_t port) {
    return "connection to server at \"127.0.0.1\", port " + std::to_string(port) + " failed: ";
}

}  // namespace peer_test

#endif
