#include <kornak/detail/byte_reader.hpp>

#include <limits>
#include <string>

#include <gtest/gtest.h>

namespace kornak::wire {
namespace {

using namespace std::string_view_literals;

byte_reader reader(std::string_view bytes) {
    return byte_reader(as_bytes(bytes));
}

TEST(byte_reader, reads_big_endian_integers_one_after_the_other) {
    auto r = reader(
        "\x01"
        "\xff\xfe"
        "\xff\xfe"
        "\x00\x00\x01\x02"
        "\xff\xff\xff\xff"
        "\x80\0\0\0\0\0\0\x01"sv);
    EXPECT_EQ(r.u8(), 1);
    EXPECT_EQ(r.i16(), -2);
    EXPECT_EQ(r.u16(), 0xfffe);
    EXPECT_EQ(r.i32(), 258);
    EXPECT_EQ(r.u32(), 0xffffffff);
    EXPECT_EQ(r.i64(), std::numeric_limits<std::int64_t>::min() + 1);
    EXPECT_TRUE(r.complete());
}

TEST(byte_reader, reads_floating_point_numbers) {
    auto r = reader(
        "\x3f\xc0\0\0"
        "\xbf\xf8\0\0\0\0\0\0"sv);
    EXPECT_EQ(r.f32(), 1.5f);
    EXPECT_EQ(r.f64(), -1.5);
    EXPECT_TRUE(r.complete());
}

TEST(byte_reader, reads_strings_without_their_zero_byte) {
    auto r = reader("one\0\0three\0rest"sv);
    EXPECT_EQ(r.cstring(), "one");
    EXPECT_EQ(r.cstring(), "");
    EXPECT_EQ(r.cstring(), "three");
    EXPECT_EQ(r.remaining(), 4u);
    EXPECT_EQ(as_text(r.rest()), "rest");
    EXPECT_TRUE(r.complete());
}

TEST(byte_reader, gives_views_into_the_bytes_it_was_made_for) {
    const auto text = "abcdef"sv;
    auto r = reader(text);
    EXPECT_EQ(r.bytes(2).data(), as_bytes(text).data());
    EXPECT_EQ(r.position(), as_bytes(text).data() + 2);
    EXPECT_EQ(r.bytes(0).size(), 0u);
    EXPECT_EQ(as_text(r.bytes(4)), "cdef");
    EXPECT_TRUE(r.complete());
}

TEST(byte_reader, is_not_complete_while_bytes_are_left) {
    auto r = reader("ab");
    r.u8();
    EXPECT_FALSE(r.failed());
    EXPECT_FALSE(r.complete());
}

TEST(byte_reader, without_bytes_is_complete_and_fails_on_the_first_read) {
    byte_reader none;
    EXPECT_TRUE(none.complete());
    EXPECT_EQ(none.rest().size(), 0u);
    EXPECT_FALSE(none.failed());
    EXPECT_EQ(none.u8(), 0);
    EXPECT_TRUE(none.failed());
}

// One byte less than each of them needs.
const struct {
    const char* name;
    std::string_view bytes;
    bool (*gives_nothing)(byte_reader&);
} past_the_end[] = {
    {"u8", "", [](byte_reader& r) { return r.u8() == 0; }},
    {"i16", "\1", [](byte_reader& r) { return r.i16() == 0; }},
    {"u16", "\1", [](byte_reader& r) { return r.u16() == 0; }},
    {"i32", "\1\2\3", [](byte_reader& r) { return r.i32() == 0; }},
    {"u32", "\1\2\3", [](byte_reader& r) { return r.u32() == 0; }},
    {"f32", "\1\2\3", [](byte_reader& r) { return r.f32() == 0; }},
    {"i64", "\1\2\3\4\5\6\7", [](byte_reader& r) { return r.i64() == 0; }},
    {"f64", "\1\2\3\4\5\6\7", [](byte_reader& r) { return r.f64() == 0; }},
    {"bytes", "\1\2\3", [](byte_reader& r) { return r.bytes(4).empty(); }},
    {"all bytes of the address space", "\1", [](byte_reader& r) { return r.bytes(std::size_t(-1)).empty(); }},
    {"cstring", "abc", [](byte_reader& r) { return r.cstring().empty(); }},
};

TEST(byte_reader, gives_nothing_past_the_end_and_stays_failed) {
    for (const auto& past : past_the_end) {
        SCOPED_TRACE(past.name);
        auto r = reader(past.bytes);
        EXPECT_TRUE(past.gives_nothing(r));
        EXPECT_TRUE(r.failed());
        EXPECT_FALSE(r.complete());
        // What was there and would have been enough for a smaller read is out of reach now.
        EXPECT_EQ(r.remaining(), 0u);
        EXPECT_EQ(r.u8(), 0);
        EXPECT_TRUE(r.failed());
    }
}

TEST(byte_reader, can_be_failed_by_its_user) {
    auto r = reader("ab");
    r.fail();
    EXPECT_TRUE(r.failed());
    EXPECT_FALSE(r.complete());
    EXPECT_EQ(r.i16(), 0);
}

TEST(byte_reader, stores_what_it_loads) {
    std::byte memory[8];
    store_be(memory, std::int64_t{-2});
    EXPECT_EQ(load_be<std::int64_t>(memory), -2);
    store_be(memory, std::uint16_t{0x1234});
    EXPECT_EQ(memory[0], std::byte{0x12});
    EXPECT_EQ(load_be<std::uint16_t>(memory), 0x1234);
    store_be(memory, std::uint8_t{200});
    EXPECT_EQ(load_be<std::uint8_t>(memory), 200);
}

}  // namespace
}  // namespace kornak::wire
