#include "client/config_endpoints.hpp"

#include <string>

#include <gtest/gtest.h>

#include "config_test_environment.hpp"

namespace kornak::client {
namespace {

std::string described(const std::vector<net::endpoint>& endpoints) {
    std::string text;
    for (const auto& place : endpoints)
        text +=
            (text.empty() ? "" : " ") + place.host + '|' + place.hostaddr + '|' + std::to_string(place.port);
    return text;
}

TEST(config_endpoints, come_from_lists_of_hosts_addresses_and_ports) {
    const struct {
        std::string_view given, endpoints;
    } cases[] = {
        {"host=a", "a||5432"},
        {"host=a port=''", "a||5432"},
        {"host=a port=1", "a||1"},
        {"host=a port=' 65535 '", "a||65535"},
        {"host=a,b", "a||5432 b||5432"},
        {"host=a,b port=1", "a||1 b||1"},
        {"host=a,b port=1,2", "a||1 b||2"},
        {"host=a,b port=,2", "a||5432 b||2"},
        {"host=a,b port=,", "a||5432 b||5432"},
        {"hostaddr=10.0.0.1", "|10.0.0.1|5432"},
        {"hostaddr=10.0.0.1,::1 port=1,2", "|10.0.0.1|1 |::1|2"},
        {"host=a,b hostaddr=10.0.0.1,10.0.0.2", "a|10.0.0.1|5432 b|10.0.0.2|5432"},
        {"host=a,b hostaddr=10.0.0.1,", "a|10.0.0.1|5432 b||5432"},
        {"host=,b hostaddr=,10.0.0.2", "localhost||5432 b|10.0.0.2|5432"},
        {"host=a,", "a||5432 localhost||5432"},
        {"host=/run/pg,@abstract", "/run/pg||5432 @abstract||5432"},
        {"port=1", "localhost||1"},
        {"", "localhost||5432"},
    };
    for (const auto& c : cases) {
        const config given(c.given);
        config_reader values(given);
        EXPECT_EQ(described(read_endpoints(values, test_environment())), c.endpoints) << c.given;
        EXPECT_FALSE(values.first_failure()) << c.given;
    }
}

TEST(config_endpoints, refuse_lists_that_do_not_match_and_ports_that_are_none) {
    const struct {
        std::string_view given, message;
    } cases[] = {
        {"host=a,b hostaddr=10.0.0.1", "\"host\" and \"hostaddr\" do not match: a list of 2 and a list of 1"},
        {"host=a hostaddr=,", "\"host\" and \"hostaddr\" do not match: a list of 1 and a list of 2"},
        {"host=a,b port=1,2,3", "\"port\" and \"host\" do not match: a list of 3 and a list of 2"},
        {"hostaddr=10.0.0.1 port=1,2", "\"port\" and \"hostaddr\" do not match: a list of 2 and a list of 1"},
        {"port=1,2", "\"port\" and \"host\" do not match: a list of 2 and a list of 1"},
        {"port=0", "invalid value \"0\" for connection option \"port\": expected a number from 1 to 65535"},
        {"port=65536", "invalid value \"65536\" for connection option \"port\""},
        {"port=-1", "invalid value \"-1\" for connection option \"port\""},
        {"port=99999999999", "invalid value for connection option \"port\": not a number"},
        {"host=a,b port=1,s3cret", "invalid value for connection option \"port\": not a number"},
        {"port=5432s3cret", "invalid value for connection option \"port\": not a number"},
    };
    for (const auto& c : cases) {
        const config given(c.given);
        config_reader values(given);
        read_endpoints(values, test_environment());
        ASSERT_TRUE(values.first_failure()) << c.given;
        const auto& message = values.first_failure()->message;
        EXPECT_NE(message.find(c.message), std::string::npos) << c.given << ": " << message;
        EXPECT_EQ(message.find("s3cret"), std::string::npos) << message;
    }
}

TEST(config_endpoints, are_by_default_the_socket_that_is_there) {
    const config given("port=5433");
    config_reader values(given);
    test_environment env;
    EXPECT_EQ(described(read_endpoints(values, env)), "localhost||5433");
    env.add("/tmp", file_kind::directory);
    EXPECT_EQ(described(read_endpoints(values, env)), "localhost||5433");
    env.add("/var/run/postgresql", file_kind::directory);
    EXPECT_EQ(described(read_endpoints(values, env)), "/var/run/postgresql||5433");
    env.add("/tmp/.s.PGSQL.5432", file_kind::socket);
    EXPECT_EQ(described(read_endpoints(values, env)), "/var/run/postgresql||5433");
    env.add("/tmp/.s.PGSQL.5433", file_kind::socket);
    EXPECT_EQ(described(read_endpoints(values, env)), "/tmp||5433");
    env.add("/var/run/postgresql/.s.PGSQL.5433", file_kind::regular);
    EXPECT_EQ(described(read_endpoints(values, env)), "/tmp||5433");
    env.add("/var/run/postgresql/.s.PGSQL.5433", file_kind::socket);
    EXPECT_EQ(described(read_endpoints(values, env)), "/var/run/postgresql||5433");
}

class config_passwords : public testing::Test {
protected:
    config_passwords() {
        env_.add("/var/run/postgresql", file_kind::directory);
        env_.add_file("/home/ada/.pgpass",
                      "a:1:shop:ada:of-a\n"
                      "b:*:*:*:of-b\n"
                      "10.0.0.1:*:*:*:of-address\n"
                      "localhost:*:*:*:of-localhost\n"
                      "/run/pg:*:*:*:of-socket\n"
                      "empty:*:*:*:\n");
        env_.add_file("/other", "*:*:*:*:of-other\n");
    }

