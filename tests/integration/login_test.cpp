#include <gtest/gtest.h>

#include <kornak/kornak.hpp>

#include "integration/login_attempt.hpp"

namespace kornak::integration {
namespace {

using outcome = login_attempt::outcome;

const std::string with_right = "password=" + right_password, with_wrong = "password=" + wrong_password;

TEST_F(login_test, encrypts_as_sslmode_and_the_server_say) {
    const auto verified = in_file("sslrootcert", "root.crt");
    const struct {
        const char* mode;
        outcome trust, ssl_only, nossl;
    } cases[] = {
        {"disable", outcome::plain, outcome::refused, outcome::plain},
        {"allow", outcome::plain, outcome::encrypted, outcome::plain},
        {"prefer", outcome::encrypted, outcome::encrypted, outcome::plain},
        {"require", outcome::encrypted, outcome::encrypted, outcome::refused},
        {"verify-ca", outcome::encrypted, outcome::encrypted, outcome::refused},
        {"verify-full", outcome::encrypted, outcome::encrypted, outcome::refused},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.mode);
        auto more = "sslmode=" + std::string(c.mode) + " ";
        if (more.starts_with("sslmode=verify"))
            more += verified;
        EXPECT_EQ(log_in(over_tcp("kornak_trust", more)).what, c.trust);
        EXPECT_EQ(log_in(over_tcp("kornak_ssl_only", more)).what, c.ssl_only);
        EXPECT_EQ(log_in(over_tcp("kornak_nossl", more)).what, c.nossl);
        const auto rejected = log_in(over_tcp("kornak", more));
        EXPECT_EQ(rejected.sqlstate, sqlstate::invalid_authorization_specification);
        EXPECT_PRED2(contains, rejected.message,
                     "no pg_hba.conf entry for host \"127.0.0.1\", user \"kornak\"");
        // A Unix socket is never encrypted.
        EXPECT_EQ(log_in(over_socket("kornak_trust", more)).what, outcome::plain);
    }
}

class password_login : public login_test, public ::testing::WithParamInterface<const char*> {};

INSTANTIATE_TEST_SUITE_P(roles, password_login,
                         ::testing::Values("kornak_scram", "kornak_md5", "kornak_password"),
                         [](const auto& instance) { return std::string(instance.param); });

TEST_P(password_login, needs_the_right_password) {
    const std::string role = GetParam();
    for (const auto& conninfo :
         {over_socket(role), over_tcp(role, "sslmode=disable "), over_tcp(role, "sslmode=require ")}) {
        SCOPED_TRACE(conninfo);
        EXPECT_EQ(log_in(conninfo + with_right).user, role);
        const auto wrong = log_in(conninfo + with_wrong);
        EXPECT_EQ(wrong.sqlstate, sqlstate::invalid_password);
        EXPECT_PRED2(contains, wrong.message, "password authentication failed for user \"" + role + "\"");
        const auto missing = log_in(conninfo);
        EXPECT_PRED2(contains, missing.message, "no password supplied for user \"" + role + "\"");
        EXPECT_EQ(missing.what, outcome::refused);
    }
}

TEST_P(password_login, tries_nothing_else_when_the_password_is_wrong) {
    for (const auto mode : {"allow", "prefer"}) {
        const auto o = log_in(over_tcp(GetParam(), "sslmode=" + std::string(mode) + " " + with_wrong));
        EXPECT_FALSE(contains(o.message, "connection attempts failed")) << o.message;
    }
}

TEST_F(login_test, takes_passwords_of_any_characters) {
    auto db = connect();
    const struct {
        std::string method, password;
    } cases[] = {
        {"scram", "Grün漢🎉"}, {"scram", "it's \\ a 'secret'"}, {"md5", "Grün漢🎉"}, {"password", "a b"}};
    for (const auto& c : cases) {
        SCOPED_TRACE(c.method);
        db.execute("drop role if exists kornak_any_password");
        db.execute(c.method == "md5" ? "set password_encryption = 'md5'"
                                     : "set password_encryption = 'scram-sha-256'");
        const auto quoted = db.query_one<std::string>("select quote_literal($1)", c.password);
        db.execute("create role kornak_any_password login password " + quoted + " in role kornak_" +
                   c.method);
        config where(over_tcp("kornak_any_password"));
        where.set("password", c.password);
        EXPECT_EQ(connection(where).query_one<std::string>("select current_user"), "kornak_any_password");
        EXPECT_EQ(log_in(over_tcp("kornak_any_password", with_right)).sqlstate, sqlstate::invalid_password);
    }
    db.execute("drop role kornak_any_password");
}

TEST_F(login_test, verifies_the_certificate_of_the_server) {
    const auto ca = in_file("sslrootcert", "root.crt"), other = in_file("sslrootcert", "other_root.crt");
    const std::string elsewhere = "host=elsewhere hostaddr=127.0.0.1 ";
    const struct {
        std::string more, message;  // none: it succeeds
    } cases[] = {
        {"sslmode=verify-full " + ca, ""},
        {"sslmode=verify-full host=localhost " + ca, ""},
        {"sslmode=verify-ca " + elsewhere + ca, ""},
        {"sslmode=verify-full " + elsewhere + ca, "certificate is not for host \"elsewhere\""},
        {"sslmode=verify-ca " + other, "certificate verify failed"},
        {"sslmode=verify-full " + other, "certificate verify failed"},
        {"sslmode=require " + other, "certificate verify failed"},  // a file that was named is not ignored
        {"sslmode=verify-ca", "there is no root certificate file"},
        {"sslmode=verify-ca sslrootcert=/nowhere/root.crt", "\"/nowhere/root.crt\""},
        {"sslmode=verify-full sslrootcert=system", "certificate verify failed"},
        {"sslmode=verify-full " + ca + in_file("sslcrl", "root.crl"), ""},
        {"sslmode=verify-ca " + ca + in_file("sslcrl", "server_revoked.crl"), "certificate revoked"},
        {"sslmode=verify-ca " + ca + in_file("sslcrl", "root.crt"), "no revocation list in file"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.more);
        const auto o = log_in(over_tcp("kornak_trust", c.more));
        EXPECT_EQ(o.what, c.message.empty() ? outcome::encrypted : outcome::refused) << o.message;
        EXPECT_PRED2(contains, o.message, c.message);
    }
}

TEST_F(login_test, shows_a_client_certificate) {
    const auto cert = "sslmode=require " + in_file("sslcert", "kornak_cert.crt");
    const auto key = in_file("sslkey", "kornak_cert.key");
    const auto encrypted = in_file("sslkey", "kornak_cert_encrypted.key");
    const auto key_password = std::string(testing::private_server::key_password);
    EXPECT_EQ(log_in(over_tcp("kornak_cert", cert + key)).user, "kornak_cert");
    EXPECT_EQ(log_in(over_tcp("kornak_cert", cert + encrypted + "sslpassword=" + key_password)).user,
              "kornak_cert");
    const struct {
        std::string more, message;
    } refused[] = {
        {"sslmode=require", "valid client certificate"},
        {"sslmode=disable", "no pg_hba.conf entry"},
        {cert + encrypted, "is encrypted; give its pass phrase in sslpassword"},
        {cert + encrypted + "sslpassword=" + wrong_password, "sslpassword does not open it"},
        {key + "sslmode=require " + in_file("sslcert", "server.crt"), "key values mismatch"},
        {cert, "private key file"},
        {cert + "sslkey=/nowhere/client.key", "/nowhere/client.key"},
        {key + "sslmode=require sslcert=/nowhere/client.crt", "/nowhere/client.crt"},
        {cert + "sslkey=" + copy_of("kornak_cert.key", 0644), "is open to others"},
    };
    for (const auto& c : refused) {
        SCOPED_TRACE(c.more);
        const auto o = log_in(over_tcp("kornak_cert", c.more));
        EXPECT_EQ(o.what, outcome::refused);
        EXPECT_PRED2(contains, o.message, c.message);
        EXPECT_FALSE(contains(o.message, key_password));
    }
    // Whose it is, is up to the server.
    EXPECT_EQ(log_in(over_tcp("kornak_trust", cert + key)).user, "kornak_trust");
}

TEST_F(login_test, binds_the_login_to_the_connection_where_it_must) {
    const std::string bound = "channel_binding=require " + with_right;
    EXPECT_EQ(log_in(over_tcp("kornak_scram", bound + " sslmode=require")).what, outcome::encrypted);
    EXPECT_EQ(log_in(over_tcp("kornak_scram", with_right + " channel_binding=disable sslmode=require")).what,
              outcome::encrypted);
    for (const auto& conninfo :
         {over_tcp("kornak_scram", bound + " sslmode=disable"), over_socket("kornak_scram", bound),
          over_tcp("kornak_md5", bound + " sslmode=require"),
          over_tcp("kornak_password", bound + " sslmode=require"),
          over_tcp("kornak_trust", bound + " sslmode=require")}) {
        const auto o = log_in(conninfo);
        EXPECT_EQ(o.what, outcome::refused) << conninfo;
        EXPECT_PRED2(contains, o.message, "channel_binding=require");
    }
}

TEST_F(login_test, insists_on_the_methods_of_require_auth) {
    const struct {
        const char *role, *required;
        bool allowed;
    } cases[] = {{"kornak_scram", "scram-sha-256", true}, {"kornak_scram", "password,scram-sha-256", true},
                 {"kornak_scram", "md5", false},          {"kornak_scram", "!scram-sha-256", false},
                 {"kornak_md5", "scram-sha-256", false},  {"kornak_md5", "!password", true},
                 {"kornak_password", "!password", false}, {"kornak_password", "password", true},
                 {"kornak_trust", "none", true},          {"kornak_trust", "!none", false},
                 {"kornak_trust", "scram-sha-256", false}};
    for (const auto& c : cases) {
        const auto o = log_in(over_tcp(c.role, with_right + " require_auth=" + c.required));
        EXPECT_EQ(o.what != outcome::refused, c.allowed) << c.role << " " << c.required << " " << o.message;
        EXPECT_PRED2(contains, o.message, c.allowed ? "" : "require_auth=" + std::string(c.required));
    }
}

TEST_F(login_test, knows_the_owner_of_a_unix_socket) {
    EXPECT_EQ(log_in(over_socket("kornak_trust", "requirepeer=nobody_at_all")).what, outcome::refused);
}

TEST_F(login_test, moves_much_data_encrypted) {
    connection db(over_tcp("kornak_trust", "sslmode=require"));
    const std::string big(5'000'000, 'x');
    EXPECT_EQ(db.query_one<int>("select length($1)", big), 5'000'000);
    EXPECT_EQ(db.query_one<std::string>("select repeat('x', 5000000)"), big);
    EXPECT_EQ(db.query<int>("select generate_series(1, 100000)").size(), 100'000u);
    db.execute("create temporary table t (n int)");
    copy_in in(db, "copy t from stdin");
    for (int i = 0; i < 100'000; ++i)
        in.write(i);
    EXPECT_EQ(in.finish().rows, 100'000u);
}

}  // namespace
}  // namespace kornak::integration
