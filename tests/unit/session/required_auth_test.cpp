#include "session/required_auth.hpp"

#include <vector>

#include <gtest/gtest.h>

using namespace kornak;
using session::auth_method;
using session::required_auth;

namespace {

constexpr auth_method every_method[] = {auth_method::password, auth_method::md5,           auth_method::gss,
                                        auth_method::sspi,     auth_method::scram_sha_256, auth_method::none};

/// The names of the methods that a list allows; what is wrong with it, if it makes no sense.
std::string allowed_by(const std::vector<std::string>& list) {
    const auto required = required_auth::parse(list);
    if (!required)
        return required.error().message;
    std::string names;
    for (const auto method : every_method)
        if (required->allows(method))
            names.append(names.empty() ? "" : " ").append(auth_method_name(method));
    return names;
}

TEST(required_auth, allows_everything_by_default) {
    EXPECT_EQ(allowed_by({}), "password md5 gss sspi scram-sha-256 none");
    for (const auto method : every_method)
        EXPECT_TRUE(required_auth{}.allows(method));
}

TEST(required_auth, allows_what_a_list_names) {
    EXPECT_EQ(allowed_by({"scram-sha-256"}), "scram-sha-256");
    EXPECT_EQ(allowed_by({"md5", "password", "none"}), "password md5 none");
    EXPECT_EQ(allowed_by({"none"}), "none");
}

TEST(required_auth, allows_all_but_what_a_list_negates) {
    EXPECT_EQ(allowed_by({"!password"}), "md5 gss sspi scram-sha-256 none");
    EXPECT_EQ(allowed_by({"!none", "!md5"}), "password gss sspi scram-sha-256");
}

TEST(required_auth, remembers_the_list_as_it_was_given) {
    EXPECT_EQ(required_auth::parse(std::vector<std::string>{"!none", "!md5"})->text(), "!none,!md5");
}

TEST(required_auth, refuses_lists_that_make_no_sense) {
    const std::string known = "\"; known are password, md5, gss, sspi, scram-sha-256 and none";
    EXPECT_EQ(allowed_by({"scram"}), "invalid require_auth: there is no method \"scram" + known);
    EXPECT_EQ(allowed_by({""}), "invalid require_auth: there is no method \"" + known);
    EXPECT_EQ(allowed_by({"!"}), "invalid require_auth: there is no method \"" + known);
    EXPECT_EQ(allowed_by({"!!md5"}), "invalid require_auth: there is no method \"!md5" + known);
    EXPECT_EQ(allowed_by({"md5", "!password"}),
              "invalid require_auth: \"!password\": methods with and without \"!\" cannot be mixed");
    EXPECT_EQ(allowed_by({"!md5", "password"}),
              "invalid require_auth: \"password\": methods with and without \"!\" cannot be mixed");
    EXPECT_EQ(allowed_by({"md5", "none", "md5"}), "invalid require_auth: method \"md5\" is named twice");
}

TEST(required_auth, calls_a_bad_list_a_usage_failure_of_which_nothing_was_sent) {
    const auto required = required_auth::parse(std::vector<std::string>{"kerberos"});
    ASSERT_FALSE(required);
    EXPECT_EQ(required.error().kind, failure_kind::usage);
    EXPECT_FALSE(required.error().sent);
}

}  // namespace
