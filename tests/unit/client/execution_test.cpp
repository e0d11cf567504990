#include "client/execution.hpp"

#include "support/rows.hpp"
#include "unit/client/execution_conversation.hpp"

namespace kornak::client {
namespace {

using namespace std::string_view_literals;
using session::row_table;
using session::rows_of;
using wire::transaction_status;

class execution_test : public execution_conversation {};

TEST_F(execution_test, sends_a_statement_in_one_flight) {
    EXPECT_EQ(run({.sql = "select 1"}, parsed, bound, column(), row("1"), done("SELECT 1"), ready),
              "P B D E S");
    EXPECT_EQ(error(), "");
    EXPECT_FALSE(again_);
    const auto results = execution_.take_results();
    ASSERT_EQ(results.size(), 1u);
    EXPECT_EQ(rows_of(results[0].rows), (row_table{{"1"}}));
    EXPECT_EQ(results[0].command_tag, "SELECT 1");
}

TEST_F(execution_test, begins_a_transaction_in_the_same_flight) {
    EXPECT_EQ(run({.sql = "select 1", .begin = "begin"}, parsed, bound, done("BEGIN"), parsed, bound,
                  column(), done("SELECT 0"), ready_in_transaction),
              "P B E P B D E S");
    EXPECT_EQ(error(), "");
    ASSERT_EQ(execution_.take_results().size(), 1u);
    EXPECT_EQ(protocol().status(), transaction_status::in_transaction);
}

TEST_F(execution_test, executes_nothing_when_it_cannot_begin) {
    EXPECT_EQ(run({.sql = "select 1", .begin = "begin"}, error_response{"25001"}, ready), "P B E P B D E S");
    EXPECT_EQ(error(), "25001");
    EXPECT_FALSE(execution_.error()->skipped);
}

TEST_F(execution_test, sends_a_simple_query_with_a_sync_where_something_before_it_may_fail) {
    EXPECT_EQ(run({.sql = "select 1; select 2", .simple = true}, column(), row("1"), done("SELECT 1"),
                  column(), row("2"), done("SELECT 1"), ready),
              "Q");
    auto results = execution_.take_results();
    ASSERT_EQ(results.size(), 2u);
    EXPECT_EQ(rows_of(results[1].rows), (row_table{{"2"}}));

    EXPECT_EQ(run({.sql = "select 1", .simple = true, .begin = "begin"}, parsed, bound, done("BEGIN"),
                  column(), done("SELECT 0"), ready_in_transaction, ready_in_transaction),
              "P B E Q S");
    EXPECT_EQ(error(), "");
    EXPECT_EQ(run({.sql = "select 1", .simple = true, .begin = "begin"}, error_response{"25001"}, ready),
              "P B E Q S");
    EXPECT_EQ(error(), "25001");
}

TEST_F(execution_test, refuses_what_cannot_be_sent) {
    const execution_request cases[] = {
        {.sql = "select 1\0"sv},
        {.sql = "select 1\0; select 2"sv, .simple = true},
        {.sql = "select 1", .parameter_count = 65536},
    };
    const char* const reasons[] = {"zero byte", "zero byte", "at most 65535 parameters, not 65536"};
    for (std::size_t i = 0; i < std::size(cases); ++i) {
        EXPECT_FALSE(execution_.start(core_, cases[i]));
        EXPECT_FALSE(execution_.finish());
        ASSERT_TRUE(execution_.error());
        EXPECT_EQ(execution_.error()->kind, failure_kind::usage);
        EXPECT_FALSE(execution_.error()->sent);
        EXPECT_NE(execution_.error()->message.find(reasons[i]), std::string::npos)
            << execution_.error()->message;
    }
    EXPECT_EQ(sent(), "");
    EXPECT_EQ(run({.sql = "select 1"}, parsed, bound, column(), done("SELECT 0"), ready), "P B D E S");
    EXPECT_EQ(error(), "");
}

TEST_F(execution_test, sends_as_many_parameters_as_the_protocol_has_room_for) {
    wire::byte_writer nulls;
    for (int i = 0; i < 65535; ++i)
        nulls.i32(-1);
    EXPECT_EQ(run({.sql = "select 1", .parameter_count = 65535, .parameters = nulls.view()}, parsed, bound,
                  column(), done("SELECT 0"), ready),
              "P B D E S");
    EXPECT_EQ(error(), "");
}

TEST_F(execution_test, says_why_a_lost_connection_cannot_execute) {
    protocol().input_closed({failure_kind::connection, "gone", nullptr});
    for (const bool simple : {true, false}) {
        EXPECT_FALSE(execution_.start(core_, {.sql = "select 1", .simple = simple}));
        EXPECT_FALSE(execution_.finish());
        EXPECT_EQ(error(), "gone");
        EXPECT_FALSE(execution_.error()->sent);
    }
}

TEST_F(execution_test, leaves_the_connection_usable_when_it_is_left_early) {
    for (const execution_request& what : {execution_request{.sql = "select 1", .begin = "begin"},
                                          execution_request{.sql = "select 1", .simple = true}}) {
        {
            execution left;
            ASSERT_TRUE(left.start(core_, what));
            sent();
        }
        EXPECT_FALSE(protocol().busy());
        if (what.simple)
            reply(column(), row("1"), done("SELECT 1"), ready);
        else
            reply(parsed, bound, done("BEGIN"), parsed, bound, column(), row("1"), done("SELECT 1"), ready);
        EXPECT_TRUE(protocol().idle());
        EXPECT_EQ(protocol().broken(), nullptr);
    }
    run({.sql = "select 2"}, parsed, bound, column(), row("2"), done("SELECT 1"), ready);
    EXPECT_EQ(rows_of(execution_.take_results()[0].rows), (row_table{{"2"}}));
}

TEST_F(execution_test, shows_the_result_that_is_arriving) {
    ASSERT_TRUE(execution_.start(core_, {.sql = "select 1"}));
    reply(parsed, bound);
    EXPECT_EQ(execution_.arriving(), nullptr);
    reply(column(), row("1"));
    ASSERT_TRUE(execution_.arriving());
    EXPECT_EQ(rows_of(execution_.arriving()->rows), (row_table{{"1"}}));
    reply(done("SELECT 1"), ready);

    ASSERT_TRUE(execution_.start(core_, {.sql = "update; select 2; select 3", .simple = true}));
    EXPECT_EQ(execution_.arriving(), nullptr);
    reply(done("UPDATE 1"));
    EXPECT_EQ(execution_.arriving(), nullptr);
    reply(column(), row("2"));
    ASSERT_TRUE(execution_.arriving());
    EXPECT_EQ(rows_of(execution_.arriving()->rows), (row_table{{"2"}}));
    reply(done("SELECT 1"), column(), row("3"));
    EXPECT_EQ(rows_of(execution_.arriving()->rows), (row_table{{"3"}}));
}

TEST_F(execution_test, fails_when_the_commit_at_the_end_does) {
    run({.sql = "insert into t values (1)"}, parsed, bound, no_columns, done("INSERT 0 1"),
        error_response{"23503"}, ready);
    EXPECT_EQ(error(), "23503");
    EXPECT_FALSE(again_);
}

TEST(affected_rows, are_the_number_at_the_end_of_a_command_tag) {
    EXPECT_EQ(affected_rows("INSERT 0 5"), 5u);
    EXPECT_EQ(affected_rows("SELECT 0"), 0u);
    EXPECT_EQ(affected_rows("COPY 18446744073709551615"), 18446744073709551615u);
    EXPECT_EQ(affected_rows("7"), 7u);
    for (const auto tag : {"", "BEGIN", "CREATE TABLE", "SELECT ", "SELECT x1", "SELECT 1x", "SELECT -1",
                           "SELECT 18446744073709551616"})
        EXPECT_EQ(affected_rows(tag), std::nullopt) << tag;
}

}  // namespace
}  // namespace kornak::client
