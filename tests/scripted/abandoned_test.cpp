#include "session/close_target.hpp"
#include "session/copy_transfer.hpp"
#include "session/prepare_statement.hpp"
#include "session/simple_query.hpp"
#include "session/sync_point.hpp"
#include "support/play_every_way.hpp"
#include "support/still_usable.hpp"
#include "wire/copy_messages.hpp"

namespace kornak::testing {
namespace {

using session::close_target;
using session::copy_direction;
using session::copy_transfer;
using session::extended_query;
using session::prepare_statement;
using session::simple_query;
using session::sync_point;

// Puts exchanges in, which are abandoned later, and gives the last of them.
using starter = std::function<std::vector<session::exchange*>(conversation&)>;

// Abandons the exchanges after any number of steps; the next query still gets its own rows.
void abandon_everywhere(const script& until_ready, const starter& start) {
    auto s = until_ready;
    then_usable(s);
    constexpr int more_than_there_are = 20;
    for (int steps = 0; steps < more_than_there_are && !::testing::Test::HasFailure(); ++steps) {
        SCOPED_TRACE("abandoned after " + std::to_string(steps) + " steps");
        play_every_way(s, [&](conversation& c) {
            auto abandoned = start(c);
            if (!c.run_until([&, left = steps]() mutable { return left-- == 0 || abandoned.back()->done(); }))
                return;
            for (auto* const x : abandoned)
                c.abandon(*x);
            expect_usable(c);
        });
    }
}

TEST(abandoned_script, simple_query_leaves_the_session_usable) {
    abandon_everywhere(script()
                           .receives(query("select 1; bogus"))
                           .sends(notice("hello") + simple_reply("1"))
                           .sends(error("42601") + ready()),
                       [](conversation& c) -> std::vector<session::exchange*> {
                           return {&c.enqueue<simple_query>("select 1; bogus")};
                       });
}

TEST(abandoned_script, extended_query_leaves_the_session_usable) {
    abandon_everywhere(script()
                           .receives(extended_request("select 1") + sync())
                           .sends(extended_reply("1") + notice("hello") + ready()),
                       [](conversation& c) -> std::vector<session::exchange*> {
                           auto& q = c.enqueue<extended_query>(statement("select 1"));
                           return {&q, &c.enqueue<sync_point>()};
                       });
}

TEST(abandoned_script, pipeline_with_an_error_leaves_the_session_usable) {
    abandon_everywhere(script()
                           .receives(extended_request("select 1") + extended_request("bogus"))
                           .receives(extended_request("select 3") + close_statement("s") + sync())
                           .receives(parse("s", "select 4") + describe_statement("s") + sync())
                           .sends(extended_reply("1") + error("42601") + ready())
                           .sends(parse_complete() + parameter_description({}) + no_data() + ready()),
                       [](conversation& c) -> std::vector<session::exchange*> {
                           auto& a = c.enqueue<extended_query>(statement("select 1"));
                           auto& b = c.enqueue<extended_query>(statement("bogus"));
                           auto& d = c.enqueue<extended_query>(statement("select 3"));
                           auto& e = c.enqueue<close_target>(wire::target::statement, "s");
                           auto& f = c.enqueue<sync_point>();
                           auto& g = c.enqueue<prepare_statement>("s", "select 4");
                           return {&a, &b, &d, &e, &f, &g, &c.enqueue<sync_point>()};
                       });
}

TEST(abandoned_script, copy_to_the_client_leaves_the_session_usable) {
    abandon_everywhere(script()
                           .receives(query("copy t to stdout"))
                           .sends(copy_out_response(1) + copy_data("1\n") + copy_data("2\n") + copy_done())
                           .sends(command_complete("COPY 2") + ready()),
                       [](conversation& c) -> std::vector<session::exchange*> {
                           return {&c.enqueue<copy_transfer>("copy t to stdout", copy_direction::out)};
                       });
}

// What a client has to do before its next request: a server that waits for data takes nothing else.
void expect_usable_when_idle(conversation& c) {
    if (c.run_until([&] { return c.session().idle(); }))
        expect_usable(c);
}

TEST(abandoned_script, copy_from_the_client_is_given_up_when_the_server_asks_for_data) {
    play_every_way(script()
                       .receives(query("copy t from stdin"))
                       .sends(copy_in_response(1))
                       .receives(given_up)
                       .sends(error("57014") + ready())
                       .receives(query("select 5"))
                       .sends(simple_reply("5") + ready()),
                   [](conversation& c) {
                       c.abandon(c.enqueue<copy_transfer>("copy t from stdin", copy_direction::in));
                       expect_usable_when_idle(c);
                   });
}

TEST(abandoned_script, copy_from_the_client_can_be_given_up_with_its_data_on_the_way) {
    play_every_way(script()
                       .receives(query("copy t from stdin"))
                       .sends(copy_in_response(1))
                       .receives(copy_data("1\n") + copy_fail("no more") + query("select 5"))
                       .sends(error("57014") + ready())
                       .sends(simple_reply("5") + ready()),
                   [](conversation& c) {
                       auto& copy = c.enqueue<copy_transfer>("copy t from stdin", copy_direction::in);
                       if (!c.run_until([&] { return copy.where() == copy_transfer::phase::taking_data; }))
                           return;
                       wire::encode(c.session().writer(), wire::copy_data{wire::as_bytes("1\n")});
                       wire::encode(c.session().writer(), wire::copy_fail{"no more"});
                       c.abandon(copy);
                       expect_usable(c);
                   });
}

// The Sync that was sent with it is lost: the server ignores it in place of data.
TEST(abandoned_script, copy_from_the_client_in_an_extended_query_is_given_up) {
    play_every_way(script()
                       .receives(extended_request("copy t from stdin") + sync())
                       .sends(parse_complete() + bind_complete() + no_data() + copy_in_response(1))
                       .receives(given_up + sync())
                       .sends(error("57014") + ready())
                       .receives(query("select 5"))
                       .sends(simple_reply("5") + ready()),
                   [](conversation& c) {
                       auto& q = c.enqueue<extended_query>(statement("copy t from stdin"));
                       auto& synced = c.enqueue<sync_point>();
                       c.abandon(q);
                       c.abandon(synced);
                       expect_usable_when_idle(c);
                   });
}

}  // namespace
}  // namespace kornak::testing
