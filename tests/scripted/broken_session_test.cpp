#include "session/copy_transfer.hpp"
#include "session/simple_query.hpp"
#include "session/sync_point.hpp"
#include "support/play_every_way.hpp"
#include "support/rows.hpp"
#include "support/statements.hpp"

namespace kornak::testing {
namespace {

using session::copy_direction;
using session::copy_transfer;
using session::extended_query;
using session::row_table;
using session::simple_query;
using session::sync_point;

bool run_until_broken(conversation& c) {
    return c.run_until([&] { return c.session().broken() != nullptr; });
}

void expect_protocol_error(const failure* why, std::string_view text) {
    ASSERT_TRUE(why);
    EXPECT_EQ(why->kind, failure_kind::protocol);
    EXPECT_NE(why->message.find(text), std::string::npos) << why->message;
    EXPECT_NE(why->message.find("not usable any more"), std::string::npos) << why->message;
}

// A surplus reply that is taken for the next one would give every query from then on the rows of another.
constexpr const char* surplus = "a ReadyForQuery that nobody waits for";

TEST(broken_session_script, by_a_surplus_ready_while_nothing_is_running) {
    play_every_way(script().receives(query("select 1")).sends(simple_reply("1") + ready() + ready()),
                   [](conversation& c) {
                       auto& q = c.enqueue<simple_query>("select 1");
                       if (!c.run() || !run_until_broken(c))
                           return;
                       EXPECT_EQ(q.error(), nullptr);
                       EXPECT_EQ(rows_of(q.results().at(0).rows), (row_table{{"1"}}));
                       expect_protocol_error(c.session().broken(), surplus);
                       auto& next = c.enqueue<simple_query>("select 2");
                       EXPECT_TRUE(next.done());
                       expect_protocol_error(next.error(), surplus);
                       EXPECT_FALSE(next.error()->sent);
                   });
}

TEST(broken_session_script, by_a_surplus_ready_while_an_extended_query_is_running) {
    const bytes points[] = {
        "", parse_complete(), parse_complete() + bind_complete(),
        parse_complete() + bind_complete() + row_description(integer_columns({"n"})),
        parse_complete() + bind_complete() + row_description(integer_columns({"n"})) + data_row({"2"})};
    for (const auto& before : points) {
        play_every_way(script()
                           .receives(extended_request("select 1") + sync())
                           .sends(extended_reply("1") + ready())
                           .receives(extended_request("select 2") + sync())
                           .sends(before + ready()),
                       [](conversation& c) {
                           auto& first = c.enqueue<extended_query>(statement("select 1"));
                           c.enqueue<sync_point>();
                           if (!c.run())
                               return;
                           EXPECT_EQ(rows_of(first.result().rows), (row_table{{"1"}}));
                           auto& second = c.enqueue<extended_query>(statement("select 2"));
                           auto& synced = c.enqueue<sync_point>();
                           if (!c.run())
                               return;
                           expect_protocol_error(second.error(), surplus);
                           expect_protocol_error(synced.error(), surplus);
                           EXPECT_TRUE(second.error()->sent);
                       });
    }
}

void expect_broken_by_ready_in_simple_query(const bytes& before) {
    play_every_way(script().receives(query("select 2")).sends(before + ready()), [](conversation& c) {
        auto& q = c.enqueue<simple_query>("select 2");
        if (!c.run())
            return;
        expect_protocol_error(q.error(), "a ReadyForQuery");
    });
}

TEST(broken_session_script, by_a_ready_in_the_middle_of_the_reply_to_a_simple_query) {
    expect_broken_by_ready_in_simple_query(row_description(integer_columns({"n"})));
    expect_broken_by_ready_in_simple_query(row_description(integer_columns({"n"})) + data_row({"2"}));
}

// One that belongs to an earlier query, and arrives only now.
TEST(broken_session_script, by_a_ready_before_the_reply_to_a_simple_query) {
    expect_broken_by_ready_in_simple_query("");
}

TEST(broken_session_script, by_a_ready_in_the_middle_of_a_copy) {
    for (const auto& before : {bytes(), copy_in_response(1), copy_out_response(1),
                               copy_out_response(1) + copy_data("1\n") + copy_done()}) {
        play_every_way(script().receives(query("copy t")).sends(before + ready()), [](conversation& c) {
            auto& copy = c.enqueue<copy_transfer>("copy t", copy_direction::either);
            if (!c.run())
                return;
            expect_protocol_error(copy.error(), "a ReadyForQuery");
        });
    }
}

TEST(broken_session_script, by_a_message_while_nothing_is_running) {
    const std::pair<bytes, const char*> cases[] = {
        {command_complete("SELECT 1"), "a message 'C' while nothing was running"},
        {data_row({"1"}), "a row that nobody asked for"},
        {copy_in_response(1), "a message 'G' while nothing was running"},
        {authentication_ok(), "a message 'R' while nothing was running"},
        {message('?', ""), "a message '?' that the protocol does not have"},
        {message('\x01', ""), "a message of code 1 that the protocol does not have"},
        {message('\xff', ""), "a message of code 255 that the protocol does not have"},
        {message('Z', "II"), "a message 'Z' with an impossible length"},
        {message('1', "x"), "a message '1' with an impossible length"},
        {message('Z', "x"), "a malformed ReadyForQuery"},
        {message('E', "Mno end"), "a malformed error"},
        {message('N', "Mno end"), "a malformed notice"},
        {message('A', "\1\2\3"), "a malformed notification"},
        {message('S', "TimeZone"), "a malformed parameter status"},
        {bytes("D\0\0\0\3", 5), "a message 'D' with an impossible length"},
        {bytes("D\xff\xff\xff\xff", 5), "a message 'D' with an impossible length"},
        {bytes("C\x7f\xff\xff\xff", 5), "a message 'C' with an impossible length"},
        {bytes("HTTP/1.1 400 Bad Request"), "a message 'H' with an impossible length"},
    };
    for (const auto& [sent, text] : cases) {
        SCOPED_TRACE(text);
        play_every_way(script().receives(query("select 1")).sends(simple_reply("1") + ready()).sends(sent),
                       [&expected_text = text](conversation& c) {
                           c.enqueue<simple_query>("select 1");
                           if (!c.run() || !run_until_broken(c))
                               return;
                           expect_protocol_error(c.session().broken(), expected_text);
                       });
    }
}

TEST(broken_session_script, by_a_message_out_of_place) {
    const std::pair<bytes, const char*> cases[] = {
        {data_row({"1"}), "a row where none may come"},
        {bind_complete(), "a message '2' that does not belong there"},
        {message('T', bytes("\0\1", 2)), "a message 'T' that does not belong there, or is malformed"},
        {message('C', "no end"), "a message 'C' that does not belong there, or is malformed"},
        {backend_key_data(1, "1234"), "a message 'K' that does not belong there"},
    };
    for (const auto& [sent, text] : cases) {
        SCOPED_TRACE(text);
        play_every_way(script().receives(query("select 1")).sends(sent),
                       [&expected_text = text](conversation& c) {
                           auto& q = c.enqueue<simple_query>("select 1");
                           if (!c.run())
                               return;
                           expect_protocol_error(q.error(), expected_text);
                           expect_protocol_error(c.session().broken(), expected_text);
                       });
    }
}

TEST(broken_session_script, by_a_fatal_error_while_nothing_is_running) {
    for (const char* severity : {"FATAL", "PANIC", "ERROR"}) {
        play_every_way(script()
                           .receives(query("select 1"))
                           .sends(simple_reply("1") + ready())
                           .sends(error("57P01", "terminating connection", severity))
                           .closes(),
                       [](conversation& c) {
                           c.enqueue<simple_query>("select 1");
                           if (!c.run() || !run_until_broken(c))
                               return;
                           EXPECT_EQ(c.session().broken()->kind, failure_kind::server);
                           EXPECT_EQ(c.session().broken()->server->sqlstate, "57P01");
                           EXPECT_EQ(c.session().broken()->message, "terminating connection");
                           auto& next = c.enqueue<simple_query>("select 2");
                           ASSERT_TRUE(next.error());
                           EXPECT_EQ(next.error()->server->sqlstate, "57P01");
                           EXPECT_FALSE(next.error()->sent);
                       });
    }
}

TEST(broken_session_script, by_a_fatal_error_in_a_pipeline) {
    play_every_way(script()
                       .receives(extended_request("select 1") + extended_request("select 2") + sync())
                       .sends(extended_reply("1") + parse_complete())
                       .sends(error("57P01", "terminating connection", "FATAL"))
                       .closes(),
                   [](conversation& c) {
                       auto& first = c.enqueue<extended_query>(statement("select 1"));
                       auto& second = c.enqueue<extended_query>(statement("select 2"));
                       auto& synced = c.enqueue<sync_point>();
                       if (!c.run())
                           return;
                       EXPECT_EQ(first.error(), nullptr);
                       EXPECT_EQ(rows_of(first.result().rows), (row_table{{"1"}}));
                       for (const session::exchange* x : {static_cast<session::exchange*>(&second),
                                                          static_cast<session::exchange*>(&synced)}) {
                           ASSERT_TRUE(x->error());
                           EXPECT_EQ(x->error()->kind, failure_kind::server);
                           EXPECT_EQ(x->error()->server->sqlstate, "57P01");
                           EXPECT_FALSE(x->error()->skipped);
                           EXPECT_TRUE(x->error()->sent);
                       }
                   });
}

TEST(broken_session_script, by_the_end_of_the_connection_in_the_middle_of_a_reply) {
    play_every_way(
        script().receives(query("select 1")).sends(row_description(integer_columns({"n"}))).closes(),
        [](conversation& c) {
            auto& q = c.enqueue<simple_query>("select 1");
            if (!c.run())
                return;
            ASSERT_TRUE(q.error());
            EXPECT_EQ(q.error()->kind, failure_kind::connection);
            EXPECT_NE(q.error()->message.find("closed the connection"), std::string::npos);
            EXPECT_TRUE(q.error()->sent);
        });
}

}  // namespace
}  // namespace kornak::testing
