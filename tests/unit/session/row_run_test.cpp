#include "session/row_run.hpp"

#include <cstring>
#include <string_view>

#include <gtest/gtest.h>

namespace kornak::session {
namespace {

// Rows that lie in `owner` from byte `from` on.
row_run run_in(const chunk_ref& owner, std::size_t from, std::size_t bytes, std::size_t rows = 1) {
    return {owner, owner->data() + from, owner->data() + from + bytes, rows};
}

TEST(chunk_ref, shares_a_chunk_and_tells_when_it_is_alone) {
    auto first = chunk_ref::allocate(100);
    EXPECT_EQ(first->capacity(), 100u);
    EXPECT_TRUE(first->unique());
    {
        const auto second = first;
        EXPECT_EQ(second, first);
        EXPECT_FALSE(first->unique());
    }
    EXPECT_TRUE(first->unique());
    const auto moved = std::move(first);
    EXPECT_TRUE(moved->unique());
    EXPECT_FALSE(chunk_ref());
}

TEST(row_store, counts_rows_and_bytes) {
    const auto chunk = chunk_ref::allocate(100);
    row_store rows;
    EXPECT_TRUE(rows.empty());
    rows.append(run_in(chunk, 0, 20, 2));
    rows.append(run_in(chunk, 30, 10));
    EXPECT_FALSE(rows.empty());
    EXPECT_EQ(rows.rows(), 3u);
    EXPECT_EQ(rows.bytes(), 30u);
    rows.clear();
    EXPECT_TRUE(rows.empty());
    EXPECT_EQ(rows.bytes(), 0u);
    EXPECT_TRUE(chunk->unique());
}

TEST(row_store, joins_runs_that_follow_one_another_in_a_chunk) {
    const auto chunk = chunk_ref::allocate(100);
    const auto other = chunk_ref::allocate(100);
    row_store rows;
    rows.append(run_in(chunk, 0, 20));
    rows.append(run_in(chunk, 20, 20, 3));
    ASSERT_EQ(rows.runs().size(), 1u);
    EXPECT_EQ(rows.runs()[0].rows, 4u);
    EXPECT_EQ(rows.runs()[0].bytes(), 40u);
    rows.append(run_in(chunk, 41, 20));
    rows.append(run_in(other, 61, 20));
    EXPECT_EQ(rows.runs().size(), 3u);
}

TEST(row_store, gives_its_rows_away) {
    const auto chunk = chunk_ref::allocate(100);
    row_store rows;
    rows.append(run_in(chunk, 0, 20));
    std::vector<row_run> taken{run_in(chunk, 50, 10)};
    rows.take(taken);
    ASSERT_EQ(taken.size(), 1u);
    EXPECT_EQ(taken[0].begin, chunk->data());
    EXPECT_TRUE(rows.empty());
    EXPECT_EQ(rows.bytes(), 0u);
    EXPECT_TRUE(rows.runs().empty());
}

TEST(row_store, copies_a_small_result_out_of_its_big_chunk) {
    const auto chunk = chunk_ref::allocate(1000);
    std::memcpy(chunk->data() + 10, "some rows", 9);
    row_store rows;
    rows.append(run_in(chunk, 10, 9, 2));
    rows.compact();
    EXPECT_TRUE(chunk->unique());
    ASSERT_EQ(rows.runs().size(), 1u);
    const auto& run = rows.runs()[0];
    EXPECT_EQ(run.rows, 2u);
    EXPECT_EQ(run.owner->capacity(), 9u);
    EXPECT_EQ(std::string_view(reinterpret_cast<const char*>(run.begin), run.bytes()), "some rows");
    EXPECT_EQ(rows.bytes(), 9u);
}

TEST(row_store, leaves_a_big_result_where_it_is) {
    const auto chunk = chunk_ref::allocate(1000);
    row_store rows;
    rows.append(run_in(chunk, 0, 126));
    rows.compact();
    EXPECT_EQ(rows.runs()[0].owner, chunk);
}

TEST(row_store, without_rows_has_nothing_to_copy) {
    row_store rows;
    rows.compact();
    EXPECT_TRUE(rows.empty());
}

}  // namespace
}  // namespace kornak::session
