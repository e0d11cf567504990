#include "client/config_tls.hpp"

#include <string>

#include <gtest/gtest.h>

#include "config_test_environment.hpp"

namespace kornak::client {
namespace {

using net::ssl_mode;
using net::ssl_negotiation;

net::tls_settings read(std::string_view conninfo, const environment& env = test_environment()) {
    const config given(conninfo);
    config_reader values(given);
    auto tls = read_tls(values, env);
    EXPECT_FALSE(values.first_failure()) << conninfo << ": " << values.first_failure()->message;
    return tls;
}

TEST(config_tls, reads_the_modes) {
    EXPECT_EQ(read("sslmode=disable").mode, ssl_mode::disable);
    EXPECT_EQ(read("sslmode=allow").mode, ssl_mode::allow);
    EXPECT_EQ(read("sslmode=prefer").mode, ssl_mode::prefer);
    EXPECT_EQ(read("sslmode=require").mode, ssl_mode::require);
    EXPECT_EQ(read("sslmode=verify-ca").mode, ssl_mode::verify_ca);
    EXPECT_EQ(read("sslmode=verify-full").mode, ssl_mode::verify_full);
    EXPECT_EQ(read("sslmode=require sslnegotiation=direct").negotiation, ssl_negotiation::direct);
    EXPECT_EQ(read("sslnegotiation=postgres").negotiation, ssl_negotiation::postgres);
    EXPECT_TRUE(read("sslsni=1").sni);
    EXPECT_FALSE(read("sslsni=0").sni);
}

TEST(config_tls, reads_protocol_versions_in_any_case) {
    const auto tls = read("ssl_min_protocol_version=tlsv1 ssl_max_protocol_version=TLSV1.3");
    EXPECT_EQ(tls.min_protocol, "TLSv1");
    EXPECT_EQ(tls.max_protocol, "TLSv1.3");
    EXPECT_EQ(read("ssl_min_protocol_version=''").min_protocol, "");
    EXPECT_EQ(read("ssl_min_protocol_version=TLSv1.2 ssl_max_protocol_version=TLSv1.2").max_protocol,
              "TLSv1.2");
}

TEST(config_tls, finds_files_below_the_home_directory_unless_given) {
    const auto tls = read("");
    EXPECT_EQ(tls.cert, "/home/ada/.postgresql/postgresql.crt");
    EXPECT_EQ(tls.key, "/home/ada/.postgresql/postgresql.key");
    EXPECT_EQ(tls.root_cert, "/home/ada/.postgresql/root.crt");
    EXPECT_EQ(tls.crl, "/home/ada/.postgresql/root.crl");
    EXPECT_EQ(tls.crl_dir, "");
    EXPECT_FALSE(tls.cert_given);

    const auto given = read("sslcert=/c sslkey=/k sslpassword=s3cret sslrootcert=/r sslcrl=/l sslcrldir=/d");
    EXPECT_EQ(given.cert + given.key + given.root_cert + given.crl + given.crl_dir, "/c/k/r/l/d");
    EXPECT_EQ(given.key_password, "s3cret");
    EXPECT_TRUE(given.cert_given);
    EXPECT_EQ(read("sslcrldir=/d").crl, "");

    test_environment homeless;
    homeless.home.clear();
    const auto none = read("", homeless);
    EXPECT_EQ(none.cert + none.key + none.root_cert + none.crl, "");
}

TEST(config_tls, sends_no_certificate_where_that_is_disabled) {
    const auto tls = read("sslcertmode=disable sslcert=/c sslkey=/k");
    EXPECT_EQ(tls.cert + tls.key, "");
    EXPECT_FALSE(tls.cert_given);
    EXPECT_EQ(read("sslcertmode=allow sslcert=/c").cert, "/c");
}

TEST(config_tls, refuses_what_does_not_exist_or_does_not_fit_together) {
    const struct {
        std::string_view given, message;
    } cases[] = {
        {"sslmode=on",
         "invalid value \"on\" for connection option \"sslmode\": allowed: \"prefer\", \"disable\", "
         "\"allow\", \"require\", \"verify-ca\", \"verify-full\""},
        {"sslmode=''", "invalid value \"\" for connection option \"sslmode\""},
        {"sslmode=Require", "invalid value \"Require\" for connection option \"sslmode\""},
        {"sslnegotiation=x", "invalid value \"x\" for connection option \"sslnegotiation\""},
        {"sslnegotiation=direct", "sslnegotiation=direct needs"},
        {"sslmode=allow sslnegotiation=direct", "invalid value \"allow\" for connection option \"sslmode\""},
        {"sslsni=yes", "invalid value \"yes\" for connection option \"sslsni\""},
        {"ssl_min_protocol_version=SSLv3",
         "invalid value \"SSLv3\" for connection option \"ssl_min_protocol_version\""},
        {"ssl_max_protocol_version=1.3",
         "invalid value \"1.3\" for connection option \"ssl_max_protocol_version\""},
        {"ssl_min_protocol_version=TLSv1.3 ssl_max_protocol_version=TLSv1.2",
         "above ssl_max_protocol_version"},
        {"sslrootcert=system sslmode=verify-ca", "sslrootcert=system needs \"verify-full\""},
        {"sslcertmode=x", "invalid value \"x\" for connection option \"sslcertmode\""},
        {"sslcertmode=require", "sslcertmode=require is not supported"},
        {"sslkeylogfile=/k", "sslkeylogfile is not supported"},
    };
    for (const auto& c : cases) {
        const config given(c.given);
        config_reader values(given);
        read_tls(values, test_environment());
        ASSERT_TRUE(values.first_failure()) << c.given;
        EXPECT_NE(values.first_failure()->message.find(c.message), std::string::npos)
            << c.given << ": " << values.first_failure()->message;
    }
}

}  // namespace
}  // namespace kornak::client
