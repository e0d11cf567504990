#include "session/scram_client.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>
#include <utility>
#include <vector>

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/rand.h>

#include "session/base64.hpp"
#include "session/saslprep.hpp"

namespace kornak::session {
namespace {

std::string_view gs2_header(scram_binding binding) noexcept {
    switch (binding) {
        case scram_binding::unsupported: return "n,,";
        case scram_binding::unoffered: return "y,,";
        case scram_binding::bound: return "p=tls-server-end-point,,";
    }
    return {};
}

failure malformed(std::string why) {
    return {failure_kind::protocol, "SCRAM login: " + std::move(why), nullptr};
}

failure refused(std::string why) {
    return {failure_kind::connection, "SCRAM login: " + std::move(why), nullptr};
}

failure broken_libcrypto(std::string_view what) {
    ERR_clear_error();  // what is left in the thread's queue would look like another library's failure
    return refused("OpenSSL cannot compute " + std::string{what} + "; check its installation");
}

/// RFC 5802's printable characters; a comma never gets here.
bool is_printable(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '!' && c <= '~'; });
}

/// Reads "n=value,n=value,...": RFC 5802, section 5.1. What is left at the end are extensions to ignore.
class attribute_reader {
public:
    explicit attribute_reader(std::string_view message) : rest_(message) {}

    /// The value of the next attribute if it is `name`.
    std::optional<std::string_view> take(char name) {
        if (rest_.size() < 2 || rest_[0] != name || rest_[1] != '=')
            return std::nullopt;
        const auto end = std::min(rest_.find(','), rest_.size());
        const auto value = rest_.substr(2, end - 2);
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        return value;
    }

private:
    std::string_view rest_;
};

struct server_first_message {
    std::string_view nonce;
    std::vector<std::byte> salt;
    std::uint32_t iterations = 0;
};

expected<std::uint32_t> parse_iterations(std::string_view text) {
    std::uint32_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (end != text.data() + text.size() || text.empty() || text[0] == '0')
        return malformed("the server's iteration count is not a positive number");
    if (error == std::errc::result_out_of_range || count > max_scram_iterations)
        return refused("the server asks for more than " + std::to_string(max_scram_iterations) +
                       " hash iterations; set the password anew with fewer scram_iterations");
    return count;
}

/// server-first-message = "r=" nonce ",s=" salt ",i=" iteration-count ["," extensions]
expected<server_first_message> parse_server_first(std::string_view text, std::string_view client_nonce) {
    attribute_reader attributes{text};
    if (attributes.take('m'))
        return malformed("the server demands an extension that is not known here");
    const auto nonce = attributes.take('r');
    if (!nonce)
        return malformed("the server's first message does not begin with a nonce");
    if (!is_printable(*nonce) || !nonce->starts_with(client_nonce) || nonce->size() == client_nonce.size())
        return malformed("the server's nonce does not continue the client's");
    const auto salt_text = attributes.take('s');
    auto salt = decode_base64(salt_text.value_or(""));
    if (!salt || salt->empty())
        return malformed("the server's first message has no valid salt");
    const auto count_text = attributes.take('i');
    if (!count_text)
        return malformed("the server's first message has no iteration count");
    const auto iterations = parse_iterations(*count_text);
    if (!iterations)
        return iterations.error();
    return server_first_message{*nonce, std::move(*salt), *iterations};
}

}  // namespace

expected<std::string> random_scram_nonce() {
    std::array<std::byte, 18> bytes;
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size())) != 1)
        return broken_libcrypto("random bytes");
    return encode_base64(bytes);
}

scram_client::scram_client(std::string_view password, scram_binding binding,
                           wire::bytes_view certificate_hash, nonce_source new_nonce)
    : password_(saslprep(password)), header_(gs2_header(binding)), binding_(header_), new_nonce_(new_nonce) {
    if (binding == scram_binding::bound)
        binding_ += wire::as_text(certificate_hash);
}

scram_client::~scram_client() {
    OPENSSL_cleanse(password_.data(), password_.size());
}

expected<std::string> scram_client::first_message() {
    auto nonce = new_nonce_();
    if (!nonce)
        return std::move(nonce).error();
    nonce_ = *std::move(nonce);
    step_ = step::first_sent;
    return std::string{header_}.append("n=,r=").append(nonce_);
}

expected<std::string> scram_client::final_message(std::string_view server_first) {
    if (std::exchange(step_, step::failed) != step::first_sent)
        return malformed("the server sent its first message out of turn");
    const auto parsed = parse_server_first(server_first, nonce_);
    if (!parsed)
        return parsed.error();

    const auto keys = scram_keys::derive(password_, parsed->salt, parsed->iterations);
    OPENSSL_cleanse(password_.data(), password_.size());
    if (!keys)
        return broken_libcrypto("PBKDF2 with SHA-256");

    std::string message = "c=" + encode_base64(wire::as_bytes(binding_));
    message.append(",r=").append(parsed->nonce);
    std::string auth_message = "n=,r=" + nonce_;
    auth_message.append(",").append(server_first).append(",").append(message);
    const auto proof = keys->proof(auth_message);
    const auto signature = keys->server_signature(auth_message);
    if (!proof || !signature)
        return broken_libcrypto("HMAC with SHA-256");

    signature_ = *signature;
    step_ = step::final_sent;
    return message.append(",p=").append(encode_base64(*proof));
}

// server-final-message = ("e=" error / "v=" signature) ["," extensions]
std::optional<failure> scram_client::verify(std::string_view server_final) {
    if (std::exchange(step_, step::failed) != step::final_sent)
        return malformed("the server sent its final message out of turn");
    attribute_reader attributes{server_final};
    if (const auto error = attributes.take('e')) {
        if (!is_printable(*error))
            return malformed("the server's error is not readable");
        return refused("the server refuses it: " + std::string{*error});
    }
    const auto verifier = attributes.take('v');
    const auto claimed = decode_base64(verifier.value_or(""));
    if (!claimed || claimed->size() != signature_.size())
        return malformed("the server's final message has no valid signature");
    if (CRYPTO_memcmp(claimed->data(), signature_.data(), signature_.size()) != 0)
        return refused("the server could not prove that it knows the password; it may be an impostor");
    step_ = step::verified;
    return std::nullopt;
}

}  // namespace kornak::session
