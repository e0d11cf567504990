#ifndef KORNAK_TESTS_UNIT_TYPES_CHECK_CODEC_HPP
#define KORNAK_TESTS_UNIT_TYPES_CHECK_CODEC_HPP

#include <gtest/gtest.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <kornak/codec.hpp>
#include <kornak/types/array.hpp>

#include "types/hex.hpp"

namespace kornak::test {

inline std::string to_hex(wire::bytes_view bytes) {
    std::string hex;
    for (const std::byte b : bytes)
        types::append_hex(hex, b);
    return hex;
}

/// White space between the digits is for the reader.
inline std::vector<std::byte> from_hex(std::string_view hex) {
    std::string digits{hex};
    std::erase(digits, ' ');
    std::vector<std::byte> bytes(digits.size() / 2);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        EXPECT_TRUE(types::decode_hex(digits[2 * i], digits[2 * i + 1], bytes[i])) << hex;
    return bytes;
}

template <class T>
std::string binary_of(const T& value) {
    wire::byte_writer bytes;
    codec<T>::encode_binary(bytes, value);
    EXPECT_EQ(bytes.first_fault(), wire::byte_writer::fault::none);
    return to_hex(bytes.view());
}

template <class T>
std::string text_of(const T& value) {
    std::string text = "before ";
    codec<T>::encode_text(text, value);
    EXPECT_TRUE(text.starts_with("before ")) << text;
    return text.substr(7);
}

// The decoders get a copy that is as long as the input, so that a sanitizer sees every read past its end.
template <class T>
std::optional<T> from_bytes(wire::bytes_view bytes) {
    const std::vector<std::byte> exact{bytes.begin(), bytes.end()};
    T value{};
    if (!codec<T>::decode_binary(exact, value))
        return std::nullopt;
    return value;
}

template <class T>
std::optional<T> from_binary(std::string_view hex) {
    return from_bytes<T>(from_hex(hex));
}

template <class T>
std::optional<T> from_text(std::string_view text) {
    const std::vector<char> exact{text.begin(), text.end()};
    T value{};
    if (!codec<T>::decode_text({exact.data(), exact.size()}, value))
        return std::nullopt;
    return value;
}

/// One value and what it is on the wire.
template <class T>
struct codec_case {
    T value;
    std::string_view binary;  // as for from_hex
    std::string_view text;
};

/// Whatever a mutated input is taken for, it is taken for a value that can be written again.
template <class T>
void expect_damage_is_harmless(std::vector<std::byte> bytes, std::string text) {
    for (std::size_t i = 0; i < bytes.size(); ++i)
        from_bytes<T>(wire::bytes_view{bytes}.first(i));
    for (std::size_t i = 0; i < text.size(); ++i)
        from_text<T>(std::string_view{text}.substr(0, i));
    for (std::byte& b : bytes)
        for (const int damage : {0x01, 0x40, 0x80, 0xFF}) {
            b ^= static_cast<std::byte>(damage);
            if (const auto value = from_bytes<T>(bytes))
                text_of(*value);
            b ^= static_cast<std::byte>(damage);
        }
    for (char& c : text)
        for (const char other : {'\0', '9', '-', ' ', '"', '\x80'}) {
            const char original = std::exchange(c, other);
            if (const auto value = from_text<T>(text))
                binary_of(*value);
            c = original;
        }
}

/// Each value has this binary and this text form, in both directions, alone and as an element of an array.
template <class T>
void check_codec(std::initializer_list<codec_case<T>> cases) {
    for (const auto& c : cases) {
        SCOPED_TRACE(testing::Message() << "value with the text form '" << c.text << "'");
        const auto bytes = from_hex(c.binary);
        EXPECT_EQ(binary_of(c.value), to_hex(bytes));
        EXPECT_EQ(text_of(c.value), c.text);
        // Compared as they are encoded: this tells NaN from nothing, and 1.0 from 1.00.
        const auto decoded = from_bytes<T>(bytes);
        ASSERT_TRUE(decoded.has_value());
        EXPECT_EQ(binary_of(*decoded), to_hex(bytes));
        const auto parsed = from_text<T>(c.text);
        ASSERT_TRUE(parsed.has_value());
        EXPECT_EQ(binary_of(*parsed), to_hex(bytes));

        using list = std::vector<std::optional<T>>;
        const list values{c.value, std::nullopt};
        const auto decoded_list = from_binary<list>(binary_of(values));
        ASSERT_TRUE(decoded_list.has_value());
        EXPECT_EQ(binary_of(*decoded_list), binary_of(values));
        const auto parsed_list = from_text<list>(text_of(values));
        ASSERT_TRUE(parsed_list.has_value());
        EXPECT_EQ(binary_of(*parsed_list), binary_of(values));

        expect_damage_is_harmless<T>(bytes, std::string{c.text});
    }
}

/// What cannot be a T, in hexadecimal.
template <class T>
void rejects_binary(std::initializer_list<std::string_view> inputs) {
    for (const auto& hex : inputs)
        EXPECT_FALSE(from_binary<T>(hex).has_value()) << hex;
}

template <class T>
void rejects_text(std::initializer_list<std::string_view> inputs) {
    for (const auto& text : inputs)
        EXPECT_FALSE(from_text<T>(text).has_value()) << '\'' << text << '\'';
}

/// Of all lengths up to 32 bytes, only these are a T.
template <class T>
void accepts_only_sizes(std::initializer_list<std::size_t> sizes) {
    for (std::size_t size = 0; size <= 32; ++size) {
        const std::vector<std::byte> zeros(size);
        const bool is_expected = std::ranges::find(sizes, size) != sizes.end();
        EXPECT_EQ(from_bytes<T>(zeros).has_value(), is_expected) << size << " bytes";
    }
}

/// Columns of these types can be read into a T, and of no other built-in type.
template <class T>
void accepts_only_types(std::initializer_list<std::uint32_t> types) {
    for (std::uint32_t type = 0; type < 10'000; ++type) {
        const bool is_expected = std::ranges::find(types, type) != types.end();
        EXPECT_EQ(codec<T>::accepts(type), is_expected) << type << ' ' << type_name(type);
    }
}

}  // namespace kornak::test

#endif
