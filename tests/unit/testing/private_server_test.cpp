#include <kornak/testing/private_server.hpp>

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <ostream>
#include <stdexcept>

#include "testing/process.hpp"

namespace kornak::testing {
namespace {

namespace fs = std::filesystem;

// psql is somebody else's client: what it sees does not depend on Kornak's own idea of the protocol.
std::string psql(const std::string& conninfo, const std::string& sql) {
    return run(
        {"psql", "--no-psqlrc", "--no-password", "--tuples-only", "--no-align", conninfo, "--command", sql},
        {.environment = {"PATH=/usr/bin:/bin", "HOME=/nowhere", "LC_ALL=C"}});
}

// Empty: the login succeeded.
std::string refusal(const std::string& conninfo) {
    try {
        psql(conninfo, "select 1");
        return "";
    } catch (const std::runtime_error& e) {
        return e.what();
    }
}

const server_address& server() {
    static const server_address found = private_server::running();
    return found;
}

std::string over_tcp(const std::string& role, const std::string& parameters) {
    return "host=127.0.0.1 port=" + std::to_string(server().port()) + " dbname=kornak user=" + role + " " +
           parameters;
}

std::string certificate(const std::string& name) {
    return server().certificate_directory() + "/" + name;
}

TEST(private_server, lets_its_superuser_in_over_the_unix_socket) {
    EXPECT_EQ(psql(server().conninfo(),
                   "select current_user, current_database(), usesuper from pg_user "
                   "where usename = current_user"),
              "kornak|kornak|t\n");
}

TEST(private_server, is_a_server_of_utf8_and_utc) {
    EXPECT_EQ(psql(server().conninfo(), "show server_encoding"), "UTF8\n");
    EXPECT_EQ(psql(server().conninfo(), "show timezone"), "UTC\n");
}

enum class login { without_password, with_password, refused };

struct role_case {
    const char* role;
    login unix_socket, tls, plain;

