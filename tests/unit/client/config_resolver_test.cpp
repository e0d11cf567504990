#include "client/config_resolver.hpp"

#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "config_test_environment.hpp"

namespace kornak::client {
namespace {

using namespace std::chrono_literals;

class config_resolver : public testing::Test {
protected:
    net::connect_settings settings(std::string_view conninfo) {
        auto resolved = resolve(config(conninfo), env_);
        EXPECT_TRUE(resolved) << conninfo << ": " << resolved.error().message;
        if (!resolved)
            return {};
        warnings_ = resolved->warnings;
        return resolved->settings;
    }
    std::string startup(std::string_view conninfo) {
        std::string text;
        for (const auto& [name, value] : settings(conninfo).startup_parameters)
            text += (text.empty() ? "" : " ") + name + '=' + value;
        return text;
    }

    test_environment env_;
    std::vector<std::string> warnings_;
};

TEST_F(config_resolver, needs_nothing_to_be_given) {
    const auto s = settings("");
    ASSERT_EQ(s.endpoints.size(), 1u);
    EXPECT_EQ(s.endpoints[0].host, "localhost");
    EXPECT_EQ(s.endpoints[0].port, 5432);
    EXPECT_EQ(s.endpoints[0].password, "");
    EXPECT_EQ(s.user, "ada");
    EXPECT_EQ(s.dbname, "ada");
    EXPECT_EQ(s.order, net::host_order::as_given);
    EXPECT_EQ(s.target, net::session_attrs::any);
    EXPECT_EQ(s.binding, net::channel_binding::prefer);
    EXPECT_EQ(s.tls.mode, net::ssl_mode::prefer);
    EXPECT_EQ(s.tls.min_protocol, "TLSv1.2");
    EXPECT_TRUE(s.tls.sni);
    EXPECT_EQ(s.min_protocol, 0x30000u);
    EXPECT_EQ(s.max_protocol, 0x30000u);
    EXPECT_TRUE(s.require_auth.empty());
    EXPECT_EQ(s.connect_timeout, std::nullopt);
    EXPECT_TRUE(s.keepalives);
    EXPECT_EQ(startup(""), "client_encoding=UTF8");
    EXPECT_TRUE(warnings_.empty());
}

TEST_F(config_resolver, prefers_what_is_given_to_the_service_to_the_environment_to_the_default) {
    EXPECT_EQ(settings("").tls.mode, net::ssl_mode::prefer);
    env_.variables["PGSSLMODE"] = "allow";
    env_.variables["PGUSER"] = "from-environment";
    env_.variables["PGDATABASE"] = "from-environment";
    EXPECT_EQ(settings("").tls.mode, net::ssl_mode::allow);
    env_.variables["PGSERVICE"] = "s";
    env_.add_file("/home/ada/.pg_service.conf", "[s]\nsslmode=require\nuser=from-service\n");
    EXPECT_EQ(settings("").tls.mode, net::ssl_mode::require);
    EXPECT_EQ(settings("").user, "from-service");
    EXPECT_EQ(settings("sslmode=disable").tls.mode, net::ssl_mode::disable);
    EXPECT_EQ(settings("user=given").user, "given");
    EXPECT_EQ(settings("").dbname, "from-environment");
}

TEST_F(config_resolver, lets_an_empty_value_hide_the_environment) {
    env_.variables["PGHOST"] = "elsewhere";
    env_.variables["PGDATABASE"] = "elsewhere";
    env_.variables["PGUSER"] = "other";
    const auto s = settings("host='' dbname='' user=''");
    EXPECT_EQ(s.endpoints[0].host, "localhost");
    EXPECT_EQ(s.user, "ada");
    EXPECT_EQ(s.dbname, "ada");
}

TEST_F(config_resolver, reads_every_variable_of_a_keyword) {
    env_.variables = {{"PGHOST", "a,b"},
                      {"PGHOSTADDR", "10.0.0.1,10.0.0.2"},
                      {"PGPORT", "1"},
                      {"PGUSER", "u"},
                      {"PGPASSWORD", "p"},
                      {"PGDATABASE", "d=not-expanded"},
                      {"PGCONNECT_TIMEOUT", "7"},
                      {"PGTARGETSESSIONATTRS", "standby"},
                      {"PGLOADBALANCEHOSTS", "random"},
                      {"PGCHANNELBINDING", "require"},
                      {"PGREQUIREAUTH", "md5"},
                      {"PGREQUIREPEER", "postgres"},
                      {"PGMAXPROTOCOLVERSION", "latest"},
                      {"PGSSLNEGOTIATION", "direct"},
                      {"PGSSLROOTCERT", "system"}};
    const auto s = settings("");
    ASSERT_EQ(s.endpoints.size(), 2u);
    EXPECT_EQ(s.endpoints[1].host, "b");
    EXPECT_EQ(s.endpoints[1].hostaddr, "10.0.0.2");
    EXPECT_EQ(s.endpoints[1].port, 1);
    EXPECT_EQ(s.endpoints[1].password, "p");
    EXPECT_FALSE(s.endpoints[1].password_from_file);
    EXPECT_EQ(s.user, "u");
    EXPECT_EQ(s.dbname, "d=not-expanded");
    EXPECT_EQ(s.connect_timeout, 7s);
    EXPECT_EQ(s.target, net::session_attrs::standby);
    EXPECT_EQ(s.order, net::host_order::random);
    EXPECT_EQ(s.binding, net::channel_binding::require);
    EXPECT_EQ(s.require_auth, std::vector<std::string>{"md5"});
    EXPECT_EQ(s.require_peer, "postgres");
    EXPECT_EQ(s.max_protocol, 0x30002u);
    EXPECT_EQ(s.tls.negotiation, net::ssl_negotiation::direct);
    EXPECT_EQ(s.tls.mode, net::ssl_mode::verify_full);
}

TEST_F(config_resolver, looks_up_passwords_for_the_user_and_database_it_resolved) {
    env_.add_file("/home/ada/.pgpass", "a:*:shop:bea:wrong\na:*:shop:ada:right\n");
    const auto s = settings("host=a dbname=shop");
    EXPECT_EQ(s.endpoints[0].password, "right");
    EXPECT_TRUE(s.endpoints[0].password_from_file);
    env_.variables["PGPASSFILE"] = "/bad";
    env_.add_file("/bad", "*:*:*:*:s3cret", 0640);
    EXPECT_EQ(settings("host=a dbname=shop").endpoints[0].password, "");
    ASSERT_EQ(warnings_.size(), 1u);
    EXPECT_EQ(warnings_[0].find("s3cret"), std::string::npos);
}

TEST_F(config_resolver, expands_a_dbname_that_is_a_connection_string) {
    const auto s = settings("dbname=postgresql://bea:p@db:1/shop user=ada");
    EXPECT_EQ(s.endpoints[0].host, "db");
    EXPECT_EQ(s.endpoints[0].password, "p");
    EXPECT_EQ(s.dbname, "shop");
    EXPECT_EQ(s.user, "ada");
}

TEST_F(config_resolver, requires_tls_as_the_obsolete_variable_says_unless_the_new_one_is_set) {
    env_.variables["PGREQUIRESSL"] = "1";
    EXPECT_EQ(settings("").tls.mode, net::ssl_mode::require);
    EXPECT_EQ(settings("sslmode=disable").tls.mode, net::ssl_mode::disable);
    env_.variables["PGSSLMODE"] = "prefer";
    EXPECT_EQ(settings("").tls.mode, net::ssl_mode::prefer);
    env_.variables = {{"PGREQUIRESSL", "0"}};
    EXPECT_EQ(settings("").tls.mode, net::ssl_mode::prefer);
}

TEST_F(config_resolver, verifies_fully_by_default_with_the_systems_certificates) {
    EXPECT_EQ(settings("sslrootcert=system").tls.mode, net::ssl_mode::verify_full);
    EXPECT_EQ(settings("sslrootcert=./system").tls.mode, net::ssl_mode::prefer);
}

TEST_F(config_resolver, passes_session_settings_to_the_server) {
    EXPECT_EQ(startup("client_encoding=LATIN1"), "client_encoding=LATIN1");
    EXPECT_EQ(startup("client_encoding=auto"), "client_encoding=UTF8");
    EXPECT_EQ(startup("client_encoding=''"), "client_encoding=UTF8");
    EXPECT_EQ(startup("replication=database options='-c geqo=off' application_name=shop"),
              "replication=database options=-c geqo=off application_name=shop client_encoding=UTF8");
    EXPECT_EQ(startup("fallback_application_name=tool"), "application_name=tool client_encoding=UTF8");
    EXPECT_EQ(startup("application_name='' fallback_application_name=tool"),
              "application_name=tool client_encoding=UTF8");
    EXPECT_EQ(startup("application_name=shop fallback_application_name=tool"),
              "application_name=shop client_encoding=UTF8");
    env_.variables = {{"PGOPTIONS", "-c x=1"}, {"PGAPPNAME", "env"},         {"PGCLIENTENCODING", "WIN1252"},
                      {"PGDATESTYLE", "ISO"},  {"PGTZ", "Europe/Stockholm"}, {"PGGEQO", "off"}};
    EXPECT_EQ(startup("fallback_application_name=tool"),
              "options=-c x=1 application_name=env client_encoding=WIN1252 datestyle=ISO "
              "timezone=Europe/Stockholm geqo=off");
    env_.variables = {{"PGDATESTYLE", "Default"}, {"PGTZ", "default"}, {"PGGEQO", ""}};
    EXPECT_EQ(startup(""), "client_encoding=UTF8");
}

TEST_F(config_resolver, reads_timeouts_and_keepalives) {
    const struct {
        std::string_view given;
        std::optional<std::chrono::milliseconds> timeout;
    } timeouts[] = {{"connect_timeout=0", {}},
                    {"connect_timeout=-5", {}},
                    {"connect_timeout=''", {}},
                    {"connect_timeout=1", 2s},
                    {"connect_timeout=2", 2s},
                    {"connect_timeout=' 10 '", 10s},
                    {"connect_timeout=2147483647", 2147483647s}};
    for (const auto& c : timeouts)
        EXPECT_EQ(settings(c.given).connect_timeout, c.timeout) << c.given;

    const auto s = settings(
        "keepalives=0 keepalives_idle=1 keepalives_interval=2 keepalives_count=3 tcp_user_timeout=4");
    EXPECT_FALSE(s.keepalives);
    EXPECT_EQ(s.keepalives_idle, 1);
    EXPECT_EQ(s.keepalives_interval, 2);
    EXPECT_EQ(s.keepalives_count, 3);
    EXPECT_EQ(s.tcp_user_timeout, 4);
    EXPECT_EQ(settings("keepalives_idle=-1").keepalives_idle, 0);
    EXPECT_TRUE(settings("keepalives=1").keepalives);
}

TEST_F(config_resolver, reads_protocol_versions) {
    const auto versions = [&](std::string_view given) {
        const auto s = settings(given);
        return std::pair(s.min_protocol, s.max_protocol);
    };
    EXPECT_EQ(versions("max_protocol_version=3.2"), std::pair(0x30000u, 0x30002u));
    EXPECT_EQ(versions("max_protocol_version=latest"), std::pair(0x30000u, 0x30002u));
    EXPECT_EQ(versions("min_protocol_version=3.2"), std::pair(0x30002u, 0x30002u));
    EXPECT_EQ(versions("min_protocol_version=3.0"), std::pair(0x30000u, 0x30000u));
}

TEST_F(config_resolver, reads_login_methods) {
    using methods = std::vector<std::string>;
    EXPECT_EQ(settings("require_auth=''").require_auth, methods{});
    EXPECT_EQ(settings("require_auth=scram-sha-256").require_auth, methods{"scram-sha-256"});
    EXPECT_EQ(settings("require_auth=gss,password").require_auth, (methods{"gss", "password"}));
    EXPECT_EQ(settings("require_auth=!md5,!gss").require_auth, (methods{"!md5", "!gss"}));
    EXPECT_EQ(settings("require_auth=!none").require_auth, methods{"!none"});
}

TEST_F(config_resolver, accepts_what_has_no_effect_here) {
    settings("gssencmode=disable krbsrvname=pg gsslib=gssapi gssdelegation=1 sslcompression=1");
    settings("oauth_issuer='' scram_client_key=''");
}

TEST_F(config_resolver, refuses_bad_values_by_name_and_shows_no_secret) {
    const struct {
        std::string_view given, message;
    } cases[] = {
        {"target_session_attrs=master",
         "invalid value \"master\" for connection option \"target_session_attrs\": allowed: "
         "\"any\", \"read-write\""},
        {"load_balance_hosts=1", "invalid value \"1\" for connection option \"load_balance_hosts\""},
        {"channel_binding=''", "invalid value \"\" for connection option \"channel_binding\""},
        {"connect_timeout=soon",
         "invalid value \"soon\" for connection option \"connect_timeout\": expected an integer"},
        {"connect_timeout=1.5", "invalid value \"1.5\" for connection option \"connect_timeout\""},
        {"connect_timeout=2147483648",
         "invalid value \"2147483648\" for connection option \"connect_timeout\""},
        {"keepalives=on", "invalid value \"on\" for connection option \"keepalives\""},
        {"keepalives_idle='1 2'", "invalid value \"1 2\" for connection option \"keepalives_idle\""},
        {"tcp_user_timeout=0x10", "invalid value \"0x10\" for connection option \"tcp_user_timeout\""},
        {"min_protocol_version=3.1",
         "invalid value \"3.1\" for connection option \"min_protocol_version\": allowed: \"3.0\", "
         "\"3.2\", \"latest\""},
        {"min_protocol_version=3.2 max_protocol_version=3.0", "above max_protocol_version"},
        {"require_auth=kerberos", "invalid value \"kerberos\" for connection option \"require_auth\""},
        {"require_auth=md5,", "invalid value \"\" for connection option \"require_auth\""},
        {"require_auth=md5,!password", "cannot be combined"},
        {"require_auth=md5,password,md5", "given more than once"},
        {"require_auth=gss,oauth", "not supported"},
        {"sslmode=s", "invalid value \"s\" for connection option \"sslmode\""},
        {"port=s3cret", "\"port\""},
        {"gssencmode=require", "gssencmode=require is not supported"},
        {"gssencmode=yes", "invalid value \"yes\" for connection option \"gssencmode\""},
        {"oauth_issuer=s3cret", "connection option \"oauth_issuer\" is not supported"},
        {"oauth_client_secret=s3cret", "connection option \"oauth_client_secret\" is not supported"},
        {"scram_client_key=s3cret", "connection option \"scram_client_key\" is not supported"},
        {"service=none", "definition of service \"none\" not found"},
        {"dbname='foo=s3cret'", "invalid connection option \"foo\""},
        {"dbname=postgresql://u:s3cret%@h", "invalid connection URI"},
        {"dbname=postgresql://u:s3cret/x@h", "\"port\""},
    };
    for (const auto& c : cases) {
        const auto resolved = resolve(config(c.given).set("password", "s3cret"), env_);
        ASSERT_FALSE(resolved) << c.given;
        const auto& why = resolved.error();
        EXPECT_NE(why.message.find(c.message), std::string::npos) << c.given << ": " << why.message;
        EXPECT_EQ(why.message.find("s3cret"), std::string::npos) << why.message;
        EXPECT_EQ(why.kind, failure_kind::usage);
        EXPECT_FALSE(why.sent);
    }
}

TEST_F(config_resolver, needs_a_user_name) {
    env_.user.clear();
    const auto resolved = resolve(config("host=a"), env_);
    ASSERT_FALSE(resolved);
    EXPECT_NE(resolved.error().message.find("no user name"), std::string::npos);
    EXPECT_EQ(settings("user=bea").dbname, "bea");
}

TEST_F(config_resolver, shortens_values_in_messages_and_hides_control_characters) {
    const auto message = [&](std::string_view value) {
        return resolve(config().set("sslmode", value), env_).error().message;
    };
    EXPECT_LT(message(std::string(1 << 20, 'x')).size(), 300u);
    EXPECT_NE(message(std::string(59, 'x') + "\xC3\xA9").find('"' + std::string(59, 'x') + "...\""),
              std::string::npos);
    EXPECT_NE(message(std::string(58, 'x') + "\xC3\xA9").find('"' + std::string(58, 'x') + "\xC3\xA9\""),
              std::string::npos);
    EXPECT_NE(message("a\nb\x1B").find("\"a?b?\""), std::string::npos);
}

TEST(config_environment, is_that_of_the_process) {
    const auto& real = environment::process();
    ASSERT_EQ(setenv("KORNAK_TEST_VARIABLE", "value", 1), 0);
    EXPECT_EQ(real.variable("KORNAK_TEST_VARIABLE"), "value");
    ASSERT_EQ(unsetenv("KORNAK_TEST_VARIABLE"), 0);
    EXPECT_EQ(real.variable("KORNAK_TEST_VARIABLE"), std::nullopt);
    EXPECT_FALSE(real.user_name().empty());
    EXPECT_FALSE(real.home_directory().empty());
    EXPECT_EQ(real.kind_of("/"), file_kind::directory);
    EXPECT_EQ(real.kind_of("/dev/null"), file_kind::other);
    EXPECT_EQ(real.kind_of("/nowhere/at/all"), file_kind::missing);
    EXPECT_EQ(real.read_file("/").content, std::nullopt);
}

}  // namespace
}  // namespace kornak::client
