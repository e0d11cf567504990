#include <gtest/gtest.h>

#include <kornak/kornak.hpp>

#include "integration/test_server.hpp"
#include "integration/thrown_by.hpp"

namespace kornak::integration {
namespace {

using namespace std::string_literals;
using row = std::tuple<int, std::optional<std::string>>;
using rows = std::vector<row>;

std::span<const std::byte> block(std::string_view text) {
    return std::as_bytes(std::span(text));
}

// With a table for them, in both formats of COPY.
class copy_test : public ::testing::TestWithParam<const char*> {
protected:
    copy_test() { db.execute("create temporary table t (id int primary key, name text)"); }

    std::string into() const { return "copy t from stdin (format " + std::string(GetParam()) + ")"; }
    std::string out_of(const std::string& what) const {
        return "copy " + what + " to stdout (format " + GetParam() + ")";
    }
    rows loaded() { return db.query<int, std::optional<std::string>>("select id, name from t order by id"); }
    void expect_usable() {
        EXPECT_TRUE(db.is_open());
        EXPECT_EQ(db.status(), transaction_status::idle);
        EXPECT_EQ(db.query_one<int>("select $1 + 1", 41), 42);
    }

    connection db = connect();
};

INSTANTIATE_TEST_SUITE_P(formats, copy_test, ::testing::Values("text", "binary"),
                         [](const auto& instance) { return std::string(instance.param); });

TEST_P(copy_test, loads_rows) {
    const rows all{{1, "plain"},
                   {2, ""},
                   {3, std::nullopt},
                   {4, "\\N"},
                   {5, "\\."},
                   {6, "tab\tnewline\nreturn\rback\\slash\b\f\v"},
                   {7, "Grün 漢字 🎉"},
                   {8, "\"quoted\", 'too', NULL"},
                   {-2147483648, " around "}};
    copy_in in(db, into());
    for (const auto& [id, name] : all)
        in.write(id, name);
    const auto result = in.finish();
    EXPECT_EQ(result.tag, "COPY 9");
    EXPECT_EQ(result.rows, 9u);
    auto sorted = all;
    std::sort(sorted.begin(), sorted.end());
    EXPECT_EQ(loaded(), sorted);
    expect_usable();
}

TEST_P(copy_test, loads_values_of_every_type) {
    db.execute(
        "create temporary table every (b bool, i2 int2, i8 int8, f4 float4, f8 float8, n numeric, by bytea, "
        "d date, "
        "t time, ts timestamp, tz timestamptz, iv interval, u uuid, j json, jb jsonb, a int[], ta text[])");
    const std::vector<std::optional<std::string>> texts{"a\"b", "c\\d", std::nullopt, "", "e\tf"};
    const std::tuple values(true, short{-2}, 1L << 40, 0.1f, -1e300, numeric::parse("12.50").value(),
                            bytea{std::byte{0}, std::byte{'\\'}, std::byte{255}}, date::infinity(),
                            kornak::time::from(std::chrono::hours(24)).value(), timestamp(-1), timestamptz(1),
                            interval{1, -2, 3}, uuid::parse("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11").value(),
                            json{"{\"a\":\t\"\\n\"}"}, jsonb{"[1]"}, std::vector{1, 2}, texts);
    copy_in in(db, "copy every from stdin (format "s + GetParam() + ")");
    std::apply([&](const auto&... each) { in.write(each...); }, values);
    std::apply([&](const auto&... each) { in.write(each...); }, values);
    EXPECT_EQ(in.finish().rows, 2u);
    std::apply(
        [&](const auto&... each) {
            db.execute(
                "insert into every values "
                "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
                each...);
        },
        values);
    EXPECT_EQ(db.query_one<long>("select count(*) from every where num_nulls(every) = 0"), 3);
    EXPECT_EQ(db.query_one<long>("select count(distinct every::text) from every"), 1);
}

TEST_P(copy_test, loads_nothing_when_there_is_nothing) {
    copy_in in(db, into());
    EXPECT_EQ(in.finish().tag, "COPY 0");
    EXPECT_EQ(loaded(), rows{});
    expect_usable();
}

TEST_P(copy_test, loads_and_unloads_many_rows) {
    constexpr int many = 300'000;
    {
        copy_in in(db, into());
        for (int i = 0; i < many; ++i)
            in.write(i, "a name, not too short, of row " + std::to_string(i));
        EXPECT_EQ(in.finish().rows, std::uint64_t{many});
    }
    EXPECT_EQ(
        db.query_one<long>("select count(*) from t where name = 'a name, not too short, of row ' || id"),
        many);
    std::size_t bytes = 0, blocks = 0;
    copy_out out(db, out_of("t"));
    for (; const auto data = out.read(); ++blocks)
        bytes += data->size();
    EXPECT_GE(blocks, std::size_t{many});
    EXPECT_GT(bytes, std::size_t{many} * 35);
    EXPECT_EQ(out.read(), std::nullopt);
}

TEST_P(copy_test, loads_big_values) {
    const std::string big(20'000'000, 'x');
    copy_in in(db, into());
    in.write(1, big);
    in.write(2, "small");
    EXPECT_EQ(in.finish().rows, 2u);
    EXPECT_EQ(db.query<int>("select length(name) from t order by id"), (std::vector{20'000'000, 5}));
}

TEST_P(copy_test, fails_with_the_row_that_the_server_rejects) {
    for (const int rejected : {2, 5'000, 299'999}) {
        SCOPED_TRACE(rejected);
        const auto error = thrown_by<server_error>([&] {
            copy_in in(db, into());
            for (int i = 0; i < 300'000; ++i)
                in.write(i == rejected ? 1 : i, "name");
            in.finish();
        });
        EXPECT_EQ(error.sqlstate(), sqlstate::unique_violation);
        EXPECT_PRED2(contains, error.diag().context.value_or(""),
                     "COPY t, line " + std::to_string(rejected + 1));
        EXPECT_PRED2(contains, error.what(), "CONTEXT:  COPY t, line ");
        expect_usable();
        EXPECT_EQ(loaded(), rows{});
    }
}

TEST_P(copy_test, tells_again_that_the_server_has_rejected_it) {
    copy_in in(db, into());
    const auto write_much = [&] {
        for (int i = 0; i < 300'000; ++i)
            in.write(1, "name");
    };
    EXPECT_EQ(thrown_by<server_error>(write_much).sqlstate(), sqlstate::unique_violation);
    EXPECT_EQ(thrown_by<server_error>(write_much).sqlstate(), sqlstate::unique_violation);
    EXPECT_EQ(thrown_by<server_error>([&] { in.finish(); }).sqlstate(), sqlstate::unique_violation);
    expect_usable();
}

TEST_P(copy_test, fails_when_a_row_has_not_the_columns_of_the_table) {
    for (const bool too_many : {true, false}) {
        const auto error = thrown_by<server_error>([&] {
            copy_in in(db, into());
            if (too_many)
                in.write(1, "name", 3);
            else
                in.write(1);
            in.finish();
        });
        EXPECT_EQ(error.sqlstate(), sqlstate::bad_copy_file_format);
        expect_usable();
    }
}

TEST_P(copy_test, loads_nothing_when_its_source_of_rows_throws) {
    for (const int last : {0, 10, 300'000}) {
        try {
            copy_in in(db, into());
            for (int i = 0; i < last; ++i)
                in.write(i, "name");
            throw 42;
        } catch (int thrown) {
            EXPECT_EQ(thrown, 42);
        }
        expect_usable();
        EXPECT_EQ(loaded(), rows{});
    }
}

TEST_P(copy_test, is_part_of_the_transaction_around_it) {
    {
        transaction outer(db);
        {
            transaction inner(db);
            copy_in in(db, into());
            in.write(1, "name");
        }
        EXPECT_EQ(db.status(), transaction_status::in_transaction);
        {
            copy_in in(db, into());
            in.write(2, "name");
            in.finish();
        }
        outer.commit();
    }
    EXPECT_EQ(loaded(), (rows{{2, "name"}}));
}

TEST_P(copy_test, takes_nothing_once_it_is_finished) {
    copy_in in(db, into());
    in.write(1, "name");
    in.finish();
    EXPECT_THROW(in.finish(), usage_error);
    EXPECT_THROW(in.write(2, "name"), usage_error);
    EXPECT_THROW(in.write_raw(block("2\tname\n")), usage_error);
    expect_usable();
    EXPECT_EQ(loaded(), (rows{{1, "name"}}));
}

TEST_P(copy_test, has_the_connection_to_itself) {
    db.execute("insert into t values (1, 'name')");
    {
        copy_in in(db, into());
        EXPECT_THROW(db.execute("select 1"), usage_error);
        EXPECT_THROW(db.query<int>("select $1", 1), usage_error);
        EXPECT_THROW(transaction{db}, usage_error);
        EXPECT_THROW(copy_in(db, into()), usage_error);
        EXPECT_THROW(copy_out(db, out_of("t")), usage_error);
        in.write(2, "name");
        EXPECT_EQ(in.finish().rows, 1u);
    }
    {
        copy_out out(db, out_of("(select generate_series(1, 300000))"));
        EXPECT_THROW(db.execute("select 1"), usage_error);
        EXPECT_THROW(copy_in(db, into()), usage_error);
        while (out.read()) {
        }
        expect_usable();
    }
    expect_usable();
}

TEST_P(copy_test, refuses_statements_that_are_no_copy_from_stdin) {
    for (const auto& sql : {"select 1 from generate_series(1, 100000)"s, "insert into t values (1)"s, ""s,
                            out_of("(select generate_series(1, 100000))"), "select 1; select 2"s}) {
        SCOPED_TRACE(sql);
        EXPECT_PRED2(contains, message_of<usage_error>([&] { copy_in(db, sql); }), "COPY ... FROM STDIN");
        expect_usable();
    }
    EXPECT_EQ(thrown_by<server_error>([&] { copy_in(db, "copy nothing from stdin"); }).sqlstate(),
              sqlstate::undefined_table);
    EXPECT_EQ(message_of<server_error>([&] { copy_in(db, "copy t form stdin"); }),
              "syntax error at or near \"form\"\nLINE 1: copy t form stdin\n               ^");
    EXPECT_FALSE(thrown_by<usage_error>([&] { copy_in(db, into() + "\0"s); }).sent());
    expect_usable();
}

TEST_P(copy_test, refuses_statements_that_are_no_copy_to_stdout) {
    for (const auto& sql : {"select 1 from generate_series(1, 100000)"s, "insert into t values (1)"s, ""s,
                            into(), "select 1; select 2"s}) {
        SCOPED_TRACE(sql);
        EXPECT_PRED2(contains, message_of<usage_error>([&] { copy_out(db, sql); }), "COPY ... TO STDOUT");
        expect_usable();
    }
    EXPECT_EQ(thrown_by<server_error>([&] { copy_out(db, "copy nothing to stdout"); }).sqlstate(),
              sqlstate::undefined_table);
    EXPECT_THROW(copy_out(db, out_of("t") + "\0"s), usage_error);
    expect_usable();
}

TEST_P(copy_test, refuses_a_copy_among_other_statements) {
    EXPECT_THROW(copy_in(db, "select 1; " + into()), error);
    expect_usable();
    EXPECT_THROW(copy_out(db, "select 1; " + out_of("t")), error);
    expect_usable();
}

TEST_P(copy_test, unloads_and_loads_again_block_by_block) {
    db.execute("insert into t select i, nullif('name' || i, 'name7') from generate_series(1, 1000) i");
    auto target = connect();
    target.execute("create temporary table t (id int, name text)");
    {
        copy_out out(db, out_of("t"));
        copy_in in(target, into());
        while (const auto data = out.read())
            in.write_raw(*data);
        EXPECT_EQ(in.finish().rows, 1000u);
    }
    using loaded_row = std::tuple<int, std::optional<std::string>>;
    EXPECT_EQ(target.query<loaded_row>("select id, name from t order by id"), loaded());
}

TEST_P(copy_test, reads_to_the_end_when_it_is_left_early) {
    for (const int read : {0, 1, 10}) {
        {
            copy_out out(db, out_of("(select generate_series(1, 300000))"));
            for (int i = 0; i < read; ++i)
                EXPECT_TRUE(out.read());
        }
        expect_usable();
    }
}

TEST_P(copy_test, unloads_what_there_was_before_an_error) {
    std::size_t blocks = 0;
    {
        copy_out out(db, out_of("(select 1 / (100000 - i) from generate_series(1, 200000) i)"));
        const auto error = thrown_by<server_error>([&] {
            while (out.read())
                ++blocks;
        });
        EXPECT_EQ(error.sqlstate(), sqlstate::division_by_zero);
        EXPECT_THROW(out.read(), server_error);
    }
    EXPECT_GE(blocks, 99'999u);
    expect_usable();
    {
        copy_out out(db, out_of("(select 1 / (100000 - i) from generate_series(1, 200000) i)"));
        EXPECT_TRUE(out.read());
    }
    expect_usable();
}

TEST_P(copy_test, fails_when_the_connection_is_lost) {
    auto other = connect();
    EXPECT_THROW(
        {
            copy_in in(db, into());
            other.query_one<bool>("select pg_terminate_backend($1)", db.backend_pid());
            for (int i = 0;; ++i)
                in.write(i, "name");
        },
        error);
    EXPECT_FALSE(db.is_open());
    EXPECT_THROW(
        {
            copy_out out(other, out_of("(select pg_terminate_backend(pg_backend_pid()))"));
            while (out.read()) {
            }
        },
        error);
    EXPECT_FALSE(other.is_open());
}

TEST(copy_of_raw_blocks, takes_rows_wherever_they_are_cut) {
    auto db = connect();
    db.execute("create temporary table t (id int, name text)");
    copy_in in(db, "copy t from stdin (format csv)");
    for (const auto part : {"1,\"a", "\nb\"", "\n2", ",\n", "", "3,\"\"\n"})
        in.write_raw(block(part));
    EXPECT_EQ(in.finish().rows, 3u);
    EXPECT_EQ((db.query<int, std::optional<std::string>>("select id, name from t order by id")),
              (rows{{1, "a\nb"}, {2, std::nullopt}, {3, ""}}));
}

TEST(copy_of_raw_blocks, gives_a_row_at_a_time) {
    auto db = connect();
    copy_out out(db, "copy (values (1, 'a'), (2, null), (3, E'\\t')) to stdout");
    std::vector<std::string> blocks;
    while (const auto data = out.read())
        blocks.emplace_back(as_text(*data));
    EXPECT_EQ(blocks, (std::vector<std::string>{"1\ta\n", "2\t\\N\n", "3\t\\t\n"}));
}

TEST(copy_of_raw_blocks, refuses_text_that_the_server_cannot_hold) {
    auto db = connect();
    db.execute("create temporary table t (name text)");
    const auto error = thrown_by<server_error>([&] {
        copy_in in(db, "copy t from stdin");
        in.write("a\0b"s);
        in.finish();
    });
    EXPECT_EQ(error.sqlstate(), sqlstate::character_not_in_repertoire);
    EXPECT_TRUE(db.is_open());
}

TEST(copy_in_binary, needs_the_exact_types_of_the_columns) {
    auto db = connect();
    db.execute("create temporary table t (n bigint)");
    const auto sqlstate_of = [&](auto value) {
        return std::string(thrown_by<server_error>([&] {
                               copy_in in(db, "copy t from stdin (format binary)");
                               in.write(value);
                               in.finish();
                           }).sqlstate());
    };
    EXPECT_EQ(sqlstate_of(1), sqlstate::protocol_violation);  // too short
    EXPECT_EQ(sqlstate_of(interval{}), sqlstate::invalid_binary_representation);
    EXPECT_TRUE(db.is_open());
}

}  // namespace
}  // namespace kornak::integration
