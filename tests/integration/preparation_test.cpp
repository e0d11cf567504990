// Statements that are executed again and again are prepared by themselves, and nobody notices but by the
// speed.
#include <gtest/gtest.h>

#include <kornak/kornak.hpp>

#include "integration/test_server.hpp"
#include "integration/thrown_by.hpp"

namespace kornak::integration {
namespace {

using namespace std::string_literals;

constexpr int often = 20;

using names = std::vector<std::string>;

names prepared(connection& db, std::string_view sql) {
    return db.query<std::string>("select name from pg_prepared_statements where statement = $1", sql);
}

TEST(preparation, happens_once_for_a_statement_executed_again_and_again) {
    auto db = connect();
    const auto sql = "select $1 + 1";
    EXPECT_EQ(db.query_one<int>(sql, 1), 2);
    EXPECT_EQ(prepared(db, sql), names{});
    for (int i = 0; i < often; ++i)
        EXPECT_EQ(db.query_one<int>(sql, i), i + 1);
    EXPECT_EQ(prepared(db, sql).size(), 1u);
    for (int i = 0; i < often; ++i)
        EXPECT_EQ(db.execute(sql, i).rows, 1u);
    EXPECT_EQ(prepared(db, sql).size(), 1u);
}

TEST(preparation, is_separate_for_each_type_of_parameter) {
    auto db = connect();
    const auto sql = "select $1";
    for (int i = 0; i < often; ++i) {
        EXPECT_EQ(db.query_one<int>(sql, i), i);
        EXPECT_EQ(db.query_one<long>(sql, long{i}), i);
        EXPECT_EQ(db.query_one<std::string>(sql, "text"), "text");
        EXPECT_EQ(db.query_one<std::optional<int>>(sql, i % 2 ? std::optional(i) : std::nullopt),
                  i % 2 ? std::optional(i) : std::nullopt);
    }
    EXPECT_EQ(prepared(db, sql).size(), 3u);
}

TEST(preparation, gives_names_that_two_connections_do_not_share) {
    names seen;
    for (int i = 0; i < 2; ++i) {
        auto db = connect();
        for (int n = 0; n < often; ++n)
            db.execute("select $1", n);
        seen.push_back(prepared(db, "select $1").at(0));
    }
    EXPECT_NE(seen[0], seen[1]);
}

TEST(preparation, is_undone_for_statements_that_were_not_used_for_long) {
    auto db = connect();
    for (int statement = 0; statement < 150; ++statement) {
        const auto sql = "select $1 + " + std::to_string(statement);
        for (int i = 0; i < 7; ++i)
            ASSERT_EQ(db.query_one<int>(sql, 1), statement + 1);
    }
    EXPECT_LE(db.query_one<long>("select count(*) from pg_prepared_statements"), 100);
    EXPECT_EQ(prepared(db, "select $1 + 0"), names{});
    EXPECT_EQ(prepared(db, "select $1 + 149").size(), 1u);
}

TEST(preparation, survives_a_failure_of_the_statement) {
    auto db = connect();
    for (int i = 0; i < often; ++i)
        EXPECT_EQ(db.query_one<int>("select 10 / $1", 5), 2);
    for (int i = 0; i < often; ++i)
        EXPECT_EQ(thrown_by<server_error>([&] { db.query_one<int>("select 10 / $1", 0); }).sqlstate(),
                  sqlstate::division_by_zero);
    EXPECT_EQ(db.query_one<int>("select 10 / $1", 2), 5);
    EXPECT_EQ(prepared(db, "select 10 / $1").size(), 1u);
}

TEST(preparation, survives_that_all_statements_are_taken_away) {
    auto db = connect();
    const auto sql = "select $1 + 1";
    const auto behind_our_back = "do $$ begin deallocate all; end $$";
    for (const auto discard : {"deallocate all", "discard all", behind_our_back}) {
        SCOPED_TRACE(discard);
        for (const bool simple : {true, false}) {
            for (int i = 0; i < often; ++i)
                EXPECT_EQ(db.query_one<int>(sql, i), i + 1);
            EXPECT_EQ(prepared(db, sql).size(), 1u);
            if (simple) {
                db.execute(discard);
            } else {
                EXPECT_THROW(db.query<int>(discard), usage_error);  // it returns no rows, but was executed
            }
            EXPECT_EQ(prepared(db, sql), names{});
            for (int i = 0; i < often; ++i)
                EXPECT_EQ(db.query_one<int>(sql, i), i + 1);
        }
    }
}

TEST(preparation, survives_that_one_statement_is_taken_away) {
    auto db = connect();
    const auto sql = "select $1 + 1";
    for (int i = 0; i < often; ++i)
        db.query_one<int>(sql, i);
    db.execute("deallocate " + prepared(db, sql).at(0));
    for (int i = 0; i < often; ++i)
        EXPECT_EQ(db.query_one<int>(sql, i), i + 1);
    EXPECT_EQ(prepared(db, sql).size(), 1u);
}

// With a table that `sql` is prepared for.
connection with_table(const char* sql) {
    auto db = connect();
    db.execute("create temporary table t (a int); insert into t values (1), (2)");
    for (int i = 0; i < often; ++i)
        EXPECT_EQ(db.query<int>(sql, 0), (std::vector{1, 2}));
    EXPECT_EQ(prepared(db, sql).size(), 1u);
    return db;
}

constexpr auto all_of_table = "select * from t where a > $1 order by a";

TEST(preparation, follows_changes_of_tables) {
    auto db = with_table(all_of_table);
    db.execute("alter table t add column b text default 'new'");
    std::vector<std::tuple<int, std::string>> rows;
    EXPECT_EQ(db.query_into(rows, all_of_table, 0).rows, 2u);
    EXPECT_EQ(rows, (std::vector<std::tuple<int, std::string>>{{1, "new"}, {2, "new"}}));
    for (int i = 0; i < often; ++i)
        EXPECT_EQ((db.query<int, std::string>(all_of_table, 1).size()), 1u);
    EXPECT_EQ(prepared(db, all_of_table).size(), 1u);

    db.execute("alter table t drop column b; alter table t alter a type bigint");
    EXPECT_EQ(db.query<long>(all_of_table, 0), (std::vector<long>{1, 2}));
    db.execute("drop table t; create temporary table t (c text, a int); insert into t values ('x', 3)");
    EXPECT_EQ((db.query_one<std::string, int>(all_of_table, 0)), (std::tuple("x"s, 3)));
}

TEST(preparation, fails_cleanly_in_a_transaction_and_heals_behind_it) {
    auto db = with_table(all_of_table);
    db.execute("begin; alter table t add column b text");
    const auto error =
        thrown_by<server_error>([&] { db.query<int, std::optional<std::string>>(all_of_table, 0); });
    EXPECT_EQ(error.sqlstate(), sqlstate::feature_not_supported);
    EXPECT_PRED2(contains, error.what(), "cached plan must not change result type");
    EXPECT_EQ(db.status(), transaction_status::in_error);
    db.execute("rollback; alter table t add column b text");
    EXPECT_EQ((db.query<int, std::optional<std::string>>(all_of_table, 0).size()), 2u);
    EXPECT_EQ(prepared(db, all_of_table), names{});
}

TEST(preparation, fails_cleanly_in_a_transaction_when_the_statement_was_taken_away) {
    auto db = with_table(all_of_table);
    db.execute("do $$ begin deallocate all; end $$; begin");
    EXPECT_EQ(thrown_by<server_error>([&] { db.query<int>(all_of_table, 0); }).sqlstate(),
              sqlstate::invalid_sql_statement_name);
    db.execute("rollback");
    EXPECT_EQ(db.query<int>(all_of_table, 0), (std::vector{1, 2}));
}

TEST(preparation, does_not_repeat_rows_of_a_statement_that_fails_in_the_middle) {
    auto db = connect();
    db.execute(
        "create function pg_temp.fail_at(i int, last int) returns int language plpgsql as "
        "$$ begin if i = last then execute 'execute no_such_statement'; end if; return i; end $$");
    const auto sql = "select pg_temp.fail_at(i, $1) from generate_series(1, 5000) i";
    for (int i = 0; i < often; ++i)
        EXPECT_EQ(db.query<int>(sql, 0).size(), 5000u);
    std::vector<int> rows;
    EXPECT_EQ(thrown_by<server_error>([&] { db.query_into(rows, sql, 5000); }).sqlstate(),
              sqlstate::invalid_sql_statement_name);
    EXPECT_LT(rows.size(), 5000u);
    EXPECT_EQ(db.query<int>(sql, 0).size(), 5000u);
}

}  // namespace
}  // namespace kornak::integration
