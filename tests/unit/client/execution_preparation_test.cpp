// What an execution makes of the statement cache.

#include "support/rows.hpp"
#include "unit/client/execution_conversation.hpp"

namespace kornak::client {
namespace {

using namespace std::string_view_literals;
using session::row_table;
using session::rows_of;
using wire::transaction_status;

class execution_preparation : public execution_conversation {};

TEST_F(execution_preparation, prepares_what_is_executed_again_and_describes_it_once) {
    cache().threshold = 1;
    const execution_request what{.sql = "select 1"};
    EXPECT_EQ(run(what, parsed, bound, column(), done("SELECT 0"), ready), "P B D E S");
    EXPECT_EQ(run(what, parsed, bound, column(), done("SELECT 0"), ready), "P1 B1 D E S");
    EXPECT_EQ(run(what, bound, row("1"), done("SELECT 1"), ready), "B1 E S");
    const auto results = execution_.take_results();
    ASSERT_TRUE(results[0].columns);
    EXPECT_EQ(results[0].columns->at(0).name, "n");
    EXPECT_EQ(rows_of(results[0].rows), (row_table{{"1"}}));
}

TEST_F(execution_preparation, describes_a_prepared_statement_once_for_each_format) {
    cache().threshold = 0;
    const execution_request text{.sql = "select 1"};
    const execution_request binary{.sql = "select 1", .result_format = wire::format::binary};
    EXPECT_EQ(run(text, parsed, bound, column(), done("SELECT 0"), ready), "P1 B1 D E S");
    EXPECT_EQ(run(binary, bound, column(wire::format::binary), done("SELECT 0"), ready), "B1 D E S");
    EXPECT_EQ(run(text, bound, done("SELECT 0"), ready), "B1 E S");
    EXPECT_FALSE(execution_.take_results()[0].columns->at(0).binary);
    EXPECT_EQ(run(binary, bound, done("SELECT 0"), ready), "B1 E S");
    EXPECT_TRUE(execution_.take_results()[0].columns->at(0).binary);
}

TEST_F(execution_preparation, does_not_describe_again_what_returns_nothing) {
    cache().threshold = 0;
    const execution_request what{.sql = "update t set n = 1"};
    EXPECT_EQ(run(what, parsed, bound, no_columns, done("UPDATE 1"), ready), "P1 B1 D E S");
    EXPECT_EQ(run(what, bound, done("UPDATE 1"), ready), "B1 E S");
    EXPECT_EQ(execution_.take_results()[0].columns, nullptr);
}

TEST_F(execution_preparation, prepares_or_does_not_as_the_caller_says) {
    const execution_request now{.sql = "update t set n = 1", .prepare = true};
    const execution_request never{.sql = "update t set n = 1", .prepare = false};
    EXPECT_EQ(run(never, parsed, bound, no_columns, done("UPDATE 1"), ready), "P B D E S");
    EXPECT_EQ(run(now, parsed, bound, no_columns, done("UPDATE 1"), ready), "P1 B1 D E S");
    EXPECT_EQ(run(never, parsed, bound, no_columns, done("UPDATE 1"), ready), "P B D E S");
    EXPECT_EQ(run(now, bound, done("UPDATE 1"), ready), "B1 E S");
}

TEST_F(execution_preparation, does_not_count_on_a_statement_that_could_not_be_prepared) {
    cache().threshold = 0;
    const execution_request what{.sql = "select 1"};
    EXPECT_EQ(run(what, error_response{"42601"}, ready), "P1 B1 D E S");
    EXPECT_EQ(error(), "42601");
    EXPECT_FALSE(again_);
    EXPECT_EQ(run(what, parsed, bound, column(), done("SELECT 0"), ready), "P2 B2 D E S");
}

TEST_F(execution_preparation, keeps_a_statement_that_was_prepared_although_it_failed) {
    cache().threshold = 0;
    const execution_request what{.sql = "insert into t values ($1)"};
    EXPECT_EQ(run(what, parsed, bound, no_columns, error_response{"23505"}, ready), "P1 B1 D E S");
    EXPECT_EQ(error(), "23505");
    EXPECT_EQ(run(what, bound, no_columns, done("INSERT 0 1"), ready), "B1 D E S");
}

constexpr error_response stale_plans[] = {{"26000", "FetchPreparedStatement"},
                                          {"0A000", "RevalidateCachedQuery"}};

TEST_F(execution_preparation, tries_again_when_what_was_prepared_has_become_stale) {
    cache().threshold = 1;
    for (const auto& stale : stale_plans) {
        const execution_request what{.sql = stale.sqlstate};
        run(what, parsed, bound, column(), done("SELECT 0"), ready);
        run(what, parsed, bound, column(), done("SELECT 0"), ready);
        run(what, stale, ready);
        EXPECT_TRUE(again_);
        EXPECT_TRUE(run(what, closed, parsed, bound, column(), row("1"), done("SELECT 1"), ready)
                        .ends_with("P B D E S"));
        EXPECT_FALSE(again_);
        EXPECT_EQ(error(), "");
        EXPECT_EQ(rows_of(execution_.take_results()[0].rows), (row_table{{"1"}}));
    }
}

TEST_F(execution_preparation, closes_what_has_become_stale) {
    cache().threshold = 0;
    const execution_request what{.sql = "select * from t"};
    run(what, parsed, bound, column(), done("SELECT 0"), ready);
    EXPECT_EQ(run(what, stale_plans[1], ready), "B1 E S");
    EXPECT_EQ(run(what, closed, parsed, bound, column(), done("SELECT 0"), ready), "C1 P2 B2 D E S");
    EXPECT_EQ(run(what, bound, done("SELECT 0"), ready), "B2 E S");
}

TEST_F(execution_preparation, does_not_try_again_inside_a_transaction_but_heals_behind_it) {
    cache().threshold = 0;
    const execution_request what{.sql = "select 1"}, commit{.sql = "commit", .simple = true};
    run(what, parsed, bound, column(), done("SELECT 0"), ready_in_transaction);
    run(what, stale_plans[0], wire::ready_for_query{transaction_status::in_error});
    EXPECT_FALSE(again_);
    EXPECT_EQ(error(), "26000");
    EXPECT_EQ(run(commit, closed, done("ROLLBACK"), ready, ready), "C1 Q S");
    EXPECT_EQ(run(what, parsed, bound, column(), done("SELECT 0"), ready), "P2 B2 D E S");
}

TEST_F(execution_preparation, does_not_try_again_what_fails_in_its_execution) {
    cache().threshold = 0;
    const execution_request what{.sql = "select f(n) from t"};
    run(what, parsed, bound, column(), done("SELECT 0"), ready);
    for (const auto& inside : stale_plans) {
        EXPECT_EQ(run(what, bound, row("1"), inside, ready), "B1 E S");
        EXPECT_FALSE(again_);
        EXPECT_EQ(error(), inside.sqlstate);
    }
    run(what, error_response{"0A000", "transformSelectStmt"}, ready);
    EXPECT_FALSE(again_);
    EXPECT_EQ(run(what, bound, done("SELECT 0"), ready), "B1 E S");
}

TEST_F(execution_preparation, does_not_try_again_what_was_not_prepared_before) {
    run({.sql = "deallocate x"}, parsed, bound, no_columns, error_response{"26000"}, ready);
    EXPECT_FALSE(again_);
    cache().threshold = 0;
    run({.sql = "deallocate y"}, parsed, bound, no_columns, error_response{"26000"}, ready);
    EXPECT_FALSE(again_);
}

TEST_F(execution_preparation, does_not_try_again_behind_a_begin) {
    cache().threshold = 0;
    const execution_request what{.sql = "select 1", .begin = "begin"};
    run({.sql = "select 1"}, parsed, bound, column(), done("SELECT 0"), ready);
    EXPECT_EQ(run(what, parsed, bound, done("BEGIN"), stale_plans[0],
                  wire::ready_for_query{transaction_status::in_error}),
              "P B E B1 E S");
    EXPECT_FALSE(again_);
    EXPECT_EQ(error(), "26000");
}

TEST_F(execution_preparation, closes_statements_that_the_cache_has_dropped) {
    cache().threshold = 0;
    cache().capacity = 1;
    run({.sql = "select 1"}, parsed, bound, column(), done("SELECT 0"), ready);
    EXPECT_EQ(run({.sql = "select 2"}, parsed, bound, column(), done("SELECT 0"), ready), "P2 B2 D E S");
    EXPECT_EQ(run({.sql = "select 3", .begin = "begin"}, parsed, bound, done("BEGIN"), closed, parsed, bound,
                  column(), done("SELECT 0"), ready),
              "P B E C1 P3 B3 D E S");
    EXPECT_EQ(error(), "");
}

TEST_F(execution_preparation, prepares_anew_when_everything_was_discarded) {
    cache().threshold = 0;
    const execution_request what{.sql = "select 1"};
    for (const auto discard : {"DISCARD ALL"sv, "DEALLOCATE ALL"sv})
        for (const bool simple : {true, false}) {
            run(what, parsed, bound, column(), done("SELECT 0"), ready);
            EXPECT_EQ(cache().size(), 1u);
            const execution_request other{.sql = "discard it", .simple = simple, .prepare = false};
            if (simple)
                run(other, done("BEGIN"), done(discard), ready);
            else
                run(other, parsed, bound, no_columns, done(discard), ready);
            EXPECT_EQ(cache().size(), 0u);
            EXPECT_EQ(cache().take_evicted().size(), 0u);
        }
    run(what, parsed, bound, column(), done("SELECT 0"), ready);
    run({.sql = "deallocate all; bogus", .simple = true}, done("DEALLOCATE ALL"), error_response{"42601"},
        ready);
    EXPECT_EQ(cache().size(), 0u);
}

TEST_F(execution_preparation, closes_what_two_in_one_flight_have_prepared_both) {
    cache().threshold = 0;
    const execution_request what{.sql = "select 1"};
    execution other;
    ASSERT_TRUE(execution_.start(core_, what));
    ASSERT_TRUE(other.start(core_, what));
    EXPECT_EQ(sent(), "P1 B1 D E S P2 B2 D E S");
    reply(parsed, bound, column(), done("SELECT 0"), ready, parsed, bound, column(), done("SELECT 0"), ready);
    EXPECT_FALSE(execution_.finish());
    EXPECT_FALSE(other.finish());
    EXPECT_EQ(run(what, closed, bound, done("SELECT 0"), ready), "C2 B1 E S");
}

TEST_F(execution_preparation, closes_what_was_dropped_while_it_was_being_prepared) {
    cache().threshold = 0;
    cache().capacity = 1;
    execution other;
    ASSERT_TRUE(execution_.start(core_, {.sql = "select 1"}));
    ASSERT_TRUE(other.start(core_, {.sql = "select 2"}));
    EXPECT_EQ(sent(), "P1 B1 D E S P2 B2 D E S");
    reply(parsed, bound, column(), done("SELECT 0"), ready, parsed, bound, column(), done("SELECT 0"), ready);
    EXPECT_FALSE(execution_.finish());
    EXPECT_FALSE(other.finish());
    EXPECT_EQ(run({.sql = "select 2"}, closed, bound, done("SELECT 0"), ready), "C1 B2 E S");
}

}  // namespace
}  // namespace kornak::client
