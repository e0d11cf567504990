#include "net/tls_context.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <openssl/err.h>

#include "tls_test_certificate.hpp"
#include "tls_test_directory.hpp"

using namespace kornak;
using namespace tls_test;
using net::ssl_mode;
using net::tls_settings;

namespace {

/// "" for a context that could be made.
std::string failure_of(const tls_settings& settings) {
    const auto context = net::tls_context::create(settings);
    EXPECT_EQ(ERR_peek_error(), 0u) << "left in OpenSSL's queue";
    if (context)
        return {};
    EXPECT_EQ(context.error().kind, failure_kind::connection);
    EXPECT_FALSE(context.error().sent);
    return context.error().message;
}

void expect_part(const std::string& text, std::string_view part) {
    EXPECT_NE(text.find(part), std::string::npos) << "\"" << text << "\" lacks \"" << part << "\"";
}

bool verifies(const tls_settings& settings) {
    const auto context = net::tls_context::create(settings);
    return context && SSL_CTX_get_verify_mode(context->native()) == SSL_VERIFY_PEER;
}

constexpr ssl_mode all_modes[] = {ssl_mode::disable, ssl_mode::allow,     ssl_mode::prefer,
                                  ssl_mode::require, ssl_mode::verify_ca, ssl_mode::verify_full};

struct tls_context : testing::Test {
    directory files;
    identity authority = new_authority();
    std::string roots = files.write("root.crt", pem(authority.certificate.get()));

    tls_settings with_roots(ssl_mode mode = ssl_mode::verify_full) const {
        return {.mode = mode, .root_cert = roots};
    }
};

TEST_F(tls_context, verifies_in_every_mode_when_there_are_roots) {
    for (const auto mode : all_modes) {
        EXPECT_TRUE(verifies(with_roots(mode)));
        EXPECT_TRUE(verifies({.mode = mode, .root_cert = roots}));
    }
}

TEST_F(tls_context, does_without_a_default_root_file_that_is_not_there_unless_it_must_verify) {
    for (const auto& path : {files.path("absent.crt"), std::string{}}) {
        for (const auto mode : {ssl_mode::allow, ssl_mode::prefer, ssl_mode::require}) {
            EXPECT_EQ(failure_of({.mode = mode, .root_cert = path}), "");
            EXPECT_FALSE(verifies({.mode = mode, .root_cert = path}));
        }
        for (const auto mode : {ssl_mode::verify_ca, ssl_mode::verify_full})
            expect_part(failure_of({.mode = mode, .root_cert = path}), "sslrootcert=system");
    }
    expect_part(failure_of({.mode = ssl_mode::verify_ca, .root_cert = files.path("absent.crt")}),
                "there is no root certificate file \"" + files.path("absent.crt") + "\"");
}

TEST_F(tls_context, fails_when_the_root_file_holds_no_certificate) {
    for (const std::string content : {"", "not a certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n"})
        expect_part(failure_of({.root_cert = files.write("bad.crt", content)}), files.path("bad.crt"));
}

TEST_F(tls_context, compares_host_names_only_under_verify_full_or_with_the_systems_roots) {
    for (const auto mode : all_modes) {
        const auto context = net::tls_context::create(with_roots(mode));
        ASSERT_TRUE(context);
        EXPECT_EQ(context->verifies_host(), mode == ssl_mode::verify_full);
    }
    const auto system = net::tls_context::create({.mode = ssl_mode::require, .root_cert = "system"});
    ASSERT_TRUE(system);
    EXPECT_TRUE(system->verifies_host());
    EXPECT_EQ(SSL_CTX_get_verify_mode(system->native()), SSL_VERIFY_PEER);
}

TEST_F(tls_context, checks_revocation_when_there_is_a_list) {
    const auto checks = [&](const tls_settings& settings) {
        const auto context = net::tls_context::create(settings);
        EXPECT_TRUE(context) << context.error().message;
        const auto flags = X509_VERIFY_PARAM_get_flags(SSL_CTX_get0_param(context->native()));
        const auto store = X509_STORE_get0_param(SSL_CTX_get_cert_store(context->native()));
        return ((flags | X509_VERIFY_PARAM_get_flags(store)) & X509_V_FLAG_CRL_CHECK_ALL) != 0;
    };
    auto settings = with_roots();
    EXPECT_FALSE(checks(settings));
    settings.crl = files.path("absent.crl");
    EXPECT_FALSE(checks(settings));
    settings.crl = files.write("root.crl", revocation_list(authority));
    EXPECT_TRUE(checks(settings));
    settings.root_cert = "system";
    EXPECT_FALSE(checks(settings));
    settings = with_roots();
    settings.crl_dir = files.path("");
    EXPECT_TRUE(checks(settings));
}

TEST_F(tls_context, fails_when_a_revocation_list_cannot_be_used) {
    auto settings = with_roots();
    settings.crl = files.write("bad.crl", "not a list");
    expect_part(failure_of(settings), settings.crl);
    settings.crl = roots;  // certificates are no list
    expect_part(failure_of(settings), settings.crl);
    settings = with_roots();
    settings.crl_dir = files.path("absent");
    expect_part(failure_of(settings), settings.crl_dir);
}

TEST_F(tls_context, bounds_the_protocol) {
    const auto bounds = [](std::string lowest, std::string highest) {
        const auto context =
            net::tls_context::create({.min_protocol = std::move(lowest), .max_protocol = std::move(highest)});
        EXPECT_TRUE(context);
        return std::pair{SSL_CTX_get_min_proto_version(context->native()),
                         SSL_CTX_get_max_proto_version(context->native())};
    };
    EXPECT_EQ(bounds("", ""), (std::pair<long, long>{0, 0}));
    EXPECT_EQ(bounds("TLSv1", "TLSv1.1"), (std::pair<long, long>{TLS1_VERSION, TLS1_1_VERSION}));
    EXPECT_EQ(bounds("TLSv1.2", "TLSv1.3"), (std::pair<long, long>{TLS1_2_VERSION, TLS1_3_VERSION}));
    expect_part(failure_of({.min_protocol = "SSLv3"}), "\"SSLv3\" is not a protocol version");
    expect_part(failure_of({.max_protocol = "TLSv1.4"}), "\"TLSv1.4\" is not a protocol version");
}

struct tls_client_certificate : testing::Test {
    directory files;
    identity own = self_signed({.common_name = "joe"});
    std::string cert = files.write("postgresql.crt", pem(own.certificate.get()));

