#include "session/base64.hpp"

#include <openssl/evp.h>

namespace kornak::session {
namespace {

// libcrypto counts in int; nothing that SCRAM exchanges comes near this.
constexpr std::size_t longest_text = std::size_t{1} << 24;

}  // namespace

std::string encode_base64(wire::bytes_view bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // libcrypto adds a terminating zero
    const int length =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

std::optional<std::vector<std::byte>> decode_base64(std::string_view text) {
    if (text.empty())
        return std::vector<std::byte>{};
    if (text.size() % 4 != 0 || text.size() > longest_text)
        return std::nullopt;
    std::vector<std::byte> bytes(text.size() / 4 * 3);
    const int length =
        EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                        reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    if (length < 0)
        return std::nullopt;
    const auto last = text.find_last_not_of('=');
    const std::size_t padding = last == text.npos ? text.size() : text.size() - 1 - last;
    if (padding > 2)
        return std::nullopt;
    // libcrypto decodes padding to zero bytes, skips white space, ignores stray bits: encoding again tells.
    bytes.resize(static_cast<std::size_t>(length) - padding);
    if (encode_base64(bytes) != text)
        return std::nullopt;
    return bytes;
}

}  // namespace kornak::session
