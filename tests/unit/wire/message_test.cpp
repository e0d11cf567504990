#include "wire/message.hpp"

#include <string>

#include <gtest/gtest.h>

namespace kornak::wire {
namespace {

using namespace std::string_view_literals;

message_header header(std::string_view bytes) {
    return read_header(as_bytes(bytes).data());
}

TEST(message_header, tells_the_tag_and_the_size_of_the_body) {
    const auto h = header("D\0\0\1\4"sv);
    EXPECT_EQ(h.tag, 'D');
    EXPECT_EQ(h.length, 256u);
    EXPECT_TRUE(h.valid);
    EXPECT_EQ(header("1\0\0\0\4"sv).length, 0u);
    EXPECT_TRUE(header("1\0\0\0\4"sv).valid);
    EXPECT_EQ(header("D\x7f\xff\xff\xff"sv).length, 0x7ffffffbu);
    EXPECT_TRUE(header("D\x7f\xff\xff\xff"sv).valid);
}

TEST(message_header, is_not_valid_with_a_length_that_cannot_be) {
    for (const auto bytes : {"D\0\0\0\0"sv, "D\0\0\0\3"sv, "D\x80\0\0\0"sv, "D\xff\xff\xff\xff"sv})
        EXPECT_FALSE(header(bytes).valid) << ::testing::PrintToString(bytes);
}

TEST(message_frame, puts_tag_and_length_around_what_is_written) {
    byte_writer out;
    out.text("before");
    {
        const message_frame frame(out, 'Q');
        out.cstring("ab");
    }
    EXPECT_EQ(as_text(out.view()), "beforeQ\0\0\0\7ab\0"sv);
}

TEST(message_frame, without_a_tag_starts_with_the_length) {
    byte_writer out;
    { const message_frame frame(out); }
    EXPECT_EQ(as_text(out.view()), "\0\0\0\4"sv);
}

}  // namespace
}  // namespace kornak::wire
