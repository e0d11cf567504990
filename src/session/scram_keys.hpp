#ifndef KORNAK_SESSION_SCRAM_KEYS_HPP
#define KORNAK_SESSION_SCRAM_KEYS_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <kornak/detail/byte_reader.hpp>

namespace kornak::session {

using sha256_digest = std::array<std::byte, 32>;

/// The keys that SCRAM-SHA-256 derives from a password: RFC 5802, section 3, with the hash of RFC 7677.
/// Errors: every function returns nothing where libcrypto cannot compute the hash.
/// Lifetime: the keys are wiped from memory with the object.
class scram_keys {
public:
    /// Effects: hashes 2 * `iterations` times, a second of work for about three million.
    static std::optional<scram_keys> derive(std::string_view prepared_password, wire::bytes_view salt,
                                            std::uint32_t iterations);
    scram_keys(const scram_keys&) = default;
    scram_keys& operator=(const scram_keys&) = default;
    ~scram_keys();

    /// What shows the server that the client knows the password: ClientProof.
    std::optional<sha256_digest> proof(std::string_view auth_message) const;
    /// What only a server that knows the password's keys can send: ServerSignature.
    std::optional<sha256_digest> server_signature(std::string_view auth_message) const;

private:
    scram_keys() = default;

    sha256_digest client_{};
    sha256_digest stored_{};
    sha256_digest server_{};
};

}  // namespace kornak::session

#endif
