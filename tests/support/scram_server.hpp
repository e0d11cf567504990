#ifndef KORNAK_TESTS_SUPPORT_SCRAM_SERVER_HPP
#define KORNAK_TESTS_SUPPORT_SCRAM_SERVER_HPP

#include <string>
#include <string_view>

#include "session/base64.hpp"
#include "session/scram_keys.hpp"

namespace kornak::session {

/// The server's side of SCRAM-SHA-256, for as long as it takes to log one client in.
class scram_server {
public:
    explicit scram_server(std::string_view password)
        : keys_(*scram_keys::derive(password, wire::as_bytes(salt), iterations)) {}

    /// The server's first message, for the client's.
    std::string first(std::string_view client_first) {
        client_bare_ = client_first.substr(client_first.find(",,") + 2);
        nonce_ = client_bare_.substr(client_bare_.find("r=") + 2) + "+server";
        return first_ = "r=" + nonce_ + ",s=" + encode_base64(wire::as_bytes(salt)) +
                        ",i=" + std::to_string(iterations);
    }

    /// The server's final message, for the client's; empty where its proof does not fit the password.
    std::string final(std::string_view client_final) const {
        const auto proof_at = client_final.rfind(",p=");
        const std::string auth =
            client_bare_ + "," + first_ + "," + std::string(client_final.substr(0, proof_at));
        if (client_final.substr(proof_at + 3) != encode_base64(*keys_.proof(auth)))
            return {};
        return "v=" + encode_base64(*keys_.server_signature(auth));
    }

private:
    static constexpr std::string_view salt = "0123456789abcdef";
    static constexpr std::uint32_t iterations = 16;

    scram_keys keys_;
    std::string client_bare_, nonce_, first_;
};

}  // namespace kornak::session

#endif