    // The password of each endpoint; "!" marks one from the file.
    std::string passwords(std::string_view conninfo) {
        const config given(conninfo);
        config_reader values(given);
        net::connect_settings settings;
        settings.user = "ada";
        settings.dbname = "shop";
        settings.endpoints = read_endpoints(values, env_);
        warnings_.clear();
        add_passwords(settings, values, env_, warnings_);
        std::string text;
        for (const auto& place : settings.endpoints)
            text += (text.empty() ? "" : " ") + place.password + (place.password_from_file ? "!" : "");
        return text;
    }

    test_environment env_;
    std::vector<std::string> warnings_;
};

TEST_F(config_passwords, are_the_given_one_or_each_from_the_file) {
    const struct {
        std::string_view given, passwords;
    } cases[] = {
        {"host=a,b port=1 password=given", "given given"},
        {"host=a,b port=1", "of-a! of-b!"},
        {"host=a,b port=1 password=''", "of-a! of-b!"},
        {"host=a port=2", ""},
        {"hostaddr=10.0.0.1", "of-address!"},
        {"host=b hostaddr=10.0.0.1", "of-b!"},
        {"host=''", "of-localhost!"},
        {"host=/var/run/postgresql", "of-localhost!"},
        {"host=localhost", "of-localhost!"},
        {"host=/run/pg", "of-socket!"},
        {"host=/tmp", ""},
        {"host=empty", ""},
        {"host=a passfile=/other", "of-other!"},
        {"host=b passfile=/missing", ""},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(passwords(c.given), c.passwords) << c.given;
        EXPECT_TRUE(warnings_.empty()) << c.given;
    }
}

TEST_F(config_passwords, are_not_taken_from_a_file_that_others_may_read) {
    env_.files["/home/ada/.pgpass"].permissions = 0644;
    EXPECT_EQ(passwords("host=b"), "");
    ASSERT_EQ(warnings_.size(), 1u);
    EXPECT_NE(warnings_[0].find("/home/ada/.pgpass"), std::string::npos);
    EXPECT_EQ(passwords("host=b password=given"), "given");
    EXPECT_TRUE(warnings_.empty());
}

TEST_F(config_passwords, need_no_home_directory) {
    env_.home.clear();
    EXPECT_EQ(passwords("host=b"), "");
    EXPECT_EQ(passwords("host=b passfile=/other"), "of-other!");
}

}  // namespace
}  // namespace kornak::client
