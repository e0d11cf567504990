#include "session/base64.hpp"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

using namespace kornak;

namespace {

std::string decoded(std::string_view text) {
    const auto bytes = session::decode_base64(text);
    return bytes ? std::string{wire::as_text(*bytes)} : "refused";
}

TEST(base64, agrees_with_the_vectors_of_rfc_4648) {
    constexpr std::string_view table[][2] = {{"", ""},
                                             {"f", "Zg=="},
                                             {"fo", "Zm8="},
                                             {"foo", "Zm9v"},
                                             {"foob", "Zm9vYg=="},
                                             {"fooba", "Zm9vYmE="},
                                             {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, text] : table) {
        EXPECT_EQ(session::encode_base64(wire::as_bytes(plain)), text);
        EXPECT_EQ(decoded(text), plain);
    }
}

TEST(base64, takes_back_all_bytes_at_every_length) {
    std::string bytes;
    for (int i = 0; i < 300; ++i) {
        EXPECT_EQ(decoded(session::encode_base64(wire::as_bytes(bytes))), bytes);
        bytes += static_cast<char>(i * 7);
    }
}

TEST(base64, refuses_what_is_not_canonical) {
    using namespace std::string_view_literals;
    for (const std::string_view text :
         {"Z"sv,        "Zg"sv,          "Zg="sv,      "Zg==="sv,    "Z==="sv,
          "===="sv,     "="sv,           "Zg==Zg=="sv, "Zm9v\n"sv,   "Zm9v\n\n\n\n"sv,
          "    Zm9v"sv, "    Zg=="sv,    "    ===="sv, "\n\n\n\n"sv, "Zm 9v"sv,
          "Zm9-"sv,     "Zm9_"sv,        "Zh=="sv,     "Zm9="sv,     "Zm8=Zm8="sv,
          "Zm\0v"sv,    "Zm\xC3\xA9v"sv, "Z=g="sv,     "=Zm9"sv,     "Zg--"sv}) {
        EXPECT_EQ(decoded(text), "refused") << text;
    }
}

TEST(base64, refuses_texts_longer_than_libcrypto_counts_safely) {
    EXPECT_EQ(decoded(std::string((std::size_t{1} << 24) + 4, 'A')), "refused");
}

}  // namespace
