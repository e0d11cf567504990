// What a client makes of the certificates and the protocols that servers show it.

#include <cstdlib>
#include <string>

#include <gtest/gtest.h>
#include <openssl/err.h>

#include "net/tls_stream.hpp"
#include "tls_test_directory.hpp"
#include "tls_test_peer.hpp"

using namespace kornak;
using namespace tls_test;
using net::ssl_mode;
using net::tls_settings;

namespace {

struct tls_verification : testing::Test {
    directory files;
    identity authority = new_authority();
    std::string roots = files.write("root.crt", pem(authority.certificate.get()));

    tls_settings trusting(ssl_mode mode = ssl_mode::verify_full) const {
        return {.mode = mode, .root_cert = roots};
    }

    /// "" when the client accepts the server, else why not. Neither way is anything left in OpenSSL's queue.
    std::string verdict(const tls_settings& settings, const peer_plan& plan,
                        const std::string& host = "db.example") {
        const auto context = net::tls_context::create(settings);
        if (!context)
            return context.error().message;
        peer server{plan};
        auto client = net::tls_stream::create(*context, server.take_client_end(), host);
        if (!client)
            return client.error().message;
        const auto result = shake_hands(**client, server);
        requested_name = server.requested_name();
        EXPECT_EQ(ERR_peek_error(), 0u);
        if (result.outcome == status::done)
            return {};
        EXPECT_EQ(result.outcome, status::failed);
        std::byte any{};
        EXPECT_EQ((*client)->read({&any, 1}, net::wait_mode::immediate).outcome, status::failed);
        return (*client)->error_text();
    }
    std::string verdict(const tls_settings& settings, const identity& server,
                        const std::string& host = "db.example") {
        return verdict(settings, peer_plan{.own = server}, host);
    }

    void expect_refusal(const std::string& text, std::string_view reason) {
        EXPECT_NE(text.find(reason), std::string::npos) << "\"" << text << "\" lacks \"" << reason << "\"";
    }

