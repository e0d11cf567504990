#include "session/scram_client.hpp"

#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "session/base64.hpp"

using namespace kornak;
using session::scram_binding;
using session::scram_client;

namespace {

constexpr std::string_view client_nonce = "fyko+d2lbbFgONRv9qkxdawL";
constexpr std::string_view full_nonce = "fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j";
constexpr std::string_view salt = "0123456789abcdef";
constexpr int iterations = 64;

expected<std::string> fixed_nonce() {
    return std::string{client_nonce};
}
expected<std::string> no_nonce() {
    return failure{failure_kind::connection, "no entropy", nullptr};
}

using digest = std::string;

digest hmac(std::string_view key, std::string_view text) {
    unsigned char out[32];
    const auto octets = wire::as_bytes(text);
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<const unsigned char*>(octets.data()), octets.size(), out, nullptr);
    return {reinterpret_cast<char*>(out), sizeof out};
}

digest sha256(std::string_view text) {
    unsigned char out[32];
    EVP_Digest(text.data(), text.size(), out, nullptr, EVP_sha256(), nullptr);
    return {reinterpret_cast<char*>(out), sizeof out};
}

std::string base64(std::string_view bytes) {
    return session::encode_base64(wire::as_bytes(bytes));
}

std::string from_base64(std::string_view text) {
    const auto bytes = session::decode_base64(text);
    return bytes ? std::string{wire::as_text(*bytes)} : std::string{};
}

/// The server's side: it knows only what a server stores.
class scram_server {
public:
    explicit scram_server(std::string_view password, int count = iterations) : count_(count) {
        unsigned char salted[32];
        const auto octets = wire::as_bytes(salt);
        PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()),
                          reinterpret_cast<const unsigned char*>(octets.data()),
                          static_cast<int>(octets.size()), count, EVP_sha256(), sizeof salted, salted);
        const std::string key{reinterpret_cast<char*>(salted), sizeof salted};
        stored_key_ = sha256(hmac(key, "Client Key"));
        server_key_ = hmac(key, "Server Key");
    }

    std::string first() const {
        return "r=" + std::string{full_nonce} + ",s=" + base64(salt) + ",i=" + std::to_string(count_);
    }

    /// The server's final message; empty when the proof is wrong.
    std::string final(const std::string& client_first, const std::string& client_final) const {
        const auto bare = client_first.substr(client_first.find(",,") + 2);
        const auto proof_at = client_final.rfind(",p=");
        const auto auth = bare + "," + first() + "," + client_final.substr(0, proof_at);
        auto client_key = from_base64(client_final.substr(proof_at + 3));
        const auto signature = hmac(stored_key_, auth);
        if (client_key.size() != signature.size())
            return {};
        for (std::size_t i = 0; i < signature.size(); ++i)
            client_key[i] = static_cast<char>(client_key[i] ^ signature[i]);
        return sha256(client_key) == stored_key_ ? "v=" + base64(hmac(server_key_, auth)) : std::string{};
    }

private:
    int count_;
    digest stored_key_, server_key_;
};

scram_client make_client(std::string_view password = "pencil") {
    return scram_client{password, scram_binding::unsupported, {}, fixed_nonce};
}

/// What a client that has sent its first message says to `server_first`; a failure has an empty message
/// otherwise.
failure failure_of(std::string_view server_first) {
    auto client = make_client();
    client.first_message();
    const auto answer = client.final_message(server_first);
    return answer ? failure{} : answer.error();
}

/// What a client that has sent its proof says to `server_final`.
std::optional<failure> verify(std::string_view server_final) {
    auto client = make_client();
    client.first_message();
    client.final_message(scram_server{"pencil"}.first());
    return client.verify(server_final);
}

TEST(scram_client, sends_an_empty_user_name_and_its_stand_on_binding) {
    EXPECT_EQ(*make_client().first_message(), "n,,n=,r=" + std::string{client_nonce});
    scram_client willing{"x", scram_binding::unoffered, {}, fixed_nonce};
    EXPECT_EQ(*willing.first_message(), "y,,n=,r=" + std::string{client_nonce});
    scram_client bound{"x", scram_binding::bound, wire::as_bytes("hash"), fixed_nonce};
    EXPECT_EQ(*bound.first_message(), "p=tls-server-end-point,,n=,r=" + std::string{client_nonce});
}

