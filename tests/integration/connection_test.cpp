#include <gtest/gtest.h>

#include <kornak/kornak.hpp>

#include "integration/test_server.hpp"
#include "integration/thrown_by.hpp"

namespace kornak::integration {
namespace {

using namespace std::string_literals;

struct item {
    int id;
    std::string name;
    std::optional<std::string> description;

    bool operator==(const item&) const = default;
};

// With a table of items, of which there is one.
connection shop() {
    auto db = connect();
    db.execute(
        "create temporary table items (id serial primary key, name text not null constraint one_name unique, "
        "description text)");
    db.execute("insert into items (name) values ($1)", "first");
    return db;
}

// It answers, and with what was asked for.
void expect_usable(connection& db) {
    EXPECT_TRUE(db.is_open());
    EXPECT_EQ(db.query_one<int>("select $1 + 1", 41), 42);
}

TEST(connection, creates_reads_updates_and_deletes) {
    auto db = shop();
    const auto insert = "insert into items (name, description) values ($1, $2)";
    EXPECT_EQ(db.execute(insert, "New Item", "This is a new item.").tag, "INSERT 0 1");
    EXPECT_EQ(db.execute(insert, "Robert'); drop table items;--"s, std::nullopt).rows, 1u);
    EXPECT_EQ(db.query<item>("select id, name, description from items where id > $1 order by id", 1),
              (std::vector<item>{{2, "New Item", "This is a new item."},
                                 {3, "Robert'); drop table items;--", std::nullopt}}));
    EXPECT_EQ(db.execute("update items set description = $1 where id = $2", "better", 2).rows, 1u);
    EXPECT_EQ(db.query_one<std::string>("select description from items where id = 2"), "better");
    EXPECT_EQ(db.execute("delete from items where id >= $1", 2).tag, "DELETE 2");
    EXPECT_EQ(db.query_one<long>("select count(*) from items"), 1);
}

TEST(connection, reads_rows_as_scalars_tuples_and_structs) {
    auto db = connect();
    const auto sql = "select i, 'n' || i from generate_series(1, 3) i";
    EXPECT_EQ(db.query<int>("select generate_series(1, 3)"), (std::vector{1, 2, 3}));
    using row = std::tuple<int, std::string>;
    const std::vector<row> rows{{1, "n1"}, {2, "n2"}, {3, "n3"}};
    EXPECT_EQ((db.query<int, std::string>(sql)), rows);
    EXPECT_EQ(db.query<row>(sql), rows);
    EXPECT_EQ((db.query<std::pair<int, std::string>>(sql).at(2)), (std::pair<int, std::string>{3, "n3"}));
    const auto [id, name] = db.query_one<int, std::string>("select 1, 'one'");
    EXPECT_EQ(id, 1);
    EXPECT_EQ(name, "one");
    EXPECT_EQ(db.query_one<item>("select 1, 'one', null::text"), (item{1, "one", std::nullopt}));
    EXPECT_EQ(db.query<bool>("select true union all select false"), (std::vector{true, false}));
    EXPECT_TRUE(db.query<int>("select 1 where false").empty());
}

TEST(connection, appends_rows_to_what_is_there) {
    auto db = connect();
    std::vector<int> rows{0};
    EXPECT_EQ(db.query_into(rows, "select generate_series(1, $1)", 2).rows, 2u);
    EXPECT_EQ(rows, (std::vector{0, 1, 2}));
    EXPECT_EQ(db.query_into(rows, "values (3)").tag, "SELECT 1");
    EXPECT_EQ(rows, (std::vector{0, 1, 2, 3}));
}

TEST(connection, sends_and_reads_null_as_an_empty_optional) {
    auto db = connect();
    EXPECT_EQ(db.query_one<std::optional<int>>("select $1::int", std::optional<int>{}), std::nullopt);
    EXPECT_EQ(db.query_one<std::optional<int>>("select $1", std::optional<int>{7}), 7);
    EXPECT_EQ(db.query_one<std::optional<std::string>>("select $1::text", nullptr), std::nullopt);
    using row = std::tuple<std::optional<int>, std::optional<std::string>>;
    EXPECT_EQ((db.query<row>("values (1, null), (null, 'a')")),
              (std::vector<row>{{1, std::nullopt}, {std::nullopt, "a"}}));
}

TEST(connection, tells_what_a_statement_did) {
    auto db = shop();
    EXPECT_EQ(db.execute("insert into items (name) select 'n' || i from generate_series(1, 7) i").rows, 7u);
    EXPECT_EQ(db.execute("select * from items").tag, "SELECT 8");
    EXPECT_EQ(db.execute("create temporary table other (n int)").tag, "CREATE TABLE");
    EXPECT_EQ(db.execute("create temporary table another (n int)").rows, 0u);
    EXPECT_EQ(db.execute("").tag, "");
    EXPECT_EQ(db.execute("-- nothing").tag, "");
    EXPECT_EQ(db.execute("update items set name = name where id = $1", 99).rows, 0u);
}

TEST(connection, executes_several_statements_as_one_transaction) {
    auto db = shop();
    EXPECT_EQ(
        db.execute("insert into items (name) values ('a'); select 1; update items set name = name || '!'")
            .rows,
        2u);
    EXPECT_EQ(
        thrown_by<server_error>([&] { db.execute("delete from items; select 1/0; select 2"); }).sqlstate(),
        sqlstate::division_by_zero);
    EXPECT_EQ(db.query_one<long>("select count(*) from items"), 2);
    EXPECT_EQ(thrown_by<server_error>([&] { db.query<int>("select 1; select 2"); }).sqlstate(),
              sqlstate::syntax_error);
    expect_usable(db);
}

TEST(connection, has_query_one_and_query_optional_count_rows) {
    auto db = connect();
    EXPECT_EQ(message_of<usage_error>([&] { db.query_one<int>("select 1 where false"); }),
              "query_one expects exactly one row; the statement returned none");
    EXPECT_EQ(message_of<usage_error>([&] { db.query_one<int>("select generate_series(1, 3)"); }),
              "query_one expects exactly one row; the statement returned 3");
    EXPECT_EQ(message_of<usage_error>([&] { db.query_optional<int>("select generate_series(1, 2)"); }),
              "query_optional expects at most one row; the statement returned 2");
    EXPECT_EQ(db.query_optional<int>("select 1 where false"), std::nullopt);
    EXPECT_EQ(db.query_optional<int>("select 1"), 1);
    EXPECT_EQ((db.query_optional<int, int>("select 1, 2")), (std::tuple{1, 2}));
    expect_usable(db);
}

TEST(connection, names_the_column_that_does_not_fit_before_the_first_row) {
    auto db = connect();
    std::vector<std::tuple<int, int>> rows;
    const auto message = message_of<conversion_error>(
        [&] { db.query_into(rows, "select i, 'x'::text as label from generate_series(1, 10) i"); });
    EXPECT_PRED2(contains, message, "column 2 \"label\" (text) cannot be read into int");
    EXPECT_TRUE(rows.empty());
    expect_usable(db);
    EXPECT_PRED2(contains, message_of<conversion_error>([&] { db.query<int>("select 1, 2"); }),
                 "returns 2 columns, but a row is to be read into 1 values");
    EXPECT_THROW((db.query<int, int>("select 1")), conversion_error);
    EXPECT_THROW(db.query<int>("select"), conversion_error);
    expect_usable(db);
}

TEST(connection, names_the_row_where_null_is_not_expected) {
    auto db = connect();
    std::vector<int> rows;
    const auto message = message_of<conversion_error>(
        [&] { db.query_into(rows, "select nullif(i, 3) as n from generate_series(1, 100000) i"); });
    EXPECT_EQ(message, "column 1 \"n\" (int4) of row 3 is NULL: read it into std::optional<int>");
    EXPECT_EQ(rows, (std::vector{1, 2}));
    expect_usable(db);
}

TEST(connection, says_when_rows_are_wanted_of_a_statement_without) {
    auto db = shop();
    EXPECT_PRED2(contains, message_of<usage_error>([&] { db.query<int>("delete from items"); }),
                 "returns no rows");
    EXPECT_EQ(db.query_one<long>("select count(*) from items"), 0);
    EXPECT_PRED2(contains, message_of<usage_error>([&] { db.query<int>(""); }), "returns no rows");
    expect_usable(db);
}

TEST(connection, passes_on_all_that_a_server_says_of_an_error) {
    auto db = shop();
    const auto error =
        thrown_by<server_error>([&] { db.execute("insert into items (name) values ($1)", "first"); });
    EXPECT_EQ(error.sqlstate(), sqlstate::unique_violation);
    EXPECT_TRUE(error.sent());
    const auto& d = error.diag();
    EXPECT_EQ(d.severity, "ERROR");
    EXPECT_EQ(d.severity_nonlocalized, "ERROR");
    EXPECT_EQ(d.message_primary, "duplicate key value violates unique constraint \"one_name\"");
    EXPECT_EQ(d.message_detail, "Key (name)=(first) already exists.");
    EXPECT_TRUE(d.schema_name.value_or("").starts_with("pg_temp_"));
    EXPECT_EQ(d.table_name, "items");
    EXPECT_EQ(d.constraint_name, "one_name");
    EXPECT_EQ(d.column_name, std::nullopt);
    EXPECT_EQ(d.statement_position, std::nullopt);
    EXPECT_EQ(d.source_file, "nbtinsert.c");
    EXPECT_NE(d.source_line, std::nullopt);
    EXPECT_EQ(d.source_function, "_bt_check_unique");
    EXPECT_EQ(error.what(), d.message_primary + "\nDETAIL:  " + *d.message_detail);
    expect_usable(db);

    const auto missing =
        thrown_by<server_error>([&] { db.execute("insert into items (name) values (null)"); });
    EXPECT_EQ(missing.sqlstate(), sqlstate::not_null_violation);
    EXPECT_EQ(missing.diag().column_name, "name");
    expect_usable(db);
}

TEST(connection, shows_where_in_a_statement_the_error_is) {
    auto db = connect();
    EXPECT_EQ(message_of<server_error>([&] { db.execute("select 1,\n       wat from nothing"); }),
              "relation \"nothing\" does not exist\n"
              "LINE 2:        wat from nothing\n"
              "                        ^");
    EXPECT_EQ(message_of<server_error>([&] { db.query<int>("selec $1", 1); }),
              "syntax error at or near \"selec\"\n"
              "LINE 1: selec $1\n"
              "        ^");
    EXPECT_EQ(message_of<server_error>([&] { db.execute("do $$ begin perform '漢字', wat; end $$"); }),
              "column \"wat\" does not exist\n"
              "LINE 1: SELECT '漢字', wat\n"
              "                       ^\n"
              "QUERY:  SELECT '漢字', wat\n"
              "CONTEXT:  PL/pgSQL function inline_code_block line 1 at PERFORM");
    EXPECT_EQ(message_of<server_error>([&] { db.execute("select"s + " 1 +"); }),
              "syntax error at end of input\n"
              "LINE 1: select 1 +\n"
              "                  ^");
    expect_usable(db);
}

TEST(connection, passes_on_a_wrong_number_of_parameters) {
    auto db = connect();
    EXPECT_EQ(thrown_by<server_error>([&] { db.query<int>("select $1::int + $2::int", 1); }).sqlstate(),
              sqlstate::protocol_violation);
    // One too many is an error only if the server cannot know its type.
    EXPECT_EQ(db.query_one<int>("select 1", 1), 1);
    EXPECT_EQ(thrown_by<server_error>([&] { db.query<int>("select 1", "text"); }).sqlstate(),
              sqlstate::indeterminate_datatype);
    EXPECT_EQ(thrown_by<server_error>([&] { db.execute("select $1"); }).sqlstate(),
              sqlstate::undefined_parameter);
    expect_usable(db);
}

TEST(connection, has_zero_bytes_refused) {
    auto db = connect();
    EXPECT_EQ(thrown_by<server_error>([&] { db.query<std::string>("select $1::text", "a\0b"s); }).sqlstate(),
              sqlstate::character_not_in_repertoire);
    for (const auto& statement : {"select 1\0"s, "select 1\0; drop table items"s}) {
        const auto error = thrown_by<usage_error>([&] { db.execute(statement); });
        EXPECT_PRED2(contains, error.what(), "zero byte");
        EXPECT_FALSE(error.sent());
        EXPECT_THROW(db.query<int>(statement), usage_error);
    }
    expect_usable(db);
}

TEST(connection, ends_a_copy_that_nobody_feeds_or_reads) {
    auto db = shop();
    db.execute("create temporary table big as select i from generate_series(1, 100000) i");
    for (const auto statement : {"copy items from stdin", "copy items to stdout", "copy big to stdout"}) {
        SCOPED_TRACE(statement);
        EXPECT_PRED2(contains, message_of<usage_error>([&] { db.execute(statement); }), "copy functions");
        expect_usable(db);
        EXPECT_PRED2(contains, message_of<usage_error>([&] { db.query<int>(statement); }), "copy functions");
        expect_usable(db);
    }
    EXPECT_THROW(db.execute("copy items to stdout; select 1"), usage_error);
    EXPECT_THROW(db.execute("select 1; copy items from stdin; select 2"), usage_error);
    expect_usable(db);
    EXPECT_EQ(db.query_one<long>("select count(*) from items"), 1);
}

TEST(connection, reads_big_values_and_many_rows) {
    auto db = connect();
    const auto big = db.query_one<std::string>("select repeat('0123456789', 2000000)");
    ASSERT_EQ(big.size(), 20'000'000u);
    EXPECT_EQ(big.substr(19'999'995), "56789");
    EXPECT_EQ(db.query_one<int>("select length($1)", big), 20'000'000);

    const auto rows = db.query<long, std::string>("select i, 'row ' || i from generate_series(1, 200000) i");
    ASSERT_EQ(rows.size(), 200'000u);
    for (std::size_t i = 0; i < rows.size(); ++i)
        ASSERT_EQ(rows[i], std::tuple(long(i + 1), "row " + std::to_string(i + 1)));
    EXPECT_EQ(db.execute("select generate_series(1, 200000)").rows, 200'000u);
}

TEST(connection, says_that_it_was_closed) {
    auto db = connect();
    EXPECT_TRUE(db.is_open());
    EXPECT_EQ(db.status(), transaction_status::idle);
    db.close();
    db.close();
    EXPECT_FALSE(db.is_open());
    EXPECT_EQ(db.status(), transaction_status::unknown);
    const auto error = thrown_by<connection_error>([&] { db.execute("select 1"); });
    EXPECT_STREQ(error.what(), "the connection is closed");
    EXPECT_FALSE(error.sent());
    EXPECT_THROW(db.query<int>("select $1", 1), connection_error);
    EXPECT_THROW(db.parameter("TimeZone"), connection_error);
    EXPECT_THROW(transaction{db}, connection_error);
    EXPECT_THROW(copy_in(db, "copy t from stdin"), connection_error);
    EXPECT_THROW(copy_out(db, "copy t to stdout"), connection_error);
}

// Has `end` end the session of `db`, and waits until the server is done with it.
template <class Function>
void expect_end_of_session(connection& db, Function&& end) {
    const auto id = db.backend_pid();
    db.query<std::string>("select pg_advisory_lock($1)::text", id);
    auto other = connect("options='-c lock_timeout=20s'");
    end(other);
    // The lock goes with the session.
    other.query<std::string>("select pg_advisory_lock($1)::text", id);
}

TEST(connection, ends_its_session_when_it_is_closed) {
    auto db = connect();
    EXPECT_EQ(db.backend_pid(), db.query_one<int>("select pg_backend_pid()"));
    expect_end_of_session(db, [&](connection&) { db.close(); });
    db = connect();
    expect_end_of_session(db, [&](connection&) { connection{std::move(db)}; });
}

TEST(connection, says_that_the_server_has_ended_it) {
    auto db = connect();
    expect_end_of_session(db, [&](connection& other) {
        EXPECT_TRUE(other.query_one<bool>("select pg_terminate_backend($1)", db.backend_pid()));
    });
    const auto error = thrown_by<server_error>([&] { db.execute("select 1"); });
    EXPECT_EQ(error.sqlstate(), sqlstate::admin_shutdown);
    EXPECT_STREQ(error.what(), "terminating connection due to administrator command");
    EXPECT_FALSE(db.is_open());
    EXPECT_EQ(db.status(), transaction_status::unknown);
    const auto later = thrown_by<connection_error>([&] { db.execute("select 1"); });
    EXPECT_STREQ(later.what(), "the connection is lost: terminating connection due to administrator command");
    EXPECT_FALSE(later.sent());
}

TEST(connection, says_that_the_server_has_ended_it_in_the_middle_of_a_statement) {
    auto db = connect();
    const auto error =
        thrown_by<server_error>([&] { db.query<int>("select pg_terminate_backend(pg_backend_pid())::int"); });
    EXPECT_EQ(error.sqlstate(), sqlstate::admin_shutdown);
    EXPECT_FALSE(db.is_open());
    EXPECT_THROW(db.query<int>("select $1", 1), connection_error);
}

TEST(connection, can_be_moved) {
    auto first = shop();
    auto second = std::move(first);
    EXPECT_EQ(second.query_one<long>("select count(*) from items"), 1);
    EXPECT_FALSE(first.is_open());
    EXPECT_THROW(first.execute("select 1"), connection_error);
    EXPECT_EQ(first.backend_pid(), 0);
    first = std::move(second);
    expect_usable(first);
}

TEST(connection, knows_what_the_server_reports) {
    auto db = connect("application_name=kornak_test");
    EXPECT_EQ(db.parameter("application_name"), "kornak_test");
    EXPECT_EQ(db.parameter("client_encoding"), "UTF8");
    EXPECT_EQ(db.parameter("no such parameter"), std::nullopt);
    db.execute("set timezone = 'Asia/Kathmandu'");
    EXPECT_EQ(db.parameter("TimeZone"), "Asia/Kathmandu");
    EXPECT_FALSE(db.encrypted());
}

TEST(connection, is_not_disturbed_by_notices_and_notifications) {
    auto db = connect();
    db.execute("listen jobs");
    db.execute(
        "do $$ begin for i in 1..1000 loop raise notice 'number %', i; end loop; end $$; notify jobs, 'x'");
    expect_usable(db);
}

}  // namespace
}  // namespace kornak::integration
