#include "session/copy_transfer.hpp"

#include "support/play_every_way.hpp"
#include "support/still_usable.hpp"
#include "wire/copy_messages.hpp"

namespace kornak::testing {
namespace {

using session::copy_direction;
using session::copy_transfer;
using phase = session::copy_transfer::phase;

void send_data(conversation& c, std::string_view data) {
    wire::encode(c.session().writer(), wire::copy_data{wire::as_bytes(data)});
}

bool run_until_answered(conversation& c, const copy_transfer& copy) {
    return c.run_until([&] { return copy.where() != phase::starting; });
}

// The parts of the data, each as it came.
std::vector<std::string> arrived(copy_transfer& copy) {
    std::vector<std::string> parts;
    wire::byte_reader data(copy.arrived().view());
    while (data.remaining())
        parts.emplace_back(wire::as_text(data.bytes(data.u32())));
    EXPECT_TRUE(data.complete());
    return parts;
}

TEST(copy_in_script, sends_data_when_the_server_takes_it) {
    play_every_way(script()
                       .receives(query("copy t from stdin"))
                       .sends(notice("here we go") + copy_in_response(2, 1))
                       .receives(copy_data("1\tone\n") + copy_data("2\ttwo\n"))
                       .sends(notice("go on"))
                       .receives(copy_data("") + copy_done())
                       .sends(command_complete("COPY 2") + ready()),
                   [](conversation& c) {
                       auto& copy = c.enqueue<copy_transfer>("copy t from stdin", copy_direction::in);
                       EXPECT_EQ(copy.where(), copy.done() ? phase::ended : phase::starting);
                       if (!run_until_answered(c, copy))
                           return;
                       EXPECT_EQ(copy.where(), phase::taking_data);
                       EXPECT_EQ(copy.columns(), std::vector(2, wire::format::binary));
                       send_data(c, "1\tone\n");
                       send_data(c, "2\ttwo\n");
                       send_data(c, "");
                       wire::encode(c.session().writer(), wire::copy_done{});
                       if (!c.run())
                           return;
                       EXPECT_EQ(copy.error(), nullptr);
                       EXPECT_EQ(copy.where(), phase::ended);
                       EXPECT_EQ(copy.command_tag(), "COPY 2");
                   });
}

TEST(copy_in_script, fails_when_the_server_refuses_data_that_is_still_on_its_way) {
    auto s = script()
                 .receives(query("copy t from stdin"))
                 .sends(copy_in_response(1))
                 .receives(copy_data("bogus\n"))
                 .sends(error("22P02") + ready())
                 .receives(copy_data("2\n") + copy_done());
    play_every_way(then_usable(s), [](conversation& c) {
        auto& copy = c.enqueue<copy_transfer>("copy t from stdin", copy_direction::in);
        if (!run_until_answered(c, copy))
            return;
        send_data(c, "bogus\n");
        send_data(c, "2\n");
        wire::encode(c.session().writer(), wire::copy_done{});
        if (!c.run())
            return;
        ASSERT_TRUE(copy.error());
        EXPECT_EQ(copy.error()->server->sqlstate, "22P02");
        EXPECT_EQ(copy.where(), phase::ended);
        expect_usable(c);
    });
}

TEST(copy_in_script, can_be_given_up) {
    auto s = script()
                 .receives(query("copy t from stdin"))
                 .sends(copy_in_response(1))
                 .receives(copy_data("1\n") + copy_fail("no more"))
                 .sends(error("57014") + ready());
    play_every_way(then_usable(s), [](conversation& c) {
        auto& copy = c.enqueue<copy_transfer>("copy t from stdin", copy_direction::in);
        if (!run_until_answered(c, copy))
            return;
        send_data(c, "1\n");
        wire::encode(c.session().writer(), wire::copy_fail{"no more"});
        if (!c.run())
            return;
        ASSERT_TRUE(copy.error());
        EXPECT_EQ(copy.error()->server->sqlstate, "57014");
        expect_usable(c);
    });
}

TEST(copy_in_script, fails_at_the_start) {
    auto s = script().receives(query("copy bogus from stdin")).sends(error("42P01") + ready());
    play_every_way(then_usable(s), [](conversation& c) {
        auto& copy = c.enqueue<copy_transfer>("copy bogus from stdin", copy_direction::in);
        if (!c.run())
            return;
        ASSERT_TRUE(copy.error());
        EXPECT_EQ(copy.error()->server->sqlstate, "42P01");
        EXPECT_EQ(copy.where(), phase::ended);
        expect_usable(c);
    });
}

// What a server answers to statements that are not what a copy exchange wants.
const std::pair<const char*, bytes> other_statements[] = {
    {"insert", command_complete("INSERT 0 1")},
    {"select", simple_reply("1")},
    {"two selects", simple_reply("1") + simple_reply("2")},
    {"nothing", empty_query_response()},
    {"a failure after a select", simple_reply("1") + error("22012")},
};

TEST(copy_in_script, tells_that_the_statement_is_none_to_send_data_to) {
    const auto copy_to = copy_out_response(1) + copy_data("1\n") + copy_done() + command_complete("COPY 1");
    std::vector cases(std::begin(other_statements), std::end(other_statements));
    cases.emplace_back("copy to stdout", copy_to);
    for (const auto& [sql, reply] : cases) {
        SCOPED_TRACE(sql);
        auto s = script().receives(query(sql)).sends(reply + ready());
        play_every_way(then_usable(s), [&statement = sql](conversation& c) {
            auto& copy = c.enqueue<copy_transfer>(statement, copy_direction::in);
            if (!c.run())
                return;
            expect_usage_error(copy, "not one COPY ... FROM STDIN");
            EXPECT_EQ(copy.where(), phase::ended);
            expect_usable(c);
        });
    }
}

TEST(copy_out_script, gives_the_data_in_the_parts_it_came_in) {
    play_every_way(script()
                       .receives(query("copy t to stdout"))
                       .sends(copy_out_response(2, 1) + notice("first"))
                       .sends(copy_data("1\tone\n") + copy_data(""))
                       .sends(parameter_status("TimeZone", "UTC") + copy_data("2\ttwo\n"))
                       .sends(copy_done() + command_complete("COPY 2") + ready()),
                   [](conversation& c) {
                       auto& copy = c.enqueue<copy_transfer>("copy t to stdout", copy_direction::out);
                       if (!run_until_answered(c, copy))
                           return;
                       EXPECT_EQ(copy.columns(), std::vector(2, wire::format::binary));
                       if (!c.run())
                           return;
                       EXPECT_EQ(copy.error(), nullptr);
                       EXPECT_EQ(arrived(copy), (std::vector<std::string>{"1\tone\n", "", "2\ttwo\n"}));
                       EXPECT_EQ(copy.command_tag(), "COPY 2");
                   });
}

TEST(copy_out_script, keeps_the_data_before_an_error) {
    auto s = script()
                 .receives(query("copy t to stdout"))
                 .sends(copy_out_response(1) + copy_data("1\n"))
                 .sends(error("57014") + ready());
    play_every_way(then_usable(s), [](conversation& c) {
        auto& copy = c.enqueue<copy_transfer>("copy t to stdout", copy_direction::out);
        if (!c.run())
            return;
        ASSERT_TRUE(copy.error());
        EXPECT_EQ(copy.error()->server->sqlstate, "57014");
        EXPECT_EQ(arrived(copy), std::vector<std::string>{"1\n"});
        expect_usable(c);
    });
}

TEST(copy_out_script, tells_that_the_statement_is_none_that_gives_data) {
    for (const auto& [sql, reply] : other_statements) {
        SCOPED_TRACE(sql);
        auto s = script().receives(query(sql)).sends(reply + ready());
        play_every_way(then_usable(s), [&statement = sql](conversation& c) {
            auto& copy = c.enqueue<copy_transfer>(statement, copy_direction::out);
            if (!c.run())
                return;
            expect_usage_error(copy, "not one COPY ... TO STDOUT");
            EXPECT_TRUE(arrived(copy).empty());
            expect_usable(c);
        });
    }
}

TEST(copy_out_script, gives_up_a_copy_in_the_other_direction) {
    auto s = script()
                 .receives(query("copy t from stdin"))
                 .sends(copy_in_response(1))
                 .receives(given_up)
                 .sends(error("57014") + ready());
    play_every_way(then_usable(s), [](conversation& c) {
        auto& copy = c.enqueue<copy_transfer>("copy t from stdin", copy_direction::out);
        if (!c.run())
            return;
        expect_usage_error(copy, "not one COPY ... TO STDOUT");
        expect_usable(c);
    });
}

TEST(copy_in_script, behind_another_statement_is_given_up_and_told) {
    auto s = script()
                 .receives(query("select 1; copy t from stdin"))
                 .sends(simple_reply("1") + copy_in_response(1))
                 .receives(given_up)
                 .sends(error("57014") + ready());
    play_every_way(then_usable(s), [](conversation& c) {
        auto& copy = c.enqueue<copy_transfer>("select 1; copy t from stdin", copy_direction::in);
        if (!c.run())
            return;
        expect_usage_error(copy, "not one COPY ... FROM STDIN");
        expect_usable(c);
    });
}

TEST(copy_out_script, behind_another_statement_is_dropped_and_told) {
    auto s = script()
                 .receives(query("select 1; copy t to stdout"))
                 .sends(simple_reply("1") + copy_out_response(1) + copy_data("1\n") + copy_done())
                 .sends(command_complete("COPY 1") + ready());
    play_every_way(then_usable(s), [](conversation& c) {
        auto& copy = c.enqueue<copy_transfer>("select 1; copy t to stdout", copy_direction::out);
        if (!c.run())
            return;
        expect_usage_error(copy, "not one COPY ... TO STDOUT");
        EXPECT_TRUE(arrived(copy).empty());
        expect_usable(c);
    });
}

}  // namespace
}  // namespace kornak::testing
