#include "session/simple_query.hpp"
#include "session/sync_point.hpp"
#include "support/play_every_way.hpp"
#include "support/still_usable.hpp"

// A COPY where nobody has data for it, or wants its data.
namespace kornak::testing {
namespace {

using session::extended_query;
using session::row_table;
using session::simple_query;
using session::sync_point;

TEST(refused_copy_script, in_a_simple_query_is_given_up_and_told) {
    auto s = script()
                 .receives(query("select 1; copy t from stdin; select 2"))
                 .sends(simple_reply("1") + copy_in_response(1))
                 .receives(given_up)
                 .sends(error("57014") + ready());
    play_every_way(then_usable(s), [](conversation& c) {
        auto& q = c.enqueue<simple_query>("select 1; copy t from stdin; select 2");
        if (!c.run())
            return;
        expect_usage_error(q, "COPY ... FROM STDIN");
        EXPECT_EQ(rows_of(q.results().at(0).rows), (row_table{{"1"}}));
        expect_usable(c);
    });
}

TEST(refused_copy_script, out_of_a_simple_query_is_dropped_and_told) {
    auto s = script()
                 .receives(query("copy t to stdout; select 2"))
                 .sends(copy_out_response(1) + copy_data("1\n") + copy_data("2\n") + copy_done())
                 .sends(command_complete("COPY 2") + simple_reply("2") + ready());
    play_every_way(then_usable(s), [](conversation& c) {
        auto& q = c.enqueue<simple_query>("copy t to stdout; select 2");
        if (!c.run())
            return;
        expect_usage_error(q, "COPY ... TO STDOUT");
        EXPECT_EQ(rows_of(q.results().at(1).rows), (row_table{{"2"}}));
        expect_usable(c);
    });
}

TEST(refused_copy_script, in_an_extended_query_is_given_up_and_told) {
    // The server ignores the Sync that it finds in place of data.
    auto s = script()
                 .receives(extended_request("copy t from stdin") + sync())
                 .sends(parse_complete() + bind_complete() + no_data() + copy_in_response(1))
                 .receives(given_up + sync())
                 .sends(error("57014") + ready());
    play_every_way(then_usable(s), [](conversation& c) {
        auto& q = c.enqueue<extended_query>(statement("copy t from stdin"));
        c.enqueue<sync_point>();
        if (!c.run())
            return;
        expect_usage_error(q, "COPY ... FROM STDIN");
        expect_usable(c);
    });
}

// The next statement ends the copy: the server takes it for data that is none. Up to PostgreSQL 13 it goes on
// behind the Sync, which it has not ignored then.
TEST(refused_copy_script, in_a_pipeline_is_ended_by_the_next_statement) {
    auto s = script()
                 .receives(extended_request("copy t from stdin") + extended_request("select 2") + sync())
                 .sends(parse_complete() + bind_complete() + no_data() + copy_in_response(1))
                 .receives(given_up)
                 .sends(error("08P01") + ready());
    play_every_way(then_usable(s), [](conversation& c) {
        auto& q = c.enqueue<extended_query>(statement("copy t from stdin"));
        auto& next = c.enqueue<extended_query>(statement("select 2"));
        c.enqueue<sync_point>();
        if (!c.run())
            return;
        expect_usage_error(q, "COPY ... FROM STDIN");
        ASSERT_TRUE(next.error());
        EXPECT_TRUE(next.error()->skipped);
        expect_usable(c);
    });
}

// From PostgreSQL 14 on it gives the connection up.
TEST(refused_copy_script, in_a_pipeline_may_cost_the_connection) {
    play_every_way(
        script()
            .receives(extended_request("copy t from stdin") + extended_request("select 2") + sync())
            .sends(parse_complete() + bind_complete() + no_data() + copy_in_response(1))
            .sends(error("08P01"))
            .sends(error("08P01", "protocol synchronization was lost", "FATAL")),
        [](conversation& c) {
            auto& q = c.enqueue<extended_query>(statement("copy t from stdin"));
            auto& next = c.enqueue<extended_query>(statement("select 2"));
            auto& synced = c.enqueue<sync_point>();
            if (!c.run())
                return;
            expect_usage_error(q, "COPY ... FROM STDIN");
            ASSERT_TRUE(next.error());
            ASSERT_TRUE(synced.error());
            EXPECT_EQ(synced.error()->message, "protocol synchronization was lost");
            ASSERT_TRUE(c.session().broken());
            EXPECT_EQ(c.session().broken()->server->sqlstate, "08P01");
        });
}

TEST(refused_copy_script, in_a_simple_query_with_a_sync_behind_is_given_up_and_told) {
    auto s = script()
                 .receives(query("copy t from stdin") + sync())
                 .sends(copy_in_response(1))
                 .receives(given_up + sync())
                 .sends(error("57014") + ready() + ready());
    play_every_way(then_usable(s), [](conversation& c) {
        auto& q = c.enqueue<simple_query>("copy t from stdin");
        c.enqueue<sync_point>();
        if (!c.run())
            return;
        expect_usage_error(q, "COPY ... FROM STDIN");
        expect_usable(c);
    });
}

TEST(refused_copy_script, out_of_an_extended_query_is_dropped_and_told) {
    auto s = script()
                 .receives(extended_request("copy t to stdout") + extended_request("select 2") + sync())
                 .sends(parse_complete() + bind_complete() + no_data() + copy_out_response(1))
                 .sends(copy_data("1\n") + copy_done() + command_complete("COPY 1"))
                 .sends(extended_reply("2") + ready());
    play_every_way(then_usable(s), [](conversation& c) {
        auto& q = c.enqueue<extended_query>(statement("copy t to stdout"));
        auto& next = c.enqueue<extended_query>(statement("select 2"));
        c.enqueue<sync_point>();
        if (!c.run())
            return;
        expect_usage_error(q, "COPY ... TO STDOUT");
        EXPECT_EQ(next.error(), nullptr);
        EXPECT_EQ(rows_of(next.result().rows), (row_table{{"2"}}));
        expect_usable(c);
    });
}

// A Sync that was sent after the server had begun to wait for data is not lost: a second one would be one too
// many.
TEST(refused_copy_script, in_an_extended_query_whose_sync_comes_later_is_given_up_and_told) {
    auto s = script()
                 .receives(extended_request("copy t from stdin"))
                 .sends(parse_complete() + bind_complete() + no_data() + copy_in_response(1))
                 .receives(given_up)
                 .sends(error("57014"))
                 .receives(sync())
                 .sends(ready());
    play_every_way(then_usable(s), [](conversation& c) {
        auto& q = c.enqueue<extended_query>(statement("copy t from stdin"));
        if (!c.run())
            return;
        expect_usage_error(q, "COPY ... FROM STDIN");
        c.enqueue<sync_point>();
        if (c.run())
            expect_usable(c);
    });
}

// The statements before it were executed: what the server asks for then must not break the connection.

}  // namespace
}  // namespace kornak::testing
