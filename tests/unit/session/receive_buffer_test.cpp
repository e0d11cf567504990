#include "session/receive_buffer.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "wire/message.hpp"

namespace kornak::session {
namespace {

constexpr std::size_t kilobyte = 1 << 10;
constexpr std::size_t megabyte = 1 << 20;

void receive(receive_buffer& buffer, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto space = buffer.free_space();
        ASSERT_FALSE(space.empty());
        const auto n = std::min(space.size(), bytes.size());
        std::copy_n(wire::as_bytes(bytes).begin(), n, space.begin());
        buffer.filled(n);
        bytes.remove_prefix(n);
    }
}

std::string_view pending(const receive_buffer& buffer) {
    return wire::as_text(buffer.pending());
}

std::string letters(std::size_t n) {
    std::string text(n, ' ');
    for (std::size_t i = 0; i < n; ++i)
        text[i] = static_cast<char>('a' + i % 26);
    return text;
}

TEST(receive_buffer, is_empty_and_without_memory_at_first) {
    const receive_buffer buffer;
    EXPECT_TRUE(buffer.pending().empty());
    EXPECT_FALSE(buffer.owner());
}

TEST(receive_buffer, keeps_what_arrived_until_it_is_consumed) {
    receive_buffer buffer;
    receive(buffer, "one");
    receive(buffer, "two");
    EXPECT_EQ(pending(buffer), "onetwo");
    buffer.consume(4);
    EXPECT_EQ(pending(buffer), "wo");
    receive(buffer, "three");
    EXPECT_EQ(pending(buffer), "wothree");
}

TEST(receive_buffer, fills_the_same_chunk_again_when_nobody_holds_it) {
    receive_buffer buffer;
    receive(buffer, "x");
    const auto* const memory = buffer.owner()->data();
    const auto reply = letters(20 * kilobyte);
    buffer.consume(1);
    for (int i = 0; i < 1000; ++i) {
        receive(buffer, reply);
        ASSERT_EQ(pending(buffer), reply);
        buffer.consume(reply.size());
    }
    EXPECT_EQ(buffer.owner()->data(), memory);
}

TEST(receive_buffer, leaves_a_chunk_to_those_who_hold_it) {
    receive_buffer buffer;
    const auto first = letters(30 * kilobyte);
    receive(buffer, first);
    const auto held = buffer.owner();
    buffer.consume(first.size() - 5);
    receive(buffer, letters(30 * kilobyte));
    EXPECT_NE(buffer.owner(), held);
    EXPECT_TRUE(held->unique());
    EXPECT_EQ(wire::as_text({held->data(), first.size()}), first);
    // What was not consumed moved along.
    EXPECT_EQ(pending(buffer), first.substr(first.size() - 5) + letters(30 * kilobyte));
}

TEST(receive_buffer, goes_on_filling_a_chunk_behind_what_is_held) {
    receive_buffer buffer;
    receive(buffer, "rows");
    const auto held = buffer.owner();
    buffer.consume(4);
    receive(buffer, "more");
    EXPECT_EQ(buffer.owner(), held);
    EXPECT_EQ(buffer.pending().data(), held->data() + 4);
}

TEST(receive_buffer, makes_room_for_a_message_of_a_known_size_at_once) {
    receive_buffer buffer;
    const auto message = letters(500 * kilobyte);
    receive(buffer, message.substr(0, 5));
    buffer.expect(message.size());
    // Up to the end of the chunk it is in, and then where it has room.
    const auto first_read = buffer.free_space().size();
    receive(buffer, message.substr(5, first_read));
    EXPECT_GE(buffer.free_space().size(), message.size() - 5 - first_read);
    receive(buffer, message.substr(5 + first_read));
    EXPECT_EQ(pending(buffer), message);
}

TEST(receive_buffer, takes_no_memory_for_a_size_that_is_only_claimed) {
    receive_buffer buffer;
    receive(buffer, "start");
    buffer.expect(2048 * megabyte);
    EXPECT_LE(buffer.free_space().size(), megabyte);
}

TEST(receive_buffer, grows_with_what_really_arrives_of_a_huge_message) {
    receive_buffer buffer;
    const auto message = letters(10 * megabyte);
    receive(buffer, message.substr(0, 5));
    buffer.expect(message.size());
    std::size_t arrived = 5;
    std::size_t reads = 0;
    for (; arrived < message.size(); ++reads) {
        const auto space = buffer.free_space();
        EXPECT_LE(buffer.owner()->capacity(), std::max(megabyte, 2 * arrived));
        const auto n = std::min({space.size(), message.size() - arrived, 64 * kilobyte});
        std::copy_n(message.begin() + static_cast<std::ptrdiff_t>(arrived), n,
                    reinterpret_cast<char*>(space.data()));
        buffer.filled(n);
        arrived += n;
    }
    EXPECT_EQ(pending(buffer), message);
    // Room is never so short that a read has to be a small one.
    EXPECT_LE(reads, message.size() / (64 * kilobyte) + 10);
}

TEST(receive_buffer, takes_bigger_chunks_deep_in_a_big_reply) {
    receive_buffer buffer;
    receive(buffer, letters(30 * kilobyte));
    EXPECT_LE(buffer.owner()->capacity(), 64 * kilobyte);
    buffer.use_large_chunks(true);
    receive(buffer, letters(30 * kilobyte));
    EXPECT_GE(buffer.owner()->capacity(), 128 * kilobyte);
}

TEST(receive_buffer, never_offers_a_read_that_brings_next_to_nothing) {
    receive_buffer buffer;
    for (std::size_t held_back = 0; held_back < 300; ++held_back) {
        receive(buffer, letters(997));
        const auto held = buffer.owner();
        buffer.consume(buffer.pending().size() - held_back % 7);
        EXPECT_GE(buffer.free_space().size(), 4 * kilobyte);
    }
}

}  // namespace
}  // namespace kornak::session