    std::string requested_name;
};

TEST_F(tls_verification, accepts_a_server_whose_authority_and_name_are_right) {
    const auto server =
        signed_by(authority, {.alternative_names = "DNS:db.example, IP:10.0.0.1, IP:2001:db8::1"});
    EXPECT_EQ(verdict(trusting(), server), "");
    EXPECT_EQ(verdict(trusting(), server, "10.0.0.1"), "");
    EXPECT_EQ(verdict(trusting(), server, "2001:db8::1"), "");
}

TEST_F(tls_verification, refuses_another_host_only_under_verify_full) {
    const auto server = signed_by(authority, {.alternative_names = "DNS:db.example"});
    for (const std::string host : {"other.example", "10.0.0.1"}) {
        const auto text = verdict(trusting(), server, host);
        expect_refusal(text, "not for host \"" + host + "\"");
        expect_refusal(text, "it is for DNS:db.example");
        EXPECT_EQ(verdict(trusting(ssl_mode::verify_ca), server, host), "");
        EXPECT_EQ(verdict(trusting(ssl_mode::require), server, host), "");
    }
}

TEST_F(tls_verification, needs_a_host_name_under_verify_full) {
    const auto server = signed_by(authority, {});
    expect_refusal(verdict(trusting(), server, ""), "give host beside hostaddr");
    EXPECT_EQ(verdict(trusting(ssl_mode::verify_ca), server, ""), "");
}

TEST_F(tls_verification, refuses_authorities_that_are_not_trusted) {
    const auto stranger = new_authority("Somebody Else");
    const auto signed_by_stranger = signed_by(stranger, {});
    const auto signed_by_itself = self_signed({});
    for (const auto mode :
         {ssl_mode::prefer, ssl_mode::require, ssl_mode::verify_ca, ssl_mode::verify_full}) {
        expect_refusal(verdict(trusting(mode), signed_by_stranger),
                       "certificate verify failed: unable to get");
        expect_refusal(verdict(trusting(mode), signed_by_stranger), "sslrootcert must name the authority");
        expect_refusal(verdict(trusting(mode), signed_by_itself),
                       "certificate verify failed: self-signed certificate");
    }
}

TEST_F(tls_verification, accepts_anybody_without_roots) {
    EXPECT_EQ(verdict({.mode = ssl_mode::require}, self_signed({.until = -60})), "");
    EXPECT_EQ(verdict({.mode = ssl_mode::prefer}, self_signed({}), ""), "");
}

TEST_F(tls_verification, accepts_a_self_signed_certificate_that_is_itself_a_root) {
    const auto server = self_signed({});
    tls_settings settings = trusting();
    settings.root_cert = files.write("server.crt", pem(server.certificate.get()));
    EXPECT_EQ(verdict(settings, server), "");
}

TEST_F(tls_verification, refuses_certificates_outside_their_time) {
    expect_refusal(verdict(trusting(), signed_by(authority, {.until = -60})), "certificate has expired");
    expect_refusal(verdict(trusting(), signed_by(authority, {.from = 3600, .until = 7200})),
                   "certificate is not yet valid");
}

TEST_F(tls_verification, refuses_revoked_certificates) {
    const auto good = signed_by(authority, {});
    const auto bad = signed_by(authority, {});
    auto settings = trusting();
    settings.crl = files.write("root.crl", revocation_list(authority, bad.certificate.get()));
    EXPECT_EQ(verdict(settings, good), "");
    expect_refusal(verdict(settings, bad), "certificate revoked");
    EXPECT_EQ(verdict(trusting(), bad), "");
}

TEST_F(tls_verification, finds_revocation_lists_in_a_directory_by_the_hash_of_the_issuer) {
    const auto bad = signed_by(authority, {});
    char name[32];
    std::snprintf(
        name, sizeof name, "%08lx.r0",
        X509_NAME_hash_ex(X509_get_subject_name(authority.certificate.get()), nullptr, nullptr, nullptr));
    files.write(name, revocation_list(authority, bad.certificate.get()));
    auto settings = trusting();
    settings.crl_dir = files.path("");
    expect_refusal(verdict(settings, bad), "certificate revoked");
    EXPECT_EQ(verdict(settings, signed_by(authority, {})), "");
}

TEST_F(tls_verification, refuses_when_no_current_list_tells) {
    const auto stranger = new_authority("Somebody Else");
    const auto server = signed_by(authority, {});
    auto settings = trusting();
    settings.crl = files.write("root.crl", revocation_list(stranger));
    expect_refusal(verdict(settings, server), "sslcrl and sslcrldir must hold a list of every authority");
    settings.crl = files.write("root.crl", revocation_list(authority, nullptr, -60));
    expect_refusal(verdict(settings, server), "CRL has expired");
}

TEST_F(tls_verification, trusts_the_systems_roots_with_the_host_name) {
    const std::string before = std::getenv("SSL_CERT_FILE") ? std::getenv("SSL_CERT_FILE") : "";
    ::setenv("SSL_CERT_FILE", roots.c_str(), 1);  // where OpenSSL looks instead of the system's own file
    const tls_settings settings{.mode = ssl_mode::require, .root_cert = "system"};
    const auto server = signed_by(authority, {});
    EXPECT_EQ(verdict(settings, server), "");
    expect_refusal(verdict(settings, server, "other.example"), "not for host \"other.example\"");
    ::setenv("SSL_CERT_FILE", before.c_str(), 1);
    if (before.empty())
        ::unsetenv("SSL_CERT_FILE");
}

TEST_F(tls_verification, tells_the_server_names_but_not_addresses) {
    const auto server = self_signed({});
    const auto name_told = [&](const tls_settings& settings, const std::string& host) {
        EXPECT_EQ(verdict(settings, server, host), "");
        return requested_name;
    };
    EXPECT_EQ(name_told({}, "db.example"), "db.example");
    EXPECT_EQ(name_told({.sni = false}, "db.example"), "");
    EXPECT_EQ(name_told({}, "10.0.0.1"), "");
    EXPECT_EQ(name_told({}, "::1"), "");
    EXPECT_EQ(name_told({}, ""), "");
}

TEST_F(tls_verification, fails_to_name_a_host_that_no_name_can_be) {
    expect_refusal(verdict({}, self_signed({}), std::string(300, 'x')), "cannot set up TLS");
}

TEST_F(tls_verification, wants_a_confirmation_of_the_protocol_for_direct_tls) {
    const auto server = self_signed({});
    const tls_settings direct{.mode = ssl_mode::require, .negotiation = net::ssl_negotiation::direct};
    EXPECT_EQ(verdict(direct, peer_plan{.own = server}), "");
    expect_refusal(verdict(direct, peer_plan{.own = server, .alpn = ""}),
                   "sslnegotiation=direct needs PostgreSQL 17");
    EXPECT_EQ(verdict({}, peer_plan{.own = server, .alpn = ""}), "");
    EXPECT_NE(verdict({}, peer_plan{.own = server, .alpn = "http/1.1"}), "");
}

TEST_F(tls_verification, refuses_a_protocol_that_is_too_old_or_too_new) {
    const auto server = self_signed({});
    EXPECT_EQ(verdict({.max_protocol = "TLSv1.2"}, peer_plan{.own = server}), "");
    expect_refusal(
        verdict({.max_protocol = "TLSv1.2"}, peer_plan{.own = server, .min_protocol = TLS1_3_VERSION}),
        "TLS failure: ");
}

}  // namespace
