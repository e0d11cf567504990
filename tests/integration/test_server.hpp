#ifndef KORNAK_TESTS_INTEGRATION_TEST_SERVER_HPP
#define KORNAK_TESTS_INTEGRATION_TEST_SERVER_HPP

#include <string>

#include <kornak/connection.hpp>
#include <kornak/testing/private_server.hpp>

namespace kornak::integration {

/// The server that all tests of this program use. They keep to temporary tables and to objects of their own
/// names.
inline const testing::server_address& test_server() {
    static const testing::server_address found = testing::private_server::running();
    return found;
}

/// As its superuser. `more`: keywords to add to the conninfo.
inline connection connect(const std::string& more = {}) {
    return connection(test_server().conninfo() + " " + more);
}

/// The major version: 15.
inline int server_version(connection& db) {
    return db.query_one<int>("select current_setting('server_version_num')::int / 10000");
}

}  // namespace kornak::integration

#endif