    friend void PrintTo(const role_case& c, std::ostream* out) { *out << c.role; }
};

class private_server_roles : public ::testing::TestWithParam<role_case> {
protected:
    static void expect(login expected, const std::string& conninfo) {
        SCOPED_TRACE(conninfo);
        const std::string right = " password=" + std::string{private_server::password};
        EXPECT_EQ(refusal(conninfo).empty(), expected == login::without_password);
        EXPECT_EQ(refusal(conninfo + " password=wrong").empty(), expected == login::without_password);
        EXPECT_EQ(refusal(conninfo + right).empty(), expected != login::refused);
    }
};

TEST_P(private_server_roles, log_in_as_documented) {
    const role_case& c = GetParam();
    expect(c.unix_socket, "host=" + server().socket_directory() + " port=" + std::to_string(server().port()) +
                              " dbname=kornak user=" + c.role);
    expect(c.tls, over_tcp(c.role, "sslmode=require"));
    expect(c.plain, over_tcp(c.role, "sslmode=disable"));
}

INSTANTIATE_TEST_SUITE_P(
    all, private_server_roles,
    ::testing::Values(
        role_case{"kornak", login::without_password, login::refused, login::refused},
        role_case{"kornak_trust", login::without_password, login::without_password, login::without_password},
        role_case{"kornak_scram", login::with_password, login::with_password, login::with_password},
        role_case{"kornak_md5", login::with_password, login::with_password, login::with_password},
        role_case{"kornak_password", login::with_password, login::with_password, login::with_password},
        role_case{"kornak_cert", login::refused, login::refused, login::refused},
        role_case{"kornak_ssl_only", login::refused, login::without_password, login::refused},
        role_case{"kornak_nossl", login::refused, login::refused, login::without_password}),
    [](const auto& instance) { return std::string{instance.param.role}; });

TEST(private_server, keeps_passwords_as_the_roles_say) {
    EXPECT_EQ(psql(server().conninfo(),
                   "select rolname, split_part(substr(rolpassword, 1, 14), '$', 1) ~ '^md5' from pg_authid "
                   "where rolpassword is not null and rolname like 'kornak%' order by 1"),
              "kornak_md5|t\nkornak_password|f\nkornak_scram|f\n");
}

TEST(private_server, treats_members_of_a_role_like_the_role) {
    psql(server().conninfo(), "drop role if exists \"zoë\"");
    psql(server().conninfo(), "create role \"zoë\" login password 'Grün' in role kornak_scram");
    EXPECT_EQ(refusal(over_tcp("zoë", "password=Grün")), "");
    EXPECT_NE(refusal(over_tcp("zoë", "password=Blau")), "");
}

TEST(private_server, knows_its_client_by_a_certificate) {
    const std::string shown = "sslmode=require sslcert=" + certificate("kornak_cert.crt");
    EXPECT_EQ(refusal(over_tcp("kornak_cert", shown + " sslkey=" + certificate("kornak_cert.key"))), "");
    const std::string encrypted = shown + " sslkey=" + certificate("kornak_cert_encrypted.key");
    EXPECT_EQ(refusal(over_tcp("kornak_cert",
                               encrypted + " sslpassword=" + std::string{private_server::key_password})),
              "");
    EXPECT_NE(refusal(over_tcp("kornak_cert", encrypted + " sslpassword=wrong")), "");
}

TEST(private_server, has_a_certificate_for_localhost_and_its_address) {
    const std::string verified = "sslmode=verify-full sslrootcert=" + certificate("root.crt");
    EXPECT_EQ(refusal(over_tcp("kornak_trust", verified)), "");
    EXPECT_EQ(refusal(over_tcp("kornak_trust", "host=localhost " + verified)), "");
    EXPECT_NE(refusal(over_tcp("kornak_trust", "host=elsewhere hostaddr=127.0.0.1 " + verified)), "");
    EXPECT_NE(
        refusal(over_tcp("kornak_trust", "sslmode=verify-ca sslrootcert=" + certificate("other_root.crt"))),
        "");
}

TEST(private_server, has_revocation_lists_with_and_without_its_certificate) {
    const std::string verified = "sslmode=verify-ca sslrootcert=" + certificate("root.crt") + " sslcrl=";
    EXPECT_EQ(refusal(over_tcp("kornak_trust", verified + certificate("root.crl"))), "");
    EXPECT_NE(refusal(over_tcp("kornak_trust", verified + certificate("server_revoked.crl"))), "");
}

TEST(private_server, stops_and_removes_its_directory_with_the_object) {
    fs::path directory;
    pid_t id = 0;
    {
        const private_server temporary;
        directory = temporary.socket_directory();
        std::ifstream{directory / "data/postmaster.pid"} >> id;
        ASSERT_EQ(kill(id, 0), 0);
    }
    EXPECT_EQ(kill(id, 0), -1);
    EXPECT_FALSE(fs::exists(directory));
}

TEST(private_server, takes_settings_that_win_over_its_own) {
    const private_server small{{"max_connections = 7", "timezone = 'Asia/Kathmandu'"}};
    EXPECT_EQ(psql(small.conninfo(), "show max_connections"), "7\n");
    EXPECT_EQ(psql(small.conninfo(), "show timezone"), "Asia/Kathmandu\n");
}

TEST(private_server, tells_what_the_server_said_when_it_does_not_start) {
    try {
        const private_server impossible{{"no_such_setting = on"}};
        FAIL() << "it started";
    } catch (const std::runtime_error& e) {
        EXPECT_NE(std::string{e.what()}.find("no_such_setting"), std::string::npos) << e.what();
    }
}

// Sets a variable of the environment for as long as it lives.
class variable {
public:
    variable(const char* name, const std::string& value) : name_(name) {
        if (const char* const before = std::getenv(name))
            before_ = before;
        setenv(name, value.c_str(), 1);
    }
    ~variable() {
        if (before_)
            setenv(name_, before_->c_str(), 1);
        else
            unsetenv(name_);
    }
    variable(const variable&) = delete;
    variable& operator=(const variable&) = delete;

private:
    const char* name_;
    std::optional<std::string> before_;
};

TEST(private_server, names_the_variable_that_leads_to_no_server) {
    const variable bindir{"KORNAK_PG_BINDIR", "/nowhere"};
    try {
        const private_server impossible;
        FAIL() << "it started";
    } catch (const std::runtime_error& e) {
        EXPECT_STREQ(e.what(),
                     "KORNAK_PG_BINDIR is /nowhere, which does not hold the programs postgres and initdb");
    }
}

TEST(private_server, running_is_the_one_that_the_environment_names) {
    const variable dsn{"KORNAK_TEST_DSN", "host=/some/where"};
    const variable host{"PGHOST", "/some/where"};
    const variable port{"PGPORT", "5499"};
    const variable certificates{"KORNAK_TEST_CERTS", "/certificates"};
    const server_address named = private_server::running();
    EXPECT_EQ(named.conninfo(), "host=/some/where");
    EXPECT_EQ(named.socket_directory(), "/some/where");
    EXPECT_EQ(named.port(), 5499);
    EXPECT_EQ(named.certificate_directory(), "/certificates");
    EXPECT_EQ(
        named.environment(),
        (std::vector<std::string>{"PGHOST=/some/where", "PGPORT=5499", "PGUSER=kornak", "PGDATABASE=kornak",
                                  "KORNAK_TEST_DSN=host=/some/where", "KORNAK_TEST_CERTS=/certificates"}));
}

}  // namespace
}  // namespace kornak::testing
