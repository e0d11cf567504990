#include "session/md5_password.hpp"

#include <array>
#include <cstddef>
#include <string>

#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/evp.h>

using namespace kornak;

namespace {

constexpr std::array<std::byte, 4> salt{std::byte{0x01}, std::byte{0x80}, std::byte{0x00}, std::byte{0xFF}};

std::string answer(std::string_view user, std::string_view password) {
    const auto hash = session::md5_password(user, password, salt);
    return hash ? *hash : "failure: " + hash.error().message;
}

/// FIPS mode as far as it shows here: libcrypto finds no digest.
class without_md5 {
public:
    without_md5() { EVP_set_default_properties(nullptr, "fips=yes"); }
    ~without_md5() { EVP_set_default_properties(nullptr, ""); }
};

// Made with: echo -n <md5 of password and user><salt> | md5sum
TEST(md5_password, hashes_password_and_user_and_then_the_salt) {
    EXPECT_EQ(answer("postgres", "secret"), "md526e6c9640c2ff37ea80b271da4b6f85d");
    EXPECT_EQ(answer("", ""), "md5940ef5c7db983aaaee32155e7da5872b");
    EXPECT_EQ(answer("jos\xC3\xA9",
                     "a password far longer than the block of 64 bytes that MD5 works on, to be sure"),
              "md5400796b0bbf6393cd9eb27c6f0d13963");
}

TEST(md5_password, joins_password_and_user_without_a_separator) {
    EXPECT_EQ(answer("bc", "a"), answer("c", "ab"));
    EXPECT_NE(answer("ab", "c"), answer("c", "ab"));
}

TEST(md5_password, fails_where_libcrypto_has_no_md5_and_leaves_no_error_behind) {
    const without_md5 fips;
    const auto hash = session::md5_password("postgres", "secret", salt);
    ASSERT_FALSE(hash);
    EXPECT_EQ(hash.error().kind, failure_kind::connection);
    EXPECT_NE(hash.error().message.find("MD5"), std::string::npos);
    EXPECT_EQ(hash.error().message.find("secret"), std::string::npos);
    EXPECT_EQ(ERR_peek_error(), 0u);
}

}  // namespace
