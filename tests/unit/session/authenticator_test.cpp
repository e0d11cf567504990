#include "session/authenticator.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "session/md5_password.hpp"
#include "startup_login.hpp"
#include "support/scram_server.hpp"

using namespace startup_test;

namespace {

session::startup_request with_required(std::vector<std::string> methods,
                                       std::string_view password = "secret") {
    auto r = request(password);
    r.login.required = *session::required_auth::parse(methods);
    return r;
}

const std::string scram_only("SCRAM-SHA-256\0\0", 15);
const std::string scram_and_plus("SCRAM-SHA-256-PLUS\0SCRAM-SHA-256\0\0", 34);

/// What the client says first in a SCRAM dialogue, out of its SASLInitialResponse.
std::string scram_text(const std::string& initial_response) {
    return initial_response.substr(initial_response.find('\0') + 5);
}

TEST(authenticator, sends_a_password_in_clear_text_as_often_as_it_is_asked) {
    login l(request("secret"));
    l.receive_request(kind::cleartext_password);
    EXPECT_EQ(l.answer(), std::string("secret\0", 7));
    l.receive_request(kind::cleartext_password);
    EXPECT_EQ(l.answer(), std::string("secret\0", 7));
    l.receive_request(kind::ok);
    l.finish();
    EXPECT_TRUE(l.startup.password_requested());
}

TEST(authenticator, sends_a_password_hashed_with_md5) {
    login l(request("secret"));
    l.receive_request(kind::md5_password, "salt");
    const auto salt = wire::as_bytes("salt");
    EXPECT_EQ(l.answer(), *session::md5_password("joe", "secret", salt.first<4>()) + '\0');
    l.receive_request(kind::ok);
    l.finish();
    EXPECT_TRUE(l.startup.password_requested());
}

TEST(authenticator, logs_in_with_scram_and_makes_the_server_prove_itself) {
    session::scram_server server("secret");
    login l(request("secret"));
    l.receive_request(kind::sasl, scram_only);
    const auto first = l.answer();
    EXPECT_EQ(first.substr(0, 14), std::string("SCRAM-SHA-256\0", 14));
    l.receive_request(kind::sasl_continue, server.first(scram_text(first)));
    const auto proof = server.final(l.answer());
    ASSERT_NE(proof, "");
    l.receive_request(kind::sasl_final, proof);
    l.receive_request(kind::ok);
    l.finish();
}

TEST(authenticator, binds_the_login_to_the_certificate_where_it_can) {
    auto r = request("secret");
    r.login.tls = true;
    r.login.certificate_hash = wire::as_bytes("hash");
    r.login.binding = session::binding_policy::require;
    session::scram_server server("secret");
    login l(r);
    l.receive_request(kind::sasl, scram_and_plus);
    const auto first = l.answer();
    EXPECT_EQ(first.substr(0, 19), std::string("SCRAM-SHA-256-PLUS\0", 19));
    l.receive_request(kind::sasl_continue, server.first(scram_text(first)));
    l.receive_request(kind::sasl_final, server.final(l.answer()));
    l.receive_request(kind::ok);
    l.finish();
}

TEST(authenticator, does_not_believe_an_ok_before_the_server_has_proved_itself) {
    session::scram_server server("secret");
    for (const int steps : {1, 2}) {
        login l(request("secret"));
        l.receive_request(kind::sasl, scram_only);
        const auto first = l.answer();
        if (steps == 2) {
            l.receive_request(kind::sasl_continue, server.first(scram_text(first)));
            l.sent();
        }
        l.receive_request(kind::ok);
        l.expect_refused("before it proved that it knows the password");
    }
}

TEST(authenticator, does_not_believe_a_wrong_proof) {
    session::scram_server server("secret");
    login l(request("secret"));
    l.receive_request(kind::sasl, scram_only);
    const auto first = scram_text(l.answer());
    l.receive_request(kind::sasl_continue, server.first(first));
    l.sent();
    l.receive_request(kind::sasl_final, "v=" + session::encode_base64(wire::as_bytes(std::string(32, 'x'))));
    l.expect_refused("could not prove that it knows the password");
}

TEST(authenticator, refuses_a_nonce_that_is_not_ours) {
    login l(request("secret"));
    l.receive_request(kind::sasl, scram_only);
    l.sent();
    l.receive_request(kind::sasl_continue, "r=somebodyelses,s=MDEyMzQ1Njc4OWFiY2RlZg==,i=4096");
    l.expect_refused("nonce", failure_kind::protocol);
}

TEST(authenticator, does_not_go_from_one_method_to_another) {
    const struct {
        kind first;
        std::string first_data;
        kind second;
        std::string second_data;
    } table[] = {
        {kind::sasl, scram_only, kind::cleartext_password, ""},
        {kind::sasl, scram_only, kind::sasl, scram_only},
        {kind::sasl, scram_only, kind::sasl_final, "v=AAAA"},
        {kind::md5_password, "salt", kind::cleartext_password, ""},
        {kind::md5_password, "salt", kind::md5_password, "salt"},
        {kind::cleartext_password, "", kind::sasl, scram_only},
        {kind::ok, "", kind::cleartext_password, ""},
        {kind::ok, "", kind::ok, ""},
    };
    for (const auto& row : table) {
        login l(request("secret"));
        l.receive_request(row.first, row.first_data);
        l.sent();
        l.receive_request(row.second, row.second_data);
        l.expect_refused("the server", failure_kind::protocol);
    }
}

TEST(authenticator, refuses_continuations_of_what_was_not_begun) {
    for (const auto request_kind : {kind::sasl_continue, kind::sasl_final, kind::gss_continue}) {
        login l(request("secret"));
        l.receive_request(request_kind, "x");
        l.expect_refused("authentication request", failure_kind::protocol);
    }
}

TEST(authenticator, says_which_method_it_does_not_support) {
    const struct {
        kind request;
        const char* name;
    } table[] = {{kind::kerberos_v5, "Kerberos V5"},
                 {kind::gss, "GSSAPI"},
                 {kind::sspi, "SSPI"},
                 {static_cast<kind>(77), "authentication method 77"},
                 {static_cast<kind>(-1), "authentication method -1"}};
    for (const auto& row : table) {
        login l(request("secret"));
        l.receive_request(row.request);
        l.expect_refused("the server asks for " + std::string(row.name) + ", which is not supported");
    }
}

TEST(authenticator, names_the_mechanisms_it_does_not_know) {
    login l(request("secret"));
    l.receive_request(kind::sasl, std::string("OAUTHBEARER\0\0", 13));
    l.expect_refused("OAUTHBEARER");
}

TEST(authenticator, sends_no_password_when_there_is_none) {
    for (const auto request_kind : {kind::cleartext_password, kind::md5_password, kind::sasl}) {
        login l(request());
        l.receive_request(request_kind, request_kind == kind::md5_password ? "salt"
                                        : request_kind == kind::sasl       ? scram_only
                                                                           : "");
        EXPECT_TRUE(l.startup.password_requested());
        l.expect_refused("no password supplied for user \"joe\"");
        EXPECT_NE(l.error().find("PGPASSWORD"), std::string::npos);
    }
}

TEST(authenticator, refuses_to_cut_a_password_at_a_zero_byte) {
    login l(request(std::string_view("sec\0ret", 7)));
    l.receive_request(kind::cleartext_password);
    l.expect_refused("zero byte");
}

TEST(authenticator, accepts_only_the_methods_that_are_required) {
    const struct {
        std::vector<std::string> required;
        kind request;
        std::string data;
        const char* refused_for;  // null: it is accepted
    } table[] = {
        {{"scram-sha-256"}, kind::sasl, scram_only, nullptr},
        {{"scram-sha-256"}, kind::md5_password, "salt", "asks for method \"md5\""},
        {{"scram-sha-256"}, kind::cleartext_password, "", "asks for method \"password\""},
        {{"scram-sha-256"}, kind::ok, "", "does not ask for any authentication"},
        {{"!password"}, kind::cleartext_password, "", "asks for method \"password\""},
        {{"!password"}, kind::ok, "", nullptr},
        {{"!none"}, kind::ok, "", "does not ask for any authentication"},
        {{"md5", "none"}, kind::ok, "", nullptr},
        {{"md5"}, kind::sasl, scram_only, "asks for method \"scram-sha-256\""},
    };
    for (const auto& row : table) {
        login l(with_required(row.required));
        l.receive_request(row.request, row.data);
        if (row.refused_for) {
            l.expect_refused(row.refused_for);
            EXPECT_EQ(l.error().find("require_auth=" + row.required[0]), 0u) << l.error();
        } else {
            EXPECT_EQ(l.error(), "");
        }
    }
}

TEST(authenticator, insists_on_a_bound_login_where_binding_is_required) {
    auto r = request("secret");
    r.login.binding = session::binding_policy::require;
    r.login.tls = true;
    r.login.certificate_hash = wire::as_bytes("hash");
    const struct {
        kind request;
        std::string data;
    } table[] = {{kind::ok, ""},
                 {kind::cleartext_password, ""},
                 {kind::md5_password, "salt"},
                 {kind::sasl, scram_only}};
    for (const auto& row : table) {
        login l(r);
        l.receive_request(row.request, row.data);
        l.expect_refused("channel_binding=require");
    }
}

}  // namespace
