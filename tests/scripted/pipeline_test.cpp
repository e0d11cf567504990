#include "session/close_target.hpp"
#include "session/prepare_statement.hpp"
#include "session/simple_query.hpp"
#include "session/sync_point.hpp"
#include "support/play_every_way.hpp"
#include "support/rows.hpp"
#include "support/statements.hpp"

namespace kornak::testing {
namespace {

using session::close_target;
using session::extended_query;
using session::prepare_statement;
using session::row_table;
using session::simple_query;
using session::sync_point;

extended_query& enqueue(conversation& c, std::string_view sql) {
    return c.enqueue<extended_query>(statement(sql));
}

void expect_rows(extended_query& q, const char* n) {
    EXPECT_EQ(q.error(), nullptr);
    EXPECT_EQ(rows_of(q.result().rows), (row_table{{n}}));
}

void expect_failed(const session::exchange& x, const char* sqlstate) {
    ASSERT_TRUE(x.error());
    EXPECT_EQ(x.error()->server->sqlstate, sqlstate);
    EXPECT_FALSE(x.error()->skipped);
}

// It was not executed, and says because of what.
void expect_skipped(const session::exchange& x, const char* sqlstate) {
    ASSERT_TRUE(x.done());
    ASSERT_TRUE(x.error());
    EXPECT_TRUE(x.error()->skipped);
    EXPECT_EQ(x.error()->kind, failure_kind::server);
    EXPECT_EQ(x.error()->server->sqlstate, sqlstate);
    EXPECT_NE(x.error()->message.find("not executed"), std::string::npos);
    EXPECT_NE(x.error()->message.find("scripted error"), std::string::npos);
}

TEST(pipeline_script, gives_each_statement_its_own_rows) {
    play_every_way(script()
                       .receives(extended_request("select 1") + extended_request("select 2") +
                                 extended_request("select 3") + sync())
                       .sends(extended_reply("1") + extended_reply("2") + extended_reply("3") + ready()),
                   [](conversation& c) {
                       auto& a = enqueue(c, "select 1");
                       auto& b = enqueue(c, "select 2");
                       auto& d = enqueue(c, "select 3");
                       c.enqueue<sync_point>();
                       if (!c.run())
                           return;
                       expect_rows(a, "1");
                       expect_rows(b, "2");
                       expect_rows(d, "3");
                   });
}

TEST(pipeline_script, skips_what_follows_an_error_up_to_the_sync) {
    play_every_way(
        script()
            .receives(extended_request("select 1") + extended_request("bogus") + extended_request("select 3"))
            .receives(close_statement("s") + parse("s", "select 4") + describe_statement("s") + sync())
            .sends(extended_reply("1") + parse_complete() + error("42601") + ready())
            .receives(extended_request("select 5") + sync())
            .sends(extended_reply("5") + ready()),
        [](conversation& c) {
            auto& first = enqueue(c, "select 1");
            auto& failing = enqueue(c, "bogus");
            auto& third = enqueue(c, "select 3");
            auto& closing = c.enqueue<close_target>(wire::target::statement, "s");
            auto& preparing = c.enqueue<prepare_statement>("s", "select 4");
            auto& synced = c.enqueue<sync_point>();
            if (!c.run())
                return;
            expect_rows(first, "1");
            expect_failed(failing, "42601");
            expect_skipped(third, "42601");
            EXPECT_FALSE(third.parsed());
            expect_skipped(closing, "42601");
            expect_skipped(preparing, "42601");
            EXPECT_EQ(synced.error(), nullptr);

            auto& next = enqueue(c, "select 5");
            c.enqueue<sync_point>();
            if (!c.run())
                return;
            expect_rows(next, "5");
        });
}

TEST(pipeline_script, goes_on_behind_the_next_sync) {
    play_every_way(script()
                       .receives(extended_request("bogus") + extended_request("select 2") + sync())
                       .receives(extended_request("select 3") + sync() + query("select 4"))
                       .sends(error("42601") + ready() + extended_reply("3") + ready())
                       .sends(simple_reply("4") + ready()),
                   [](conversation& c) {
                       auto& failing = enqueue(c, "bogus");
                       auto& skipped = enqueue(c, "select 2");
                       c.enqueue<sync_point>();
                       auto& behind = enqueue(c, "select 3");
                       c.enqueue<sync_point>();
                       auto& last = c.enqueue<simple_query>("select 4");
                       if (!c.run())
                           return;
                       expect_failed(failing, "42601");
                       expect_skipped(skipped, "42601");
                       expect_rows(behind, "3");
                       EXPECT_EQ(rows_of(last.results().at(0).rows), (row_table{{"4"}}));
                   });
}

TEST(pipeline_script, fails_at_the_sync_when_the_commit_does) {
    play_every_way(
        script()
            .receives(extended_request("select 1") + sync() + extended_request("select 2") + sync())
            .sends(extended_reply("1") + error("23503") + ready())
            .sends(extended_reply("2") + ready()),
        [](conversation& c) {
            auto& first = enqueue(c, "select 1");
            auto& commit = c.enqueue<sync_point>();
            auto& second = enqueue(c, "select 2");
            auto& synced = c.enqueue<sync_point>();
            if (!c.run())
                return;
            expect_rows(first, "1");
            expect_failed(commit, "23503");
            expect_rows(second, "2");
            EXPECT_EQ(synced.error(), nullptr);
        });
}

TEST(pipeline_script, skips_what_is_put_in_after_the_error_arrived) {
    play_every_way(script()
                       .receives(extended_request("bogus") + flush())
                       .sends(error("42601"))
                       .receives(extended_request("select 2") + query("select 3") + sync())
                       .sends(ready())
                       .receives(extended_request("select 4") + sync())
                       .sends(extended_reply("4") + ready()),
                   [](conversation& c) {
                       auto& failing = enqueue(c, "bogus");
                       wire::encode(c.session().writer(), wire::flush{});
                       if (!c.run())
                           return;
                       expect_failed(failing, "42601");
                       auto& late = enqueue(c, "select 2");
                       auto& simple = c.enqueue<simple_query>("select 3");
                       expect_skipped(late, "42601");
                       expect_skipped(simple, "42601");
                       auto& synced = c.enqueue<sync_point>();
                       if (!c.run())
                           return;
                       EXPECT_EQ(synced.error(), nullptr);
                       auto& next = enqueue(c, "select 4");
                       c.enqueue<sync_point>();
                       if (!c.run())
                           return;
                       expect_rows(next, "4");
                   });
}

TEST(pipeline_script, of_syncs_alone_is_answered_one_by_one) {
    play_every_way(script().receives(sync() + sync()).sends(ready('T')).sends(ready('I')),
                   [](conversation& c) {
                       auto& first = c.enqueue<sync_point>();
                       auto& second = c.enqueue<sync_point>();
                       if (!c.run())
                           return;
                       EXPECT_EQ(first.error(), nullptr);
                       EXPECT_EQ(second.error(), nullptr);
                       EXPECT_EQ(c.session().status(), wire::transaction_status::idle);
                   });
}

}  // namespace
}  // namespace kornak::testing