    tls_settings with_key(const std::string& key, std::string pass_phrase = {}) const {
        return {.cert = cert, .key = key, .key_password = std::move(pass_phrase), .cert_given = true};
    }
};

TEST_F(tls_client_certificate, is_loaded_with_its_key) {
    for (const auto& content : {pem(own.key.get()), der(own.key.get())}) {
        const auto context = net::tls_context::create(with_key(files.write("key", content)));
        ASSERT_TRUE(context) << context.error().message;
        EXPECT_EQ(X509_cmp(SSL_CTX_get0_certificate(context->native()), own.certificate.get()), 0);
        EXPECT_NE(SSL_CTX_get0_privatekey(context->native()), nullptr);
    }
}

TEST_F(tls_client_certificate, may_be_absent_when_it_is_the_default_one) {
    EXPECT_EQ(failure_of({.cert = files.path("absent"), .key = files.path("absent")}), "");
    EXPECT_EQ(failure_of({.cert = "", .key = files.path("absent")}), "");
}

TEST_F(tls_client_certificate, must_be_there_and_be_one_when_it_was_named) {
    tls_settings settings{.cert = files.path("absent"), .key = files.path("absent"), .cert_given = true};
    expect_part(failure_of(settings), "No such file");
    settings.cert = files.write("bad.crt", "not a certificate");
    expect_part(failure_of(settings), files.path("bad.crt"));
}

TEST_F(tls_client_certificate, needs_its_own_key) {
    expect_part(failure_of(with_key(files.path("absent"))),
                "private key file \"" + files.path("absent") + "\"");
    expect_part(failure_of(with_key("")), "private key file");
    expect_part(failure_of(with_key(files.path(""))), "not a regular file");
    expect_part(failure_of(with_key(files.write("bad", "not a key"))), files.path("bad"));
    const auto stranger = new_key();
    expect_part(failure_of(with_key(files.write("stranger", pem(stranger.get())))),
                "cannot use the client certificate");
    const auto other_kind = checked(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    expect_part(failure_of(with_key(files.write("kind", pem(other_kind.get())))), "does not belong");
}

TEST_F(tls_client_certificate, refuses_a_key_that_others_can_read) {
    const auto refused = [&](unsigned mode, bool root_owns) {
        const auto key = files.write("key", pem(own.key.get()), mode);
        if (!root_owns && ::geteuid() == 0 && ::chown(key.c_str(), 65534, 65534) != 0)
            throw std::runtime_error("chown");
        const auto text = failure_of(with_key(key));
        std::filesystem::remove(key);
        return text.find("open to others") != std::string::npos;
    };
    for (const unsigned mode : {0600u, 0400u, 0700u})
        EXPECT_FALSE(refused(mode, false)) << mode;
    for (const unsigned mode : {0640u, 0604u, 0620u, 0601u, 0644u, 0777u})
        EXPECT_TRUE(refused(mode, false)) << mode;
    if (::geteuid() != 0)
        return;  // only root can make files of root
    for (const unsigned mode : {0600u, 0640u, 0440u, 0700u})
        EXPECT_FALSE(refused(mode, true)) << mode;
    for (const unsigned mode : {0660u, 0650u, 0644u, 0641u, 0642u})
        EXPECT_TRUE(refused(mode, true)) << mode;
}

TEST_F(tls_client_certificate, opens_an_encrypted_key_with_the_pass_phrase_and_never_asks) {
    const auto key = files.write("key", pem(own.key.get(), "correct horse"));
    EXPECT_EQ(failure_of(with_key(key, "correct horse")), "");
    expect_part(failure_of(with_key(key)), "is encrypted; give its pass phrase in sslpassword");
    expect_part(failure_of(with_key(key, "battery staple")), "sslpassword does not open it");
    EXPECT_EQ(failure_of(with_key(key, "battery staple")).find("staple"), std::string::npos);
    expect_part(failure_of(with_key(key, std::string(5000, 'x'))), "sslpassword does not open it");
}

}  // namespace
