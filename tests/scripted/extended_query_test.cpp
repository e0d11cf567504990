#include "session/extended_query.hpp"

#include "session/close_target.hpp"
#include "session/prepare_statement.hpp"
#include "session/sync_point.hpp"
#include "support/play_every_way.hpp"
#include "support/rows.hpp"
#include "support/statements.hpp"

namespace kornak::testing {
namespace {

using session::close_target;
using session::extended_query;
using session::prepare_statement;
using session::result_status;
using session::row_table;
using session::statement_request;
using session::sync_point;

const bytes accepted = parse_complete() + bind_complete();
const bytes described = accepted + row_description(integer_columns({"n"}));

TEST(extended_query_script, sends_parameters_apart_from_the_statement) {
    play_every_way(script()
                       .receives(parse("s1", "select $1, $2", {23, 25}))
                       .receives(bind("", "s1", {"\x01\x02\x03\x04", std::nullopt}, {1, 0}, {1}))
                       .receives(describe_portal("") + execute("", 10) + sync())
                       .sends(accepted)
                       .sends(row_description(integer_columns({"a", "b"})))
                       .sends(data_row({"7", std::nullopt}) + command_complete("SELECT 1") + ready()),
                   [](conversation& c) {
                       const std::uint32_t types[] = {23, 25};
                       const wire::format formats[] = {wire::format::binary, wire::format::text};
                       const wire::format binary[] = {wire::format::binary};
                       const std::string values("\0\0\0\4\1\2\3\4\xff\xff\xff\xff", 12);
                       auto what = statement("select $1, $2");
                       what.statement = "s1";
                       what.parameter_types = types;
                       what.parameter_formats = formats;
                       what.parameter_count = 2;
                       what.parameters = wire::as_bytes(values);
                       what.result_formats = binary;
                       what.max_rows = 10;
                       auto& q = c.enqueue<extended_query>(what);
                       c.enqueue<sync_point>();
                       if (!c.run())
                           return;
                       EXPECT_EQ(q.error(), nullptr);
                       EXPECT_TRUE(q.parsed());
                       EXPECT_EQ(q.result().status, result_status::tuples);
                       EXPECT_EQ(*q.result().columns, integer_columns({"a", "b"}));
                       EXPECT_EQ(rows_of(q.result().rows), (row_table{{"7", std::nullopt}}));
                       EXPECT_EQ(q.result().command_tag, "SELECT 1");
                   });
}

TEST(extended_query_script, runs_a_statement_that_returns_nothing) {
    play_every_way(script()
                       .receives(extended_request("delete from t") + sync())
                       .sends(accepted + no_data() + command_complete("DELETE 3") + ready()),
                   [](conversation& c) {
                       auto& q = c.enqueue<extended_query>(statement("delete from t"));
                       c.enqueue<sync_point>();
                       if (!c.run())
                           return;
                       EXPECT_EQ(q.result().status, result_status::command);
                       EXPECT_EQ(q.result().columns, nullptr);
                       EXPECT_EQ(q.result().command_tag, "DELETE 3");
                   });
}

TEST(extended_query_script, tells_an_empty_statement) {
    play_every_way(script()
                       .receives(extended_request("") + sync())
                       .sends(accepted + no_data() + empty_query_response() + ready()),
                   [](conversation& c) {
                       auto& q = c.enqueue<extended_query>(statement(""));
                       c.enqueue<sync_point>();
                       if (!c.run())
                           return;
                       EXPECT_EQ(q.error(), nullptr);
                       EXPECT_EQ(q.result().status, result_status::empty_query);
                   });
}

TEST(extended_query_script, tells_that_there_are_more_rows_than_it_asked_for) {
    play_every_way(
        script()
            .receives(parse("", "select n from t") + bind("", "") + describe_portal("") + execute("", 2) +
                      sync())
            .sends(described + data_row({"1"}) + data_row({"2"}) + portal_suspended() + ready('T')),
        [](conversation& c) {
            auto what = statement("select n from t");
            what.max_rows = 2;
            auto& q = c.enqueue<extended_query>(what);
            c.enqueue<sync_point>();
            if (!c.run())
                return;
            EXPECT_EQ(q.result().status, result_status::suspended);
            EXPECT_EQ(rows_of(q.result().rows), (row_table{{"1"}, {"2"}}));
        });
}

TEST(extended_query_script, does_not_ask_for_what_is_known) {
    play_every_way(script()
                       .receives(bind("", "s1") + execute("") + sync())
                       .sends(bind_complete() + data_row({"1"}) + command_complete("SELECT 1") + ready())
                       .receives(bind("", "s2") + execute("") + sync())
                       .sends(bind_complete() + command_complete("DELETE 1") + ready()),
                   [](conversation& c) {
                       statement_request what;
                       what.statement = "s1";
                       what.parse = false;
                       what.columns_known = true;
                       what.columns = std::make_shared<column_list>(integer_columns({"n"}));
                       auto& rows = c.enqueue<extended_query>(what);
                       c.enqueue<sync_point>();
                       if (!c.run())
                           return;
                       EXPECT_EQ(rows.result().columns, what.columns);
                       EXPECT_EQ(rows.result().status, result_status::tuples);
                       EXPECT_EQ(rows_of(rows.result().rows), (row_table{{"1"}}));
                       EXPECT_FALSE(rows.parsed());

                       what.statement = "s2";
                       what.columns = nullptr;
                       auto& nothing = c.enqueue<extended_query>(what);
                       c.enqueue<sync_point>();
                       if (!c.run())
                           return;
                       EXPECT_EQ(nothing.result().status, result_status::command);
                   });
}

TEST(extended_query_script, is_usable_again_after_an_error_at_any_point) {
    const struct {
        const char* where;
        bytes before;
        bool parsed;
    } points[] = {{"Parse", "", false},
                  {"Bind", parse_complete(), true},
                  {"Describe", accepted, true},
                  {"Execute", described, true},
                  {"the second row", described + data_row({"1"}), true}};
    for (const auto& p : points) {
        SCOPED_TRACE(p.where);
        play_every_way(script()
                           .receives(extended_request("select 1/n") + sync())
                           .sends(p.before + error("22012", "division by zero") + ready())
                           .receives(extended_request("select 2") + sync())
                           .sends(described + data_row({"2"}) + command_complete("SELECT 1") + ready()),
                       [&](conversation& c) {
                           auto& failing = c.enqueue<extended_query>(statement("select 1/n"));
                           auto& synced = c.enqueue<sync_point>();
                           if (!c.run())
                               return;
                           ASSERT_TRUE(failing.error());
                           EXPECT_EQ(failing.error()->kind, failure_kind::server);
                           EXPECT_EQ(failing.error()->server->sqlstate, "22012");
                           EXPECT_FALSE(failing.error()->skipped);
                           EXPECT_EQ(failing.parsed(), p.parsed);
                           EXPECT_EQ(synced.error(), nullptr);

                           auto& next = c.enqueue<extended_query>(statement("select 2"));
                           c.enqueue<sync_point>();
                           if (!c.run())
                               return;
                           EXPECT_EQ(next.error(), nullptr);
                           EXPECT_EQ(rows_of(next.result().rows), (row_table{{"2"}}));
                       });
    }
}

TEST(extended_query_script, is_not_disturbed_by_what_the_server_says_on_its_own) {
    const auto aside =
        notice("by the way") + notification(7, "jobs", "job") + parameter_status("TimeZone", "UTC");
    play_every_way(script()
                       .receives(extended_request("select n from t") + sync())
                       .sends(aside + parse_complete() + aside + bind_complete() + aside)
                       .sends(row_description(integer_columns({"n"})) + aside + data_row({"1"}) + aside)
                       .sends(data_row({"2"}) + aside + command_complete("SELECT 2") + aside + ready()),
                   [](conversation& c) {
                       auto& q = c.enqueue<extended_query>(statement("select n from t"));
                       c.enqueue<sync_point>();
                       if (!c.run())
                           return;
                       EXPECT_EQ(rows_of(q.result().rows), (row_table{{"1"}, {"2"}}));
                       EXPECT_EQ(c.session().take_notices().size(), 7u);
                       EXPECT_EQ(c.session().take_notifications().size(), 7u);
                   });
}

TEST(prepare_script, tells_what_a_statement_takes_and_returns) {
    play_every_way(
        script()
            .receives(parse("s1", "select n from t where x = $1", {25}) + describe_statement("s1") + sync())
            .sends(parse_complete() + parameter_description({25}))
            .sends(row_description(integer_columns({"n"})) + ready()),
        [](conversation& c) {
            const std::uint32_t types[] = {25};
            auto& p = c.enqueue<prepare_statement>("s1", "select n from t where x = $1", types);
            c.enqueue<sync_point>();
            if (!c.run())
                return;
            EXPECT_EQ(p.error(), nullptr);
            EXPECT_EQ(p.parameter_types(), std::vector<std::uint32_t>{25});
            EXPECT_EQ(*p.columns(), integer_columns({"n"}));
        });
}

TEST(prepare_script, tells_that_a_statement_returns_nothing) {
    play_every_way(script()
                       .receives(parse("", "delete from t") + describe_statement("") + sync())
                       .sends(parse_complete() + parameter_description({}) + no_data() + ready()),
                   [](conversation& c) {
                       auto& p = c.enqueue<prepare_statement>("", "delete from t");
                       c.enqueue<sync_point>();
                       if (!c.run())
                           return;
                       EXPECT_TRUE(p.parameter_types().empty());
                       EXPECT_EQ(p.columns(), nullptr);
                   });
}

TEST(prepare_script, fails_at_parse_and_at_describe) {
    for (const auto& before : {bytes(), parse_complete(), parse_complete() + parameter_description({})}) {
        play_every_way(script()
                           .receives(parse("s1", "bogus") + describe_statement("s1") + sync())
                           .sends(before + error("42601") + ready()),
                       [](conversation& c) {
                           auto& p = c.enqueue<prepare_statement>("s1", "bogus");
                           c.enqueue<sync_point>();
                           if (!c.run())
                               return;
                           ASSERT_TRUE(p.error());
                           EXPECT_EQ(p.error()->server->sqlstate, "42601");
                       });
    }
}

TEST(close_script, closes_statements_and_portals) {
    play_every_way(script()
                       .receives(close_statement("s1") + close_portal("p1") + sync())
                       .sends(close_complete() + close_complete() + ready()),
                   [](conversation& c) {
                       auto& statement_closed = c.enqueue<close_target>(wire::target::statement, "s1");
                       auto& portal_closed = c.enqueue<close_target>(wire::target::portal, "p1");
                       c.enqueue<sync_point>();
                       if (!c.run())
                           return;
                       EXPECT_EQ(statement_closed.error(), nullptr);
                       EXPECT_EQ(portal_closed.error(), nullptr);
                   });
}

}  // namespace
}  // namespace kornak::testing
