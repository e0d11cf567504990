#include "session/scram_keys.hpp"

#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "session/base64.hpp"

using namespace kornak;
using session::scram_keys;

namespace {

// The exchange that RFC 7677, section 3, prints.
constexpr std::string_view rfc_auth_message =
    "n=user,r=rOprNGfwEbeRWgbNEkqO,"
    "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,"
    "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";

TEST(scram_keys, agree_with_the_vector_of_rfc_7677) {
    const auto salt = session::decode_base64("W22ZaJ0SNY7soEsUEjb6gQ==");
    const auto keys = scram_keys::derive("pencil", *salt, 4096);
    ASSERT_TRUE(keys);
    EXPECT_EQ(session::encode_base64(*keys->proof(rfc_auth_message)),
              "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
    EXPECT_EQ(session::encode_base64(*keys->server_signature(rfc_auth_message)),
              "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
}

TEST(scram_keys, differ_by_password_salt_and_iterations) {
    const auto proof = [](std::string_view password, std::string_view salt, std::uint32_t iterations) {
        return *scram_keys::derive(password, wire::as_bytes(salt), iterations)->proof("x");
    };
    const auto base = proof("pencil", "salt", 2);
    EXPECT_EQ(proof("pencil", "salt", 2), base);
    EXPECT_NE(proof("Pencil", "salt", 2), base);
    EXPECT_NE(proof("pencil", "Salt", 2), base);
    EXPECT_NE(proof("pencil", "salt", 3), base);
    EXPECT_NE(proof("", "salt", 2), base);
}

TEST(scram_keys, are_not_derived_when_libcrypto_could_not_count_the_iterations) {
    EXPECT_FALSE(
        scram_keys::derive("pencil", wire::as_bytes("salt"), std::numeric_limits<std::uint32_t>::max()));
}

}  // namespace
