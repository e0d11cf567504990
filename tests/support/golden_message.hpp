#ifndef KORNAK_TESTS_SUPPORT_GOLDEN_MESSAGE_HPP
#define KORNAK_TESTS_SUPPORT_GOLDEN_MESSAGE_HPP

#include <memory>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "wire/query_messages.hpp"

namespace kornak::wire {

/// A decoded message, with the lists that cannot point into the body.
template <class Message>
struct decoded {
    Message message;
    bool from(byte_reader body) { return decode(body, message); }
};
template <>
struct decoded<parse> {
    parse message;
    std::vector<std::uint32_t> types;
    bool from(byte_reader body) { return decode(body, message, types); }
};
template <>
struct decoded<bind> {
    bind message;
    std::vector<format> parameter_formats, result_formats;
    bool from(byte_reader body) { return decode(body, message, parameter_formats, result_formats); }
};
template <>
struct decoded<function_call> {
    function_call message;
    std::vector<format> formats;
    bool from(byte_reader body) { return decode(body, message, formats); }
};

/// Bytes in a block of exactly their size, so that AddressSanitizer sees any read behind them.
class exact_copy {
public:
    explicit exact_copy(std::string_view bytes) : size_(bytes.size()), block_(new std::byte[size_]) {
        if (size_)
            std::memcpy(block_.get(), bytes.data(), size_);
    }
    bytes_view view() const { return {block_.get(), size_}; }

private:
    std::size_t size_;
    std::unique_ptr<std::byte[]> block_;
};

template <class Message>
std::string encoded(const Message& m) {
    byte_writer out;
    encode(out, m);
    EXPECT_EQ(out.first_fault(), byte_writer::fault::none);
    return std::string(as_text(out.view()));
}

/// The message of a body, encoded again; "refused" when the body is.
template <class Message>
std::string encoded_again(std::string_view body) {
    const exact_copy copy(body);
    decoded<Message> d;
    return d.from(byte_reader(copy.view())) ? encoded(d.message) : "refused";
}

template <class Message>
void expect_refused(std::string_view body, std::string_view why) {
    EXPECT_EQ(encoded_again<Message>(body), "refused") << why;
}

/// What follows the header in the bytes of a message; the header is checked.
template <class Message>
std::string_view body_of(std::string_view bytes) {
    if constexpr (requires { Message::tag; }) {
        const auto header = read_header(as_bytes(bytes).data());
        EXPECT_TRUE(header.valid);
        EXPECT_EQ(header.tag, Message::tag);
        EXPECT_EQ(header.length, bytes.size() - header_size);
        return bytes.substr(header_size);
    } else {
        EXPECT_EQ(load_be<std::uint32_t>(as_bytes(bytes).data()), bytes.size());
        return bytes.substr(4);
    }
}

/// Checks that `m` is written as `golden`, that `golden` is read as a message that is written so again, and
/// that no shorter or longer body is taken for one. The bytes of the body from `open_end` on, if there are
/// any, are the message's to the end, whatever their number.
template <class Message>
void expect_golden(std::string_view name, const Message& m, std::string_view golden,
                   std::size_t open_end = std::string_view::npos) {
    const ::testing::ScopedTrace trace(__FILE__, __LINE__, std::string(name));
    EXPECT_EQ(encoded(m), golden);
    const std::string body(body_of<Message>(golden));
    EXPECT_EQ(encoded_again<Message>(body), golden);
    for (std::size_t size = 0; size < std::min(body.size(), open_end); ++size)
        expect_refused<Message>(body.substr(0, size), "cut after " + std::to_string(size) + " bytes");
    if (open_end == std::string_view::npos)
        expect_refused<Message>(body + '\0', "a byte too much");
}

}  // namespace kornak::wire

#endif
