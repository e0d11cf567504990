#include <kornak/detail/byte_writer.hpp>

#include <string>

#include <gtest/gtest.h>

namespace kornak::wire {
namespace {

using namespace std::string_view_literals;
using fault = byte_writer::fault;

TEST(byte_writer, writes_big_endian_values_one_after_the_other) {
    byte_writer w;
    w.u8(255);
    w.i16(-2);
    w.i32(258);
    w.u32(0xfffffffe);
    w.i64(-2);
    w.f32(1.5f);
    w.f64(-1.5);
    EXPECT_EQ(as_text(w.view()),
              "\xff"
              "\xff\xfe"
              "\0\0\1\2"
              "\xff\xff\xff\xfe"
              "\xff\xff\xff\xff\xff\xff\xff\xfe"
              "\x3f\xc0\0\0"
              "\xbf\xf8\0\0\0\0\0\0"sv);
    EXPECT_EQ(w.size(), 31u);
    EXPECT_EQ(w.first_fault(), fault::none);
}

TEST(byte_writer, writes_texts_with_and_without_a_zero_byte) {
    byte_writer w;
    w.text("ab");
    w.cstring("cd");
    w.cstring("");
    w.bytes({});
    EXPECT_EQ(as_text(w.view()), "abcd\0\0"sv);
}

TEST(byte_writer, fills_in_a_number_that_was_not_known_in_time) {
    byte_writer w;
    w.u8('x');
    const auto at = w.reserve_i32();
    w.text(std::string(1000, '.'));  // moves the memory
    w.patch_i32(at, -2);
    EXPECT_EQ(as_text(w.view().subspan(0, 6)), "x\xff\xff\xff\xfe."sv);
}

TEST(byte_writer, remembers_a_zero_byte_inside_a_string) {
    byte_writer w;
    w.cstring("drop\0table"sv);
    w.cstring("harmless");
    EXPECT_EQ(w.first_fault(), fault::embedded_zero);
}

TEST(byte_writer, remembers_the_first_fault_only) {
    byte_writer w;
    w.set_fault(fault::too_large);
    w.cstring("\0"sv);
    EXPECT_EQ(w.first_fault(), fault::too_large);
}

TEST(byte_writer, forgets_a_fault_with_the_bytes_it_was_in) {
    byte_writer w;
    w.cstring("kept");
    w.cstring("\0"sv);
    w.truncate(5);
    EXPECT_EQ(as_text(w.view()), "kept\0"sv);
    EXPECT_EQ(w.first_fault(), fault::none);
    w.clear();
    EXPECT_TRUE(w.empty());
}

TEST(byte_writer, keeps_its_memory_when_it_is_cleared) {
    byte_writer w;
    w.extend(10000);
    const auto capacity = w.capacity();
    const auto* const memory = w.data();
    w.clear();
    w.extend(10000);
    EXPECT_EQ(w.capacity(), capacity);
    EXPECT_EQ(w.data(), memory);
}

TEST(byte_writer, grows_by_doubling) {
    byte_writer w;
    std::size_t growths = 0;
    for (std::size_t i = 0, capacity = 0; i < 100000; ++i) {
        w.u8(static_cast<std::uint8_t>(i));
        if (w.capacity() != capacity)
            ++growths;
        capacity = w.capacity();
    }
    EXPECT_LE(growths, 12u);
    for (std::size_t i = 0; i < 100000; ++i)
        ASSERT_EQ(w.view()[i], static_cast<std::byte>(i));
}

TEST(byte_writer, drops_what_was_sent_from_the_front) {
    byte_writer w;
    w.text("sent and not sent");
    w.consume(9);
    EXPECT_EQ(as_text(w.view()), "not sent");
    w.consume(8);
    EXPECT_TRUE(w.empty());
}

TEST(byte_writer, moves_without_a_copy) {
    byte_writer from;
    from.cstring("\0"sv);
    const auto* const memory = from.data();
    byte_writer to(std::move(from));
    EXPECT_EQ(to.data(), memory);
    EXPECT_EQ(to.first_fault(), fault::embedded_zero);
    byte_writer again;
    again = std::move(to);
    EXPECT_EQ(again.data(), memory);
    EXPECT_EQ(again.size(), 2u);
}

}  // namespace
}  // namespace kornak::wire