TEST(scram_client, logs_in_with_every_binding_and_repeats_it_under_the_proof) {
    const std::string hash(32, '\x9A');
    const struct {
        scram_binding binding;
        std::string binding_data;
    } table[] = {{scram_binding::unsupported, "n,,"},
                 {scram_binding::unoffered, "y,,"},
                 {scram_binding::bound, "p=tls-server-end-point,," + hash}};
    for (const auto& [binding, binding_data] : table) {
        const scram_server server{"pencil"};
        scram_client client{"pencil", binding, wire::as_bytes(hash), fixed_nonce};
        const auto first = client.first_message();
        const auto last = client.final_message(server.first());
        ASSERT_TRUE(last) << last.error().message;
        EXPECT_TRUE(last->starts_with("c=" + base64(binding_data) + ",r=" + std::string{full_nonce} + ",p="));
        EXPECT_FALSE(client.is_verified());
        const auto refused = client.verify(server.final(*first, *last));
        EXPECT_FALSE(refused) << refused->message;
        EXPECT_TRUE(client.is_verified());
    }
}

TEST(scram_client, logs_in_with_any_password) {
    for (const std::string password : {"", "p", "caf\u00E9", "\xFF not utf-8", "comma, equals = and\nmore"}) {
        const scram_server server{password};
        auto client = make_client(password);
        const auto first = client.first_message();
        const auto last = client.final_message(server.first());
        ASSERT_TRUE(last);
        EXPECT_FALSE(client.verify(server.final(*first, *last)));
    }
}

TEST(scram_client, sends_a_proof_that_a_server_with_another_password_refuses) {
    const scram_server server{"pen"};
    auto client = make_client("pencil");
    const auto first = client.first_message();
    const auto last = client.final_message(server.first());
    ASSERT_TRUE(last);
    EXPECT_EQ(server.final(*first, *last), "");
}

TEST(scram_client, makes_a_new_nonce_every_time) {
    std::set<std::string> nonces;
    for (int i = 0; i < 100; ++i) {
        const auto nonce = session::random_scram_nonce();
        ASSERT_TRUE(nonce);
        EXPECT_EQ(nonce->size(), 24u);
        EXPECT_EQ(nonce->find(','), std::string::npos);
        nonces.insert(*nonce);
    }
    EXPECT_EQ(nonces.size(), 100u);
}

TEST(scram_client, fails_without_a_nonce) {
    scram_client client{"pencil", scram_binding::unsupported, {}, no_nonce};
    const auto first = client.first_message();
    ASSERT_FALSE(first);
    EXPECT_EQ(first.error().message, "no entropy");
}

TEST(scram_client, rejects_a_nonce_that_is_not_ours) {
    const std::string rest = ",s=" + base64(salt) + ",i=64";
    for (const std::string& nonce :
         {std::string{client_nonce}, std::string{client_nonce.substr(1)} + "more",
          "X" + std::string{full_nonce}, std::string{}, std::string{client_nonce} + "\n",
          std::string{client_nonce} + '\0', std::string{client_nonce} + "\xC3\xA9",
          std::string{client_nonce} + " "}) {
        const auto why = failure_of("r=" + nonce + rest);
        EXPECT_EQ(why.kind, failure_kind::protocol) << nonce;
        EXPECT_NE(why.message.find("nonce"), std::string::npos) << nonce;
    }
}

TEST(scram_client, rejects_a_malformed_first_message_of_the_server) {
    const std::string nonce = "r=" + std::string{full_nonce};
    const std::string good_salt = ",s=" + base64(salt);
    const struct {
        std::string message;
        std::string_view reason;
    } table[] = {
        {"", "nonce"},
        {"m=future," + nonce + good_salt + ",i=64", "extension"},
        {"v=" + base64(std::string(32, 'x')), "nonce"},
        {"e=other-error", "nonce"},
        {"s=" + base64(salt) + "," + nonce + ",i=64", "nonce"},
        {nonce, "salt"},
        {nonce + ",i=64" + good_salt, "salt"},
        {nonce + ",s=" + ",i=64", "salt"},
        {nonce + ",s=not base64" + ",i=64", "salt"},
        {nonce + ",s=QUJ" + ",i=64", "salt"},
        {nonce + good_salt, "iteration count"},
        {nonce + good_salt + ",", "iteration count"},
        {nonce + good_salt + ",i", "iteration count"},
        {nonce + good_salt + ",i=", "iteration count"},
        {nonce + good_salt + ",i=0", "iteration count"},
        {nonce + good_salt + ",i=064", "iteration count"},
        {nonce + good_salt + ",i=-64", "iteration count"},
        {nonce + good_salt + ",i=+64", "iteration count"},
        {nonce + good_salt + ",i= 64", "iteration count"},
        {nonce + good_salt + ",i=64 ", "iteration count"},
        {nonce + good_salt + ",i=6x4", "iteration count"},
        {nonce + good_salt + ",i=99999999999x", "iteration count"},
    };
    for (const auto& [message, reason] : table) {
        const auto why = failure_of(message);
        EXPECT_EQ(why.kind, failure_kind::protocol) << message;
        EXPECT_NE(why.message.find(reason), std::string::npos) << message << "\n" << why.message;
    }
}

