#include <gtest/gtest.h>

#include <kornak/kornak.hpp>

#include "integration/test_server.hpp"
#include "integration/thrown_by.hpp"

namespace kornak::integration {
namespace {

using numbers = std::vector<int>;

class transaction_test : public ::testing::Test {
protected:
    transaction_test() { db.execute("create temporary table t (n int)"); }

    void insert(int n) { db.execute("insert into t values ($1)", n); }
    numbers inserted() { return db.query<int>("select n from t order by n"); }
    void fail() {
        EXPECT_EQ(thrown_by<server_error>([&] { db.execute("select 1/0"); }).sqlstate(),
                  sqlstate::division_by_zero);
    }
    std::string setting(const char* name) {
        return db.query_one<std::string>("select current_setting($1)", name);
    }

    connection db = connect();
};

TEST_F(transaction_test, commits) {
    {
        transaction tx(db);
        EXPECT_EQ(db.status(), transaction_status::in_transaction);
        insert(1);
        tx.commit();
        EXPECT_EQ(db.status(), transaction_status::idle);
    }
    EXPECT_EQ(inserted(), numbers{1});
}

TEST_F(transaction_test, rolls_back) {
    {
        transaction tx(db);
        insert(1);
        tx.rollback();
        EXPECT_EQ(db.status(), transaction_status::idle);
        insert(2);
    }
    EXPECT_EQ(inserted(), numbers{2});
}

TEST_F(transaction_test, rolls_back_when_it_is_left_by_an_exception) {
    try {
        transaction tx(db);
        insert(1);
        throw 42;
    } catch (int) {
    }
    EXPECT_EQ(db.status(), transaction_status::idle);
    EXPECT_THROW(
        {
            transaction tx(db);
            insert(1);
            db.execute("select 1/0");
        },
        server_error);
    EXPECT_EQ(db.status(), transaction_status::idle);
    EXPECT_EQ(inserted(), numbers{});
}

TEST_F(transaction_test, nests_as_savepoints) {
    transaction outer(db);
    insert(1);
    {
        transaction inner(db);
        insert(2);
        {
            transaction innermost(db);
            insert(3);
            innermost.commit();
        }
        {
            transaction innermost(db);
            insert(4);
        }
        inner.commit();
    }
    {
        transaction inner(db);
        insert(5);
        inner.rollback();
    }
    EXPECT_EQ(inserted(), (numbers{1, 2, 3}));
    outer.commit();
    EXPECT_EQ(inserted(), (numbers{1, 2, 3}));
}

TEST_F(transaction_test, goes_on_when_a_nested_one_has_failed) {
    transaction outer(db);
    insert(1);
    {
        transaction inner(db);
        insert(2);
        fail();
        EXPECT_EQ(db.status(), transaction_status::in_error);
    }
    EXPECT_EQ(db.status(), transaction_status::in_transaction);
    insert(3);
    outer.commit();
    EXPECT_EQ(inserted(), (numbers{1, 3}));
}

TEST_F(transaction_test, nests_in_one_that_was_begun_by_hand) {
    db.execute("begin");
    {
        transaction tx(db);
        insert(1);
        tx.commit();
    }
    {
        transaction tx(db);
        insert(2);
    }
    EXPECT_EQ(db.status(), transaction_status::in_transaction);
    db.execute("commit");
    EXPECT_EQ(inserted(), numbers{1});
}

TEST_F(transaction_test, has_the_options_that_were_asked_for) {
    const struct {
        isolation_level level;
        const char* name;
    } levels[] = {{isolation_level::read_committed, "read committed"},
                  {isolation_level::repeatable_read, "repeatable read"},
                  {isolation_level::serializable, "serializable"}};
    for (const auto& [level, name] : levels)
        for (const bool on : {true, false}) {
            transaction tx(db, {.isolation = level, .read_only = on, .deferrable = on});
            EXPECT_EQ(setting("transaction_isolation"), name);
            EXPECT_EQ(setting("transaction_read_only"), on ? "on" : "off");
            EXPECT_EQ(setting("transaction_deferrable"), on ? "on" : "off");
        }
    transaction tx(db, {.read_only = true});
    EXPECT_EQ(thrown_by<server_error>([&] { db.execute("create table never (n int)"); }).sqlstate(),
              sqlstate::read_only_sql_transaction);
}

TEST_F(transaction_test, leaves_open_what_the_session_says) {
    db.execute("set default_transaction_isolation = serializable; set default_transaction_read_only = on");
    transaction tx(db);
    EXPECT_EQ(setting("transaction_isolation"), "serializable");
    EXPECT_EQ(setting("transaction_read_only"), "on");
}

TEST_F(transaction_test, refuses_options_where_it_is_a_savepoint) {
    transaction outer(db);
    EXPECT_THROW(transaction(db, {.read_only = true}), usage_error);
    EXPECT_THROW(transaction(db, {.isolation = isolation_level::serializable}), usage_error);
    EXPECT_THROW(transaction(db, {.deferrable = false}), usage_error);
    insert(1);
    outer.commit();
    EXPECT_EQ(inserted(), numbers{1});
}

TEST_F(transaction_test, says_when_it_was_rolled_back_instead_of_committed) {
    transaction tx(db);
    insert(1);
    fail();
    EXPECT_PRED2(contains, message_of<usage_error>([&] { tx.commit(); }), "rolled back instead of committed");
    EXPECT_EQ(db.status(), transaction_status::idle);
    EXPECT_EQ(inserted(), numbers{});
}

TEST_F(transaction_test, says_what_the_server_has_against_a_commit) {
    db.execute("alter table t add constraint one unique (n) deferrable initially deferred");
    {
        transaction tx(db);
        insert(1);
        insert(1);
        EXPECT_EQ(thrown_by<server_error>([&] { tx.commit(); }).sqlstate(), sqlstate::unique_violation);
        EXPECT_EQ(db.status(), transaction_status::idle);
    }
    insert(2);
    EXPECT_EQ(inserted(), numbers{2});
}

TEST_F(transaction_test, ends_in_the_reverse_order_of_its_beginning) {
    transaction outer(db);
    insert(1);
    transaction inner(db);
    insert(2);
    EXPECT_PRED2(contains, message_of<usage_error>([&] { outer.commit(); }), "still open");
    EXPECT_PRED2(contains, message_of<usage_error>([&] { outer.rollback(); }), "still open");
    inner.commit();
    outer.commit();
    EXPECT_EQ(inserted(), (numbers{1, 2}));
}

TEST_F(transaction_test, ends_once) {
    transaction tx(db);
    tx.commit();
    EXPECT_THROW(tx.commit(), usage_error);
    EXPECT_THROW(tx.rollback(), usage_error);
    transaction other(db);
    other.rollback();
    EXPECT_THROW(other.commit(), usage_error);
    EXPECT_EQ(db.status(), transaction_status::idle);
}

TEST_F(transaction_test, a_nested_one_that_failed_cannot_be_committed_but_the_outer_goes_on) {
    transaction outer(db);
    insert(1);
    {
        transaction inner(db);
        insert(2);
        fail();
        EXPECT_THROW(inner.commit(), error);
    }
    EXPECT_EQ(db.status(), transaction_status::in_transaction);
    insert(3);
    outer.commit();
    EXPECT_EQ(inserted(), (numbers{1, 3}));
}

TEST_F(transaction_test, is_over_with_its_connection) {
    {
        transaction outer(db);
        transaction inner(db);
        EXPECT_THROW(db.execute("select pg_terminate_backend(pg_backend_pid())"), error);
        EXPECT_FALSE(db.is_open());
        EXPECT_THROW(inner.commit(), connection_error);
    }
    EXPECT_THROW(transaction{db}, connection_error);
}

TEST_F(transaction_test, is_over_when_the_connection_is_closed) {
    transaction tx(db);
    db.close();
    EXPECT_THROW(tx.commit(), connection_error);
}

}  // namespace
}  // namespace kornak::integration
