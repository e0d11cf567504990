#include "session/simple_query.hpp"

#include "support/play_every_way.hpp"
#include "support/rows.hpp"
#include "support/statements.hpp"

namespace kornak::testing {
namespace {

using session::result_status;
using session::row_table;
using session::simple_query;

TEST(simple_query_script, gives_a_result_for_every_statement) {
    play_every_way(script()
                       .receives(query("select 1; update t set x = 1; select 2, null union all select 3, 4"))
                       .sends(simple_reply("1"))
                       .sends(command_complete("UPDATE 7"))
                       .sends(row_description(integer_columns({"a", "b"})))
                       .sends(data_row({"2", std::nullopt}) + data_row({"3", "4"}))
                       .sends(command_complete("SELECT 2") + ready()),
                   [](conversation& c) {
                       auto& q = c.enqueue<simple_query>(
                           "select 1; update t set x = 1; select 2, null union all select 3, 4");
                       if (!c.run())
                           return;
                       EXPECT_EQ(q.error(), nullptr);
                       ASSERT_EQ(q.results().size(), 3u);
                       EXPECT_EQ(q.results()[0].status, result_status::tuples);
                       EXPECT_EQ(*q.results()[0].columns, integer_columns({"n"}));
                       EXPECT_EQ(rows_of(q.results()[0].rows), (row_table{{"1"}}));
                       EXPECT_EQ(q.results()[1].status, result_status::command);
                       EXPECT_EQ(q.results()[1].columns, nullptr);
                       EXPECT_EQ(q.results()[1].command_tag, "UPDATE 7");
                       EXPECT_EQ(rows_of(q.results()[2].rows), (row_table{{"2", std::nullopt}, {"3", "4"}}));
                       EXPECT_EQ(q.results()[2].command_tag, "SELECT 2");
                   });
}

TEST(simple_query_script, gives_columns_without_rows_and_rows_without_columns) {
    play_every_way(
        script()
            .receives(query("select; select 1 where false"))
            .sends(row_description({}) + data_row({}) + data_row({}) + command_complete("SELECT 2"))
            .sends(row_description(integer_columns({"n"})) + command_complete("SELECT 0") + ready()),
        [](conversation& c) {
            auto& q = c.enqueue<simple_query>("select; select 1 where false");
            if (!c.run())
                return;
            ASSERT_EQ(q.results().size(), 2u);
            EXPECT_EQ(rows_of(q.results()[0].rows), (row_table{{}, {}}));
            EXPECT_EQ(q.results()[1].status, result_status::tuples);
            EXPECT_TRUE(q.results()[1].rows.empty());
        });
}

TEST(simple_query_script, tells_an_empty_query) {
    play_every_way(script().receives(query("")).sends(empty_query_response() + ready()), [](conversation& c) {
        auto& q = c.enqueue<simple_query>("");
        if (!c.run())
            return;
        EXPECT_EQ(q.error(), nullptr);
        ASSERT_EQ(q.results().size(), 1u);
        EXPECT_EQ(q.results()[0].status, result_status::empty_query);
    });
}

TEST(simple_query_script, keeps_the_results_before_an_error_and_the_session_stays_usable) {
    play_every_way(script()
                       .receives(query("select 1; select 1/0; select 2"))
                       .sends(simple_reply("1"))
                       .sends(error("22012", "division by zero") + ready())
                       .receives(query("select 2"))
                       .sends(simple_reply("2") + ready()),
                   [](conversation& c) {
                       auto& q = c.enqueue<simple_query>("select 1; select 1/0; select 2");
                       if (!c.run())
                           return;
                       ASSERT_TRUE(q.error());
                       EXPECT_EQ(q.error()->kind, failure_kind::server);
                       EXPECT_EQ(q.error()->message, "division by zero");
                       EXPECT_EQ(q.error()->server->sqlstate, "22012");
                       EXPECT_TRUE(q.error()->sent);
                       EXPECT_FALSE(q.error()->skipped);
                       ASSERT_EQ(q.results().size(), 1u);
                       EXPECT_EQ(rows_of(q.results()[0].rows), (row_table{{"1"}}));

                       auto& next = c.enqueue<simple_query>("select 2");
                       if (!c.run())
                           return;
                       EXPECT_EQ(next.error(), nullptr);
                       EXPECT_EQ(rows_of(next.results().at(0).rows), (row_table{{"2"}}));
                   });
}

TEST(simple_query_script, fails_when_an_error_comes_between_rows) {
    play_every_way(script()
                       .receives(query("select f(x) from t"))
                       .sends(row_description(integer_columns({"f"})) + data_row({"1"}))
                       .sends(error("P0001") + ready('E')),
                   [](conversation& c) {
                       auto& q = c.enqueue<simple_query>("select f(x) from t");
                       if (!c.run())
                           return;
                       ASSERT_TRUE(q.error());
                       EXPECT_EQ(q.error()->server->sqlstate, "P0001");
                       EXPECT_EQ(q.results().at(0).status, result_status::pending);
                       EXPECT_EQ(c.session().status(), wire::transaction_status::in_error);
                   });
}

TEST(simple_query_script, is_not_disturbed_by_what_the_server_says_on_its_own) {
    const auto aside =
        notice("by the way") + notification(7, "jobs", "job") + parameter_status("TimeZone", "UTC");
    play_every_way(script()
                       .receives(query("select 1"))
                       .sends(aside + row_description(integer_columns({"n"})))
                       .sends(aside + data_row({"1"}) + aside + data_row({"2"}))
                       .sends(aside + command_complete("SELECT 2") + aside + ready()),
                   [](conversation& c) {
                       auto& q = c.enqueue<simple_query>("select 1");
                       if (!c.run())
                           return;
                       EXPECT_EQ(rows_of(q.results().at(0).rows), (row_table{{"1"}, {"2"}}));
                       EXPECT_TRUE(c.session().has_side_messages());
                       const auto notices = c.session().take_notices();
                       ASSERT_EQ(notices.size(), 5u);
                       EXPECT_EQ(notices[4]->message_primary, "by the way");
                       EXPECT_EQ(notices[4]->severity_nonlocalized, "NOTICE");
                       const auto notifications = c.session().take_notifications();
                       ASSERT_EQ(notifications.size(), 5u);
                       EXPECT_EQ(notifications[4].process_id, 7);
                       EXPECT_EQ(notifications[4].channel, "jobs");
                       EXPECT_EQ(notifications[4].payload, "job");
                       EXPECT_FALSE(c.session().has_side_messages());
                       EXPECT_EQ(*c.session().parameter("TimeZone"), "UTC");
                       EXPECT_EQ(c.session().parameters().size(), 1u);
                       EXPECT_EQ(c.session().parameter("DateStyle"), nullptr);
                   });
}

TEST(simple_query_script, hears_what_the_server_says_while_nothing_is_running) {
    play_every_way(
        script()
            .receives(query("listen jobs"))
            .sends(command_complete("LISTEN") + ready())
            .sends(parameter_status("TimeZone", "UTC") + notice("hello") + notification(7, "jobs", "")),
        [](conversation& c) {
            c.enqueue<simple_query>("listen jobs");
            std::vector<session::notification> heard;
            if (!c.run() || !c.run_until([&] { return !(heard = c.session().take_notifications()).empty(); }))
                return;
            EXPECT_EQ(heard[0].channel, "jobs");
            EXPECT_EQ(c.session().take_notices().at(0)->message_primary, "hello");
            EXPECT_EQ(*c.session().parameter("TimeZone"), "UTC");
            EXPECT_FALSE(c.session().broken());
        });
}

TEST(simple_query_script, follows_the_state_of_the_transaction) {
    play_every_way(script()
                       .receives(query("begin"))
                       .sends(command_complete("BEGIN") + ready('T'))
                       .receives(query("bogus"))
                       .sends(error("42601") + ready('E'))
                       .receives(query("rollback"))
                       .sends(command_complete("ROLLBACK") + ready('I')),
                   [](conversation& c) {
                       const std::pair<const char*, wire::transaction_status> steps[] = {
                           {"begin", wire::transaction_status::in_transaction},
                           {"bogus", wire::transaction_status::in_error},
                           {"rollback", wire::transaction_status::idle}};
                       for (const auto& [sql, status] : steps) {
                           c.enqueue<simple_query>(sql);
                           if (!c.run())
                               return;
                           EXPECT_EQ(c.session().status(), status);
                       }
                   });
}

TEST(simple_query_script, gives_each_of_several_queries_in_flight_its_own_rows) {
    play_every_way(script()
                       .receives(query("select 1") + query("bogus") + query("select 2"))
                       .sends(simple_reply("1") + ready())
                       .sends(error("42601") + ready())
                       .sends(simple_reply("2") + ready()),
                   [](conversation& c) {
                       auto& first = c.enqueue<simple_query>("select 1");
                       auto& failing = c.enqueue<simple_query>("bogus");
                       auto& last = c.enqueue<simple_query>("select 2");
                       if (!c.run())
                           return;
                       EXPECT_EQ(rows_of(first.results().at(0).rows), (row_table{{"1"}}));
                       EXPECT_TRUE(failing.error());
                       EXPECT_EQ(last.error(), nullptr);
                       EXPECT_EQ(rows_of(last.results().at(0).rows), (row_table{{"2"}}));
                   });
}

}  // namespace
}  // namespace kornak::testing
