#include "session/md5_password.hpp"

#include <array>

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include <kornak/detail/byte_reader.hpp>

namespace kornak::session {
namespace {

/// MD5 of `text` as 32 hexadecimal digits; empty where libcrypto refuses to compute it. Wipes `text`.
std::string take_md5(std::string text) {
    std::array<unsigned char, 16> digest;
    const bool hashed = EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_md5(), nullptr) == 1;
    OPENSSL_cleanse(text.data(), text.size());
    std::string hex;
    if (!hashed)
        return hex;
    for (const unsigned char byte : digest) {
        hex += "0123456789abcdef"[byte >> 4];
        hex += "0123456789abcdef"[byte & 15];
    }
    return hex;
}

}  // namespace

expected<std::string> md5_password(std::string_view user, std::string_view password,
                                   std::span<const std::byte, 4> salt) {
    std::string secret;
    secret.reserve(password.size() + user.size());  // one allocation, so that no copy is left behind unwiped
    secret.append(password).append(user);
    std::string salted = take_md5(std::move(secret));
    std::string answer;
    if (!salted.empty())
        answer = take_md5(std::move(salted.append(wire::as_text(salt))));
    if (answer.empty()) {
        ERR_clear_error();  // what is left in the thread's queue would look like another library's failure
        return failure{
            failure_kind::connection,
            "cannot answer the server's request for an MD5 password: the installed OpenSSL offers no MD5 "
            "(FIPS mode?); give the role a SCRAM password",
            nullptr};
    }
    return "md5" + answer;
}

}  // namespace kornak::session
