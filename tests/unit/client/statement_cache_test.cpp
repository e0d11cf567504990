#include "client/statement_cache.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

namespace kornak::client {
namespace {

using names = std::vector<std::string>;

// Executes `sql` so often, and says whether the last time it would be prepared.
bool use(statement_cache& cache, std::string_view sql, std::size_t times = 1) {
    bool wanted = false;
    for (; times > 0; --times) {
        const auto* const s = cache.use(sql, {});
        wanted = s && cache.wants_preparation(*s);
    }
    return wanted;
}

// Executes `sql` and takes it for prepared.
std::string prepare(statement_cache& cache, std::string_view sql) {
    auto* const s = cache.use(sql, {});
    return s->name = cache.new_name();
}

std::string key_of(statement_cache& cache, std::string_view sql) {
    return cache.use(sql, {})->key;
}

TEST(statement_cache, prepares_after_as_many_executions_as_the_threshold) {
    statement_cache cache;
    EXPECT_FALSE(use(cache, "select 1", 5));
    EXPECT_TRUE(use(cache, "select 1"));
    EXPECT_TRUE(use(cache, "select 1"));
    cache.threshold = 0;
    EXPECT_TRUE(use(cache, "select 2"));
}

TEST(statement_cache, does_not_prepare_again) {
    statement_cache cache;
    cache.threshold = 0;
    prepare(cache, "select 1");
    EXPECT_FALSE(use(cache, "select 1"));
}

TEST(statement_cache, remembers_nothing_without_threshold_or_capacity) {
    statement_cache cache;
    cache.threshold.reset();
    EXPECT_EQ(cache.use("select 1", {}), nullptr);
    cache.threshold = 0;
    cache.capacity = 0;
    EXPECT_EQ(cache.use("select 1", {}), nullptr);
    EXPECT_EQ(cache.size(), 0u);
}

TEST(statement_cache, tells_statements_by_text_and_types) {
    statement_cache cache;
    const std::uint32_t integer[] = {23}, bigint[] = {20}, both[] = {23, 20};
    const auto* const first = cache.use("select $1", integer);
    EXPECT_NE(cache.use("select $1", bigint), first);
    EXPECT_NE(cache.use("select $1", both), first);
    EXPECT_NE(cache.use("select $1", {}), first);
    EXPECT_NE(cache.use("select $1 ", integer), first);
    EXPECT_EQ(cache.use("select $1", integer), first);
    EXPECT_EQ(first->executions, 2u);
    EXPECT_EQ(cache.size(), 5u);
}

TEST(statement_cache, drops_what_was_not_used_for_longest) {
    statement_cache cache;
    cache.capacity = 3;
    names prepared;
    for (const auto sql : {"a", "b", "c"})
        prepared.push_back(prepare(cache, sql));
    use(cache, "a");
    EXPECT_EQ(cache.take_evicted(), names{});
    use(cache, "d");
    EXPECT_EQ(cache.size(), 3u);
    EXPECT_EQ(cache.take_evicted(), names{prepared[1]});
    EXPECT_EQ(cache.take_evicted(), names{});
    use(cache, "e");
    use(cache, "f");
    EXPECT_EQ(cache.take_evicted(), (names{prepared[2], prepared[0]}));
    use(cache, "g", 2);  // in place of "d", which was never prepared
    EXPECT_EQ(cache.take_evicted(), names{});
    EXPECT_EQ(cache.use("a", {})->executions, 1u);
}

TEST(statement_cache, shrinks_when_its_capacity_was_lowered) {
    statement_cache cache;
    names prepared;
    for (const auto sql : {"a", "b", "c", "d"})
        prepared.push_back(prepare(cache, sql));
    cache.capacity = 2;
    use(cache, "e");
    EXPECT_EQ(cache.size(), 2u);
    EXPECT_EQ(cache.take_evicted(), (names{prepared[0], prepared[1], prepared[2]}));
}

TEST(statement_cache, finds_by_key_without_counting) {
    statement_cache cache;
    const auto key = key_of(cache, "select 1");
    ASSERT_NE(cache.find(key), nullptr);
    EXPECT_EQ(cache.find(key)->executions, 1u);
    EXPECT_EQ(cache.find("select 1"), nullptr);
    EXPECT_EQ(cache.find(""), nullptr);
}

TEST(statement_cache, has_a_forgotten_statement_closed) {
    statement_cache cache;
    const auto name = prepare(cache, "a");
    const auto key = key_of(cache, "a");
    cache.forget(key);
    cache.forget(key);
    EXPECT_EQ(cache.find(key), nullptr);
    EXPECT_EQ(cache.take_evicted(), names{name});
    cache.forget(key_of(cache, "b"));  // was never prepared
    EXPECT_EQ(cache.take_evicted(), names{});
    EXPECT_EQ(cache.size(), 0u);
}

TEST(statement_cache, has_nothing_to_close_once_it_is_cleared) {
    statement_cache cache;
    cache.capacity = 1;
    prepare(cache, "a");
    prepare(cache, "b");
    cache.close_later("c");
    cache.clear();
    EXPECT_EQ(cache.size(), 0u);
    EXPECT_EQ(cache.take_evicted(), names{});
    EXPECT_FALSE(use(cache, "b"));
}

TEST(statement_cache, gives_names_that_no_other_connection_has) {
    std::set<std::string> seen;
    for (int connection = 0; connection < 100; ++connection) {
        statement_cache cache;
        for (int statement = 0; statement < 20; ++statement)
            EXPECT_TRUE(seen.insert(cache.new_name()).second);
    }
    for (const auto& name : seen) {
        EXPECT_LT(name.size(), 64u);  // the server cuts longer ones
        EXPECT_TRUE(std::all_of(name.begin(), name.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        })) << name;
    }
}

TEST(statement_cache, remembers_what_a_statement_returns_in_each_format) {
    statement_cache::statement s;
    const auto text = std::make_shared<const column_list>(1), binary = std::make_shared<const column_list>(1);
    s.remember(text, wire::format::text);
    EXPECT_EQ(s.columns[0], text);
    EXPECT_EQ(s.columns[1], nullptr);
    s.remember(binary, wire::format::binary);
    EXPECT_EQ(s.columns[0], text);
    EXPECT_EQ(s.columns[1], binary);
    EXPECT_FALSE(s.returns_nothing);

    statement_cache::statement update;
    EXPECT_FALSE(update.returns_nothing);
    update.remember(nullptr, wire::format::text);
    EXPECT_TRUE(update.returns_nothing);
}

}  // namespace
}  // namespace kornak::client
