#include "net/tls_end_point_hash.hpp"

#include <string>

#include <gtest/gtest.h>
#include <openssl/rsa.h>

#include "tls_test_certificate.hpp"

using namespace kornak;
using namespace tls_test;

namespace {

std::string hashed(const std::string& text, const EVP_MD* hash) {
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    EVP_Digest(text.data(), text.size(), out, &size, hash, nullptr);
    return {reinterpret_cast<char*>(out), size};
}

std::string end_point_hash(const identity& server) {
    const auto bytes = net::end_point_hash(server.certificate.get());
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

TEST(tls_end_point_hash, is_that_of_the_signature_but_never_a_broken_one) {
    const struct {
        const EVP_MD *signature, *expected;
    } table[] = {{EVP_sha256(), EVP_sha256()},
                 {EVP_sha384(), EVP_sha384()},
                 {EVP_sha512(), EVP_sha512()},
                 {EVP_sha224(), EVP_sha224()},
                 {EVP_sha1(), EVP_sha256()}};
    for (const auto& [signature, expected] : table) {
        const auto server = self_signed({.hash = signature});
        EXPECT_EQ(end_point_hash(server), hashed(der(server.certificate.get()), expected))
            << EVP_MD_get0_name(signature);
    }
}

TEST(tls_end_point_hash, replaces_md5) {
    const auto server = self_signed({.hash = EVP_md5()}, checked(EVP_RSA_gen(1024)));
    EXPECT_EQ(end_point_hash(server), hashed(der(server.certificate.get()), EVP_sha256()));
}

TEST(tls_end_point_hash, is_found_in_the_parameters_of_rsa_pss) {
    const auto key = checked(EVP_RSA_gen(1024));
    const auto certificate = unsigned_certificate(key.get(), {});
    const auto context = checked(EVP_MD_CTX_new());
    EVP_PKEY_CTX* parameters = nullptr;
    ASSERT_EQ(EVP_DigestSignInit(context.get(), &parameters, EVP_sha384(), nullptr, key.get()), 1);
    ASSERT_EQ(EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING), 1);
    ASSERT_GT(X509_sign_ctx(certificate.get(), context.get()), 0);
    const auto hash = net::end_point_hash(certificate.get());
    EXPECT_EQ(std::string(reinterpret_cast<const char*>(hash.data()), hash.size()),
              hashed(der(certificate.get()), EVP_sha384()));
}

TEST(tls_end_point_hash, is_not_defined_for_ed25519) {
    const auto server =
        self_signed({.hash = nullptr}, checked(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")));
    EXPECT_EQ(end_point_hash(server), "");
}

}  // namespace
