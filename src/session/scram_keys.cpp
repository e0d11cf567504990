#include "session/scram_keys.hpp"

#include <limits>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace kornak::session {
namespace {

constexpr std::size_t longest = std::numeric_limits<int>::max();  // libcrypto counts in int

const unsigned char* octets(wire::bytes_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* octets(sha256_digest& digest) {
    return reinterpret_cast<unsigned char*>(digest.data());
}

bool hmac(const sha256_digest& key, std::string_view text, sha256_digest& out) {
    return HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), octets(wire::as_bytes(text)),
                text.size(), octets(out), nullptr) != nullptr;
}

}  // namespace

std::optional<scram_keys> scram_keys::derive(std::string_view prepared_password, wire::bytes_view salt,
                                             std::uint32_t iterations) {
    if (prepared_password.size() > longest || salt.size() > longest || iterations > longest)
        return std::nullopt;
    sha256_digest salted;
    scram_keys keys;
    const bool derived =
        PKCS5_PBKDF2_HMAC(prepared_password.data(), static_cast<int>(prepared_password.size()), octets(salt),
                          static_cast<int>(salt.size()), static_cast<int>(iterations), EVP_sha256(),
                          static_cast<int>(salted.size()), octets(salted)) == 1 &&
        hmac(salted, "Client Key", keys.client_) && hmac(salted, "Server Key", keys.server_) &&
        EVP_Digest(keys.client_.data(), keys.client_.size(), octets(keys.stored_), nullptr, EVP_sha256(),
                   nullptr) == 1;
    OPENSSL_cleanse(salted.data(), salted.size());
    if (!derived)
        return std::nullopt;
    return keys;
}

scram_keys::~scram_keys() {
    OPENSSL_cleanse(client_.data(), client_.size());
    OPENSSL_cleanse(stored_.data(), stored_.size());
    OPENSSL_cleanse(server_.data(), server_.size());
}

std::optional<sha256_digest> scram_keys::proof(std::string_view auth_message) const {
    sha256_digest mask;
    if (!hmac(stored_, auth_message, mask))
        return std::nullopt;
    for (std::size_t i = 0; i < mask.size(); ++i)
        mask[i] ^= client_[i];
    return mask;
}

std::optional<sha256_digest> scram_keys::server_signature(std::string_view auth_message) const {
    sha256_digest signature;
    if (!hmac(server_, auth_message, signature))
        return std::nullopt;
    return signature;
}

}  // namespace kornak::session