TEST(scram_client, refuses_to_hash_for_ever) {
    const std::string start = "r=" + std::string{full_nonce} + ",s=" + base64(salt) + ",i=";
    for (const std::string count :
         {"1000001", "2147483648", "4294967295", "4294967296", "99999999999999999999999"}) {
        const auto why = failure_of(start + count);
        EXPECT_EQ(why.kind, failure_kind::connection);
        EXPECT_NE(why.message.find("1000000 hash iterations"), std::string::npos) << why.message;
    }
}

TEST(scram_client, ignores_optional_extensions) {
    const scram_server server{"pencil"};
    auto client = make_client();
    client.first_message();
    EXPECT_TRUE(client.final_message(server.first() + ",x=unknown"));
}

TEST(scram_client, never_completes_a_login_from_a_truncated_first_message) {
    const scram_server server{"pencil"};
    const auto whole = server.first();
    for (std::size_t size = 0; size < whole.size(); ++size) {
        auto client = make_client();
        const auto first = client.first_message();
        const auto last = client.final_message(whole.substr(0, size));
        if (last) {  // the iteration count lost a digit: the proof is one for another message
            EXPECT_EQ(size, whole.size() - 1);
            EXPECT_EQ(server.final(*first, *last), "");
        }
    }
}

TEST(scram_client, rejects_a_truncated_or_damaged_signature) {
    const scram_server server{"pencil"};
    auto client = make_client();
    const auto first = client.first_message();
    const auto whole = server.final(*first, *client.final_message(server.first()));
    ASSERT_FALSE(verify(whole));
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_TRUE(verify(whole.substr(0, size))) << size;
    for (std::size_t at = 0; at < whole.size(); ++at) {
        auto damaged = whole;
        damaged[at] = damaged[at] == 'A' ? 'B' : 'A';
        EXPECT_TRUE(verify(damaged)) << at;
    }
}

TEST(scram_client, does_not_trust_a_server_that_does_not_know_the_password) {
    const auto why = verify("v=" + base64(std::string(32, 'x')));
    ASSERT_TRUE(why);
    EXPECT_EQ(why->kind, failure_kind::connection);
    EXPECT_NE(why->message.find("impostor"), std::string::npos);
    EXPECT_EQ(why->message.find("pencil"), std::string::npos);
}

TEST(scram_client, rejects_a_malformed_final_message_of_the_server) {
    for (const std::string& message :
         {std::string{}, std::string{"v"}, std::string{"v="}, std::string{"v=!!!!"}, "v=" + base64("short"),
          "v=" + base64(std::string(33, 'x')), "x=1,v=" + base64(std::string(32, 'x')), std::string{"e="},
          std::string{"e=line\nbreak"}, scram_server{"pencil"}.first()}) {
        const auto why = verify(message);
        ASSERT_TRUE(why) << message;
        EXPECT_EQ(why->kind, failure_kind::protocol) << message;
    }
}

TEST(scram_client, reports_the_error_of_the_server) {
    const auto why = verify("e=channel-bindings-dont-match,x=more");
    ASSERT_TRUE(why);
    EXPECT_EQ(why->kind, failure_kind::connection);
    EXPECT_EQ(why->message, "SCRAM login: the server refuses it: channel-bindings-dont-match");
}

TEST(scram_client, fails_when_the_server_does_not_wait_its_turn) {
    const scram_server server{"pencil"};
    {
        auto client = make_client();
        EXPECT_FALSE(client.final_message(server.first()));
        EXPECT_TRUE(client.verify("v=" + base64(std::string(32, '\0'))));
    }
    {
        auto client = make_client();
        client.first_message();
        EXPECT_TRUE(client.verify("v=" + base64(std::string(32, '\0'))));
        EXPECT_FALSE(client.final_message(server.first()));
    }
    {
        auto client = make_client();
        const auto first = client.first_message();
        const auto last = client.final_message(server.first());
        EXPECT_FALSE(client.final_message(server.first()));
        EXPECT_TRUE(client.verify(server.final(*first, *last)));
        EXPECT_FALSE(client.is_verified());
    }
    {
        auto client = make_client();
        const auto first = client.first_message();
        const auto last = server.final(*first, *client.final_message(server.first()));
        EXPECT_FALSE(client.verify(last));
        EXPECT_TRUE(client.verify(last));
        EXPECT_FALSE(client.is_verified());
    }
}

}  // namespace
