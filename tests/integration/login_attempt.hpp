#ifndef KORNAK_TESTS_INTEGRATION_LOGIN_ATTEMPT_HPP
#define KORNAK_TESTS_INTEGRATION_LOGIN_ATTEMPT_HPP

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "integration/test_server.hpp"
#include "integration/thrown_by.hpp"
#include "testing/temporary_directory.hpp"

namespace kornak::integration {

/// Of every role of the test server that has one; and one that none has.
inline const std::string right_password(testing::private_server::password);
inline const std::string wrong_password = "close-sesame";

/// What came of an attempt to connect.
struct login_attempt {
    enum class outcome { refused, plain, encrypted };
    outcome what = outcome::refused;
    std::string user, message, sqlstate;
};

/// Whatever comes of it, no password is told.
inline login_attempt log_in(const std::string& conninfo) {
    login_attempt a;
    try {
        connection db(conninfo);
        a.what = db.encrypted() ? login_attempt::outcome::encrypted : login_attempt::outcome::plain;
        a.user = db.query_one<std::string>("select current_user");
        EXPECT_EQ(db.encrypted(),
                  db.query_one<bool>("select ssl from pg_stat_ssl where pid = pg_backend_pid()"));
    } catch (const connection_error& e) {
        a.message = e.what();
        a.sqlstate = e.why().server ? e.why().server->sqlstate : "";
        EXPECT_FALSE(e.sent());
        EXPECT_FALSE(contains(a.message, right_password)) << a.message;
        EXPECT_FALSE(contains(a.message, wrong_password)) << a.message;
    }
    return a;
}

inline std::string port() {
    return std::to_string(test_server().port());
}

/// A conninfo for 127.0.0.1. `more`: keywords that come behind and win.
inline std::string over_tcp(const std::string& role, const std::string& more = {}) {
    return "host=127.0.0.1 port=" + port() + " dbname=kornak user=" + role + " " + more;
}

inline std::string over_socket(const std::string& role, const std::string& more = {}) {
    return "host=" + test_server().socket_directory() + " port=" + port() + " dbname=kornak user=" + role +
           " " + more;
}

/// A file of the server's certificate directory, behind its keyword.
inline std::string in_file(const std::string& keyword, const std::string& name) {
    return keyword + "=" + test_server().certificate_directory() + "/" + name + " ";
}

/// Tests with a home directory of their own: the user's password file, certificates and services have no say.
class login_test : public ::testing::Test {
protected:
    void SetUp() override {
        if (test_server().certificate_directory().empty())
            GTEST_SKIP() << "this server does not have the roles of a private one";
        ::setenv("HOME", home_.path().c_str(), 1);
    }

    /// Writes a file into the home directory and tells its path.
    std::string write(const std::string& name, const std::string& content,
                      unsigned permissions = 0600) const {
        const auto path = home_.path() / name;
        std::ofstream(path) << content;
        std::filesystem::permissions(path, static_cast<std::filesystem::perms>(permissions));
        return path.string();
    }

    /// The same, with the content of a file of the server's certificate directory.
    std::string copy_of(const std::string& name, unsigned permissions) const {
        std::ifstream original(test_server().certificate_directory() + "/" + name);
        return write(name, {std::istreambuf_iterator<char>(original), {}}, permissions);
    }

private:
    testing::temporary_directory home_;
};

}  // namespace kornak::integration

#endif
