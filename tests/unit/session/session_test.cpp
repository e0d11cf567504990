#include "session/session.hpp"

#include <gtest/gtest.h>

#include "session/extended_query.hpp"
#include "session/simple_query.hpp"
#include "session/sync_point.hpp"
#include "support/feed.hpp"
#include "support/rows.hpp"

namespace kornak::session {
namespace {

using namespace std::string_view_literals;

const std::string ready = bytes_of(wire::ready_for_query{});

std::string_view output(const session& s) {
    return wire::as_text(s.output());
}

failure lost_connection() {
    return {failure_kind::connection, "lost", nullptr};
}

statement_request statement(std::string_view sql) {
    statement_request r;
    r.sql = sql;
    return r;
}

TEST(session, is_idle_and_works_at_first) {
    session s;
    EXPECT_TRUE(s.idle());
    EXPECT_FALSE(s.busy());
    EXPECT_EQ(s.broken(), nullptr);
    EXPECT_TRUE(s.output().empty());
    EXPECT_EQ(s.status(), wire::transaction_status::idle);
    EXPECT_FALSE(s.has_side_messages());
    EXPECT_FALSE(s.input_space().empty());
}

TEST(session, gives_out_requests_in_order_until_they_are_sent) {
    session s;
    simple_query first("select 1");
    simple_query second("select 2");
    ASSERT_TRUE(s.enqueue(first));
    const auto first_bytes = bytes_of(wire::query{"select 1"});
    EXPECT_EQ(output(s), first_bytes);
    s.output_sent(3);
    ASSERT_TRUE(s.enqueue(second));
    EXPECT_EQ(output(s), first_bytes.substr(3) + bytes_of(wire::query{"select 2"}));
    s.output_sent(output(s).size());
    EXPECT_TRUE(s.output().empty());
    EXPECT_FALSE(s.idle());
    EXPECT_TRUE(s.busy());
}

TEST(session, is_not_busy_for_an_exchange_that_was_abandoned) {
    session s;
    {
        simple_query q("select 1");
        s.enqueue(q);
        s.abandon(q);
    }
    EXPECT_FALSE(s.busy());
    EXPECT_FALSE(s.idle());
    feed(s, row_description_bytes() + row_bytes("1") + ready);
    EXPECT_TRUE(s.idle());
    EXPECT_EQ(s.broken(), nullptr);
}

TEST(session, does_not_mind_the_abandoning_of_what_it_does_not_know) {
    session s;
    const simple_query stranger("");
    s.abandon(stranger);
    EXPECT_TRUE(s.idle());
}

TEST(session, refuses_a_request_that_cannot_be_written_and_stays_usable) {
    session s;
    simple_query good("select 1");
    s.enqueue(good);
    const std::string before(output(s));

    simple_query zero("select '\0'"sv);
    EXPECT_FALSE(s.enqueue(zero));
    ASSERT_TRUE(zero.done());
    ASSERT_TRUE(zero.error());
    EXPECT_EQ(zero.error()->kind, failure_kind::usage);
    EXPECT_NE(zero.error()->message.find("zero byte"), std::string::npos);
    EXPECT_FALSE(zero.error()->sent);

    const std::vector<std::uint32_t> too_many(65536, 23);
    auto what = statement("select");
    what.parameter_types = too_many;
    extended_query large(what);
    EXPECT_FALSE(s.enqueue(large));
    ASSERT_TRUE(large.error());
    EXPECT_EQ(large.error()->kind, failure_kind::usage);

    EXPECT_EQ(output(s), before);
    EXPECT_EQ(s.broken(), nullptr);
    feed(s, bytes_of(wire::command_complete{"SELECT 0"}) + ready);
    EXPECT_TRUE(good.done());
    EXPECT_TRUE(s.idle());
}

TEST(session, tells_each_exchange_whether_any_of_its_bytes_had_been_sent) {
    const auto size = bytes_of(wire::query{"select 1"}).size();
    for (std::size_t sent = 0; sent <= 2 * size; ++sent) {
        session s;
        simple_query first("select 1");
        simple_query second("select 2");
        s.enqueue(first);
        s.enqueue(second);
        s.output_sent(sent);
        s.input_closed(lost_connection());
        ASSERT_TRUE(first.done() && second.done());
        EXPECT_EQ(first.error()->sent, sent > 0) << sent;
        EXPECT_EQ(second.error()->sent, sent > size) << sent;
    }
}

TEST(session, counts_sent_bytes_over_the_whole_connection) {
    session s;
    for (int i = 0; i < 3; ++i) {
        simple_query q("select 1");
        s.enqueue(q);
        s.output_sent(s.output().size());
        feed(s, bytes_of(wire::command_complete{"SELECT 0"}) + ready);
        ASSERT_EQ(q.error(), nullptr);
    }
    simple_query unsent("select 2");
    s.enqueue(unsent);
    s.input_closed(lost_connection());
    EXPECT_FALSE(unsent.error()->sent);
}

TEST(session, once_broken_is_broken_for_ever) {
    session s;
    simple_query q("select 1");
    s.enqueue(q);
    s.output_sent(1);
    s.input_closed(lost_connection());
    EXPECT_TRUE(s.idle());
    EXPECT_EQ(q.error()->message, "lost");
    feed(s, bytes_of(wire::command_complete{"SELECT 0"}) + ready);
    s.input_closed({failure_kind::connection, "lost again", nullptr});
    EXPECT_EQ(s.broken()->message, "lost");
    EXPECT_EQ(q.error()->message, "lost");

    simple_query late("select 2");
    const auto unsent = s.output().size();
    EXPECT_FALSE(s.enqueue(late));
    EXPECT_TRUE(late.done());
    EXPECT_EQ(late.error()->message, "lost");
    EXPECT_FALSE(late.error()->sent);
    EXPECT_EQ(s.output().size(), unsent);
}

TEST(session, remembers_the_last_value_of_each_parameter) {
    session s;
    EXPECT_EQ(s.parameter_changes(), 0u);
    feed(s, bytes_of(wire::parameter_status{"TimeZone", "UTC"}) +
                bytes_of(wire::parameter_status{"DateStyle", "ISO"}));
    const auto changes = s.parameter_changes();
    EXPECT_GT(changes, 0u);
    feed(s, bytes_of(wire::parameter_status{"TimeZone", "CET"}));
    EXPECT_GT(s.parameter_changes(), changes);
    EXPECT_EQ(*s.parameter("TimeZone"), "CET");
    EXPECT_EQ(*s.parameter("DateStyle"), "ISO");
    EXPECT_EQ(s.parameter("timezone"), nullptr);
    EXPECT_EQ(s.parameters().size(), 2u);
}

TEST(session, gives_notifications_in_the_order_they_came) {
    session s;
    feed(s, bytes_of(wire::notification_response{1, "a", "x"}) +
                bytes_of(wire::notification_response{2, "b", "y"}));
    const auto taken = s.take_notifications();
    ASSERT_EQ(taken.size(), 2u);
    EXPECT_EQ(taken[0].channel, "a");
    EXPECT_EQ(taken[1].payload, "y");
    EXPECT_TRUE(s.take_notifications().empty());
}

TEST(session, keeps_the_key_it_was_given) {
    session s;
    s.set_key({7, "secret"});
    EXPECT_EQ(s.key().process_id, 7);
    EXPECT_EQ(s.key().secret, "secret");
}

TEST(session, counts_the_bytes_of_a_reply_from_the_first_request_on) {
    session s;
    feed(s, bytes_of(wire::parameter_status{"TimeZone", "UTC"}));
    simple_query q("select 1");
    s.enqueue(q);
    EXPECT_EQ(s.reply_bytes(), 0u);
    feed(s, row_description_bytes());
    EXPECT_EQ(s.reply_bytes(), row_description_bytes().size());
}

TEST(session, hands_rows_over_where_they_arrived) {
    session s;
    extended_query q(statement("select n"));
    sync_point synced;
    s.enqueue(q);
    s.enqueue(synced);
    feed(s, extended_reply_bytes("1") + ready);
    ASSERT_EQ(q.result().rows.runs().size(), 1u);
    EXPECT_FALSE(q.result().rows.runs()[0].owner->unique());
    EXPECT_EQ(rows_of(q.result().rows), (row_table{{"1"}}));
}

TEST(session, receives_into_the_same_memory_when_rows_are_not_kept) {
    session s;
    const auto* const memory = s.input_space().data();
    for (int i = 0; i < 1000; ++i) {
        extended_query q(statement("select n"));
        sync_point synced;
        s.enqueue(q);
        s.enqueue(synced);
        s.output_sent(s.output().size());
        feed(s, extended_reply_bytes(std::string(2000, 'x')) + ready);
        ASSERT_EQ(q.result().rows.rows(), 1u);
    }
    EXPECT_EQ(s.input_space().data(), memory);
}

// A copy into the server may never find its output sent to the last byte: what was sent must go all the same.
TEST(session, gives_back_the_memory_of_output_that_was_sent) {
    session s;
    simple_query q("copy t from stdin");
    s.enqueue(q);
    const std::string data(1 << 20, 'x');
    for (int i = 0; i < 64; ++i) {
        wire::encode(s.writer(), wire::copy_data{wire::as_bytes(data)});
        s.output_sent(s.output().size() - 1);
    }
    EXPECT_LT(s.writer().capacity(), std::size_t{8} << 20);
}

// One giant row must not cost its memory for as long as the connection lives.
TEST(session, gives_back_the_memory_of_a_giant_message) {
    session s;
    for (const std::size_t size : {std::size_t{32} << 20, std::size_t{1}}) {
        extended_query q(statement("select n"));
        sync_point synced;
        s.enqueue(q);
        s.enqueue(synced);
        feed(s, extended_reply_bytes(std::string(size, 'x')) + ready);
        ASSERT_TRUE(synced.done());
    }
    EXPECT_LT(s.input_space().size(), std::size_t{1} << 20);
}

}  // namespace
}  // namespace kornak::session
