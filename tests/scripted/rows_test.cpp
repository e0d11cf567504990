#include "support/rows.hpp"
#include "session/simple_query.hpp"
#include "session/sync_point.hpp"
#include "support/memory_conversation.hpp"
#include "support/socket_conversation.hpp"
#include "support/statements.hpp"

namespace kornak::testing {
namespace {

using session::extended_query;
using session::row_run;
using session::row_table;
using session::simple_query;
using session::sync_point;

const bytes described = parse_complete() + bind_complete() + row_description(integer_columns({"n"}));

// Scripts that are too long for play_every_way.
void play_whole_and_over_a_socket(const script& s, const client_role& client) {
    const auto play = [&](auto&& conversation) {
        client(conversation);
        conversation.expect_end();
    };
    play(memory_conversation(s, delivery::whole));
    play(memory_conversation(s, delivery::message_by_message));
    play(socket_conversation(s));
}

script rows_of_one_column(const bytes& rows) {
    return script()
        .receives(extended_request("select n from t") + sync())
        .sends(described + rows + command_complete("SELECT") + ready());
}

TEST(rows_script, of_a_big_result_all_arrive) {
    constexpr std::size_t count = 100000;
    bytes rows;
    for (std::size_t i = 0; i < count; ++i)
        rows += data_row({std::to_string(i)});
    play_whole_and_over_a_socket(rows_of_one_column(rows), [&](conversation& c) {
        auto& q = c.enqueue<extended_query>(statement("select n from t"));
        c.enqueue<sync_point>();
        ASSERT_TRUE(c.run());
        EXPECT_EQ(q.result().rows.rows(), count);
        EXPECT_EQ(q.result().rows.bytes(), rows.size());
        // Memory stays close to the size on the wire.
        std::size_t held = 0;
        for (const auto& run : q.result().rows.runs())
            held += run.owner->capacity();
        EXPECT_LT(held, rows.size() * 3 / 2);
        const auto table = rows_of(q.result().rows);
        for (std::size_t i = 0; i < count; ++i)
            ASSERT_EQ(table[i], (session::row_values{std::to_string(i)}));
    });
}

TEST(rows_script, longer_than_any_chunk_arrive_whole) {
    const std::string three_megabytes(3 << 20, 'x');
    const auto rows = data_row({"before"}) + data_row({three_megabytes}) + data_row({"after"});
    play_whole_and_over_a_socket(rows_of_one_column(rows), [&](conversation& c) {
        auto& q = c.enqueue<extended_query>(statement("select n from t"));
        c.enqueue<sync_point>();
        ASSERT_TRUE(c.run());
        EXPECT_EQ(rows_of(q.result().rows), (row_table{{"before"}, {three_megabytes}, {"after"}}));
    });
}

TEST(rows_script, of_every_length_around_the_size_of_a_chunk_arrive) {
    bytes rows;
    row_table expected;
    for (std::size_t size = (32 << 10) - 40; size < (32 << 10) + 40; ++size) {
        expected.push_back({std::string(size, 'x')});
        rows += data_row({std::string(size, 'x')});
    }
    play_whole_and_over_a_socket(rows_of_one_column(rows), [&](conversation& c) {
        auto& q = c.enqueue<extended_query>(statement("select n from t"));
        c.enqueue<sync_point>();
        ASSERT_TRUE(c.run());
        EXPECT_EQ(rows_of(q.result().rows), expected);
    });
}

TEST(rows_script, can_be_taken_as_they_arrive) {
    constexpr std::size_t count = 20000;
    bytes rows;
    for (std::size_t i = 0; i < count; ++i)
        rows += data_row({std::to_string(i)});
    play_whole_and_over_a_socket(rows_of_one_column(rows), [&](conversation& c) {
        auto& q = c.enqueue<extended_query>(statement("select n from t"));
        c.enqueue<sync_point>();
        std::vector<row_run> taken;
        std::size_t next = 0;
        ASSERT_TRUE(c.run_until([&] {
            q.result().rows.take(taken);
            for (const auto& row : rows_of(taken))
                EXPECT_EQ(row, (session::row_values{std::to_string(next++)}));
            return q.done();
        }));
        EXPECT_EQ(next, count);
        EXPECT_TRUE(q.result().rows.empty());
        ASSERT_TRUE(c.run());
    });
}

TEST(rows_script, are_readable_after_the_session_has_gone) {
    std::vector<row_run> kept;
    {
        memory_conversation c(rows_of_one_column(data_row({"1"}) + data_row({"2"})), delivery::byte_by_byte);
        auto& q = c.enqueue<extended_query>(statement("select n from t"));
        c.enqueue<sync_point>();
        ASSERT_TRUE(c.run());
        q.result().rows.take(kept);
    }
    EXPECT_EQ(rows_of(kept), (row_table{{"1"}, {"2"}}));
}

TEST(rows_script, of_an_earlier_query_are_not_touched_by_later_ones) {
    auto s = script();
    for (const char* n : {"1", "2", "3"})
        s.receives(query("select")).sends(simple_reply(n) + ready());
    memory_conversation c(s, delivery::whole);
    std::vector<row_run> kept;
    for (int i = 0; i < 3; ++i) {
        auto& q = c.enqueue<simple_query>("select");
        ASSERT_TRUE(c.run());
        kept.push_back(q.results().at(0).rows.runs().at(0));
    }
    EXPECT_EQ(rows_of(kept), (row_table{{"1"}, {"2"}, {"3"}}));
}

}  // namespace
}  // namespace kornak::testing
