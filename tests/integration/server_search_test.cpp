// How a connection finds its server: host by host, by attributes, by files.
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <kornak/kornak.hpp>

#include "integration/login_attempt.hpp"

namespace kornak::integration {
namespace {

using outcome = login_attempt::outcome;

class server_search : public login_test {};

// A TCP port of the loopback interface that nobody listens on, and that nobody else can take.
class silent_port {
public:
    silent_port() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const native = reinterpret_cast<sockaddr*>(&address);
        EXPECT_EQ(::bind(socket_, native, size), 0);
        EXPECT_EQ(::getsockname(socket_, native, &size), 0);
        number_ = std::to_string(ntohs(address.sin_port));
    }
    ~silent_port() { ::close(socket_); }
    silent_port(const silent_port&) = delete;
    silent_port& operator=(const silent_port&) = delete;

    const std::string& number() const { return number_; }

private:
    int socket_;
    std::string number_;
};

TEST_F(server_search, says_that_nobody_listens) {
    const silent_port silent;
    const auto o = log_in("host=127.0.0.1 user=kornak_trust port=" + silent.number());
    EXPECT_PRED2(contains, o.message, "127.0.0.1");
    EXPECT_PRED2(contains, o.message, silent.number());
    EXPECT_PRED2(contains, o.message, "Connection refused");
    EXPECT_PRED2(contains, log_in("host=/nowhere port=7 user=x").message, "/nowhere/.s.PGSQL.7");
}

TEST_F(server_search, goes_from_host_to_host) {
    const silent_port silent, other;
    const auto hosts =
        "user=kornak_trust dbname=kornak host=127.0.0.1,127.0.0.1 port=" + silent.number() + ",";
    EXPECT_EQ(log_in(hosts + port()).user, "kornak_trust");
    EXPECT_EQ(log_in(hosts + port() + " load_balance_hosts=random").user, "kornak_trust");
    EXPECT_EQ(log_in("user=kornak_trust dbname=kornak host=/nowhere,localhost port=" + port()).user,
              "kornak_trust");
    const auto neither = log_in(hosts + other.number());
    EXPECT_PRED2(contains, neither.message, "all 2 connection attempts failed");
    EXPECT_PRED2(contains, neither.message, silent.number());
    EXPECT_PRED2(contains, neither.message, other.number());
}

TEST_F(server_search, stays_with_a_server_that_refuses_it) {
    const auto o = log_in("user=kornak_scram dbname=kornak host=127.0.0.1,localhost port=" + port() + " " +
                          "password=" + wrong_password);
    EXPECT_EQ(o.sqlstate, sqlstate::invalid_password);
    EXPECT_FALSE(contains(o.message, "localhost"));
}

TEST_F(server_search, looks_for_a_server_with_the_attributes_asked_for) {
    const std::string read_only = " options='-c default_transaction_read_only=on'";
    const struct {
        std::string more, message;
    } cases[] = {
        {"any", ""},
        {"read-write", ""},
        {"primary", ""},
        {"prefer-standby", ""},
        {"read-only" + read_only, ""},
        {"primary" + read_only, ""},
        {"read-only", "the session is not read-only"},
        {"standby", "the server is not a standby"},
        {"read-write" + read_only, "the session is read-only"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.more);
        const auto o = log_in(over_tcp("kornak_trust", "target_session_attrs=" + c.more));
        EXPECT_EQ(o.what == outcome::refused, !c.message.empty()) << o.message;
        EXPECT_PRED2(contains, o.message, c.message);
    }
    const silent_port silent;
    const auto o =
        log_in("user=kornak_trust dbname=kornak host=127.0.0.1,127.0.0.1 target_session_attrs=standby port=" +
               silent.number() + "," + port());
    EXPECT_PRED2(contains, o.message, "Connection refused");
    EXPECT_PRED2(contains, o.message, "the server is not a standby");
}

TEST_F(server_search, says_that_there_is_no_such_database_or_role) {
    const auto no_database = log_in(over_tcp("kornak_trust", "dbname=nowhere"));
    EXPECT_EQ(no_database.sqlstate, sqlstate::invalid_catalog_name);
    EXPECT_PRED2(contains, no_database.message, "database \"nowhere\" does not exist");
    const auto no_role = log_in(over_socket("nobody_at_all"));
    EXPECT_EQ(no_role.sqlstate, sqlstate::invalid_authorization_specification);
    EXPECT_PRED2(contains, no_role.message, "role \"nobody_at_all\" does not exist");
}

TEST_F(server_search, takes_the_password_from_a_password_file) {
    const auto line = [](const std::string& host, const std::string& word) {
        return host + ":" + port() + ":*:kornak_scram:" + word + "\n";
    };
    const auto in = [&](const std::string& path) { return over_tcp("kornak_scram", "passfile=" + path); };
    const auto content =
        "# comment\n" + line("elsewhere", wrong_password) + line("127.0.0.1", right_password);
    EXPECT_EQ(log_in(in(write("passwords", content))).user, "kornak_scram");
    EXPECT_EQ(
        log_in(over_socket("kornak_scram", "passfile=" + write("local", line("localhost", right_password))))
            .what,
        outcome::refused);
    EXPECT_EQ(
        log_in(over_socket("kornak_scram", "passfile=" + write("local", line(test_server().socket_directory(),
                                                                             right_password))))
            .user,
        "kornak_scram");
    write(".pgpass", line("*", right_password));  // in the home directory
    EXPECT_EQ(log_in(over_tcp("kornak_scram")).user, "kornak_scram");
    EXPECT_EQ(log_in(over_tcp("kornak_scram", "password=" + wrong_password)).sqlstate,
              sqlstate::invalid_password);

    const auto wrong = log_in(in(write("wrong", line("*", wrong_password))));
    EXPECT_EQ(wrong.sqlstate, sqlstate::invalid_password);
    EXPECT_PRED2(contains, wrong.message, "password file");
    const auto open = log_in(in(write("open", content, 0644)));
    EXPECT_PRED2(contains, open.message, "no password supplied");
    EXPECT_PRED2(contains, open.message, "ignored: its group or others have access");
    EXPECT_PRED2(contains, log_in(in("/nowhere/passwords")).message, "no password supplied");
}

TEST_F(server_search, takes_the_rest_from_a_service_file) {
    const auto file =
        write("services", "[other]\nhost=/nowhere\n[kornak_test]\nhost=127.0.0.1\nport=" + port() +
                              "\ndbname=kornak\nuser=kornak_scram\npassword=" + right_password + "\n");
    const auto service = "servicefile=" + file + " service=";
    EXPECT_EQ(log_in(service + "kornak_test").user, "kornak_scram");
    EXPECT_EQ(log_in(service + "kornak_test user=kornak_trust").user, "kornak_trust");
    EXPECT_PRED2(contains, message_of<usage_error>([&] { connection{service + "missing"}; }),
                 "definition of service \"missing\" not found");
    ::setenv("PGSERVICEFILE", file.c_str(), 1);
    EXPECT_EQ(log_in("service=kornak_test").user, "kornak_scram");
    ::unsetenv("PGSERVICEFILE");
}

TEST_F(server_search, takes_a_uri) {
    EXPECT_EQ(log_in("postgresql://kornak_scram:" + right_password + "@127.0.0.1:" + port() +
                     "/kornak?sslmode=require")
                  .what,
              outcome::encrypted);
    EXPECT_EQ(
        log_in("postgres://kornak_trust@/kornak?port=" + port() + "&host=" + test_server().socket_directory())
            .user,
        "kornak_trust");
}

TEST_F(server_search, sends_no_byte_for_a_conninfo_that_makes_no_sense) {
    const std::string cases[] = {"host",
                                 "nonsense=1",
                                 "sslmode=maybe",
                                 "port=0",
                                 "port=x",
                                 "connect_timeout=x",
                                 "target_session_attrs=fast",
                                 "password=" + wrong_password + " port=x"};
    for (const auto& conninfo : cases) {
        const auto error = thrown_by<usage_error>([&] { connection{conninfo}; });
        EXPECT_FALSE(error.sent()) << conninfo;
        EXPECT_FALSE(contains(error.what(), wrong_password));
    }
}

}  // namespace
}  // namespace kornak::integration
