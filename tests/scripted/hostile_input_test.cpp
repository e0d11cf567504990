#include "session/close_target.hpp"
#include "session/copy_transfer.hpp"
#include "session/prepare_statement.hpp"
#include "session/session.hpp"
#include "session/simple_query.hpp"
#include "session/sync_point.hpp"
#include "support/noise.hpp"
#include "support/statements.hpp"

#include <algorithm>
#include <memory>
#include <vector>

#include <gtest/gtest.h>

namespace kornak::testing {
namespace {

using session::close_target;
using session::copy_direction;
using session::copy_transfer;
using session::extended_query;
using session::prepare_statement;
using session::simple_query;
using session::sync_point;

// A session that anything may be sent to.
class target_session {
public:
    template <class Exchange, class... Arguments>
    Exchange& enqueue(Arguments&&... arguments) {
        exchanges_.push_back(std::make_unique<Exchange>(std::forward<Arguments>(arguments)...));
        session_.enqueue(*exchanges_.back());
        return static_cast<Exchange&>(*exchanges_.back());
    }

    void hear(std::string_view input) {
        while (!input.empty()) {
            const auto space = session_.input_space();
            // Whatever a header announces: memory is only taken for what arrives.
            EXPECT_LE(space.size(), std::size_t{1} << 20);
            const auto n = std::min(space.size(), input.size());
            std::copy_n(wire::as_bytes(input).begin(), n, space.begin());
            session_.input_filled(n);
            input.remove_prefix(n);
        }
        check();
    }

    void abandon_all() {
        for (const auto& x : exchanges_)
            session_.abandon(*x);
        exchanges_.clear();
    }

    void close() {
        session_.input_closed({failure_kind::connection, "the test has ended", nullptr});
        check();
    }

private:
    // It goes on, or it has ended for a reason and everything with it.
    void check() const {
        if (!session_.broken()) {
            if (session_.idle())
                expect_all_done();
            return;
        }
        EXPECT_TRUE(session_.idle());
        EXPECT_TRUE(!session_.broken()->message.empty() || session_.broken()->server);
        expect_all_done();
    }

    void expect_all_done() const {
        for (const auto& x : exchanges_)
            EXPECT_TRUE(x->done());
    }

    session::session session_;
    std::vector<std::unique_ptr<session::exchange>> exchanges_;
};

// Brings a session into a state.
struct prepared_state {
    const char* name;
    void (*prepare)(target_session&);
};

const bytes described = row_description(integer_columns({"n"}));

template <class... Replies>
void begin_extended(target_session& t, const Replies&... replies) {
    t.enqueue<extended_query>(statement("select n from t"));
    t.enqueue<extended_query>(statement("select 2"));
    t.enqueue<sync_point>();
    (t.hear(replies), ...);
}

void begin_known(target_session& t, std::shared_ptr<const column_list> columns) {
    auto what = statement("");
    what.parse = false;
    what.columns_known = true;
    what.columns = std::move(columns);
    t.enqueue<extended_query>(what);
    t.enqueue<sync_point>();
    t.hear(bind_complete());
}

void begin_prepare(target_session& t, const bytes& reply) {
    t.enqueue<prepare_statement>("s", "select 1");
    t.enqueue<sync_point>();
    t.hear(reply);
}

void begin_simple(target_session& t, const bytes& reply) {
    t.enqueue<simple_query>("select 1");
    t.hear(reply);
}

void begin_copy(target_session& t, const bytes& reply) {
    t.enqueue<copy_transfer>("copy t", copy_direction::either);
    t.hear(reply);
}

const prepared_state states[] = {
    {"idle", [](target_session&) {}},
    {"simple, unanswered", [](target_session& t) { begin_simple(t, ""); }},
    {"simple, in rows", [](target_session& t) { begin_simple(t, described + data_row({"1"})); }},
    {"simple, behind a statement", [](target_session& t) { begin_simple(t, simple_reply("1")); }},
    {"simple, failed", [](target_session& t) { begin_simple(t, error("42601")); }},
    {"simple, copy in refused", [](target_session& t) { begin_simple(t, copy_in_response(1)); }},
    {"simple, copy out passed over", [](target_session& t) { begin_simple(t, copy_out_response(1)); }},
    {"extended, unanswered", [](target_session& t) { begin_extended(t); }},
    {"extended, parsed", [](target_session& t) { begin_extended(t, parse_complete()); }},
    {"extended, bound", [](target_session& t) { begin_extended(t, parse_complete(), bind_complete()); }},
    {"extended, in rows",
     [](target_session& t) {
         begin_extended(t, parse_complete(), bind_complete(), described, data_row({"1"}));
     }},
    {"extended, without rows",
     [](target_session& t) { begin_extended(t, parse_complete(), bind_complete(), no_data()); }},
    {"extended, first one done", [](target_session& t) { begin_extended(t, extended_reply("1")); }},
    {"extended, all done but the sync",
     [](target_session& t) { begin_extended(t, extended_reply("1"), extended_reply("2")); }},
    {"extended, failed", [](target_session& t) { begin_extended(t, error("42601")); }},
    {"extended, failed at the sync",
     [](target_session& t) { begin_extended(t, extended_reply("1"), extended_reply("2"), error("23503")); }},
    {"extended, copy in refused",
     [](target_session& t) {
         begin_extended(t, parse_complete(), bind_complete(), no_data(), copy_in_response(1));
     }},
    {"extended, copy out passed over",
     [](target_session& t) {
         begin_extended(t, parse_complete(), bind_complete(), no_data(), copy_out_response(1));
     }},
    {"extended, columns known",
     [](target_session& t) { begin_known(t, std::make_shared<column_list>(integer_columns({"n"}))); }},
    {"extended, known to return nothing", [](target_session& t) { begin_known(t, nullptr); }},
    {"extended, failed before its sync was put in",
     [](target_session& t) {
         t.enqueue<extended_query>(statement("bogus"));
         t.hear(error("42601"));
     }},
    {"prepare, unanswered", [](target_session& t) { begin_prepare(t, ""); }},
    {"prepare, parsed", [](target_session& t) { begin_prepare(t, parse_complete()); }},
    {"prepare, parameters known",
     [](target_session& t) { begin_prepare(t, parse_complete() + parameter_description({23})); }},
    {"close, unanswered",
     [](target_session& t) {
         t.enqueue<close_target>(wire::target::statement, "s");
         t.enqueue<sync_point>();
     }},
    {"sync, unanswered", [](target_session& t) { t.enqueue<sync_point>(); }},
    {"copy, unanswered", [](target_session& t) { begin_copy(t, ""); }},
    {"copy, taking data", [](target_session& t) { begin_copy(t, copy_in_response(1)); }},
    {"copy, giving data", [](target_session& t) { begin_copy(t, copy_out_response(1) + copy_data("1")); }},
    {"copy, ended",
     [](target_session& t) { begin_copy(t, copy_out_response(1) + command_complete("COPY 0")); }},
    {"copy, of something else", [](target_session& t) { begin_copy(t, described); }},
    {"broken", [](target_session& t) { t.hear(ready()); }},
};

// What messages of any tag may look like: headers with lengths that cannot be, and bodies of some or of none.
std::vector<bytes> messages_of_every_tag() {
    noise_source noise(1);
    std::vector<bytes> messages;
    for (int code = 0; code < 256; ++code) {
        const auto tag = static_cast<char>(code);
        for (const auto* const length :
             {"\0\0\0\0", "\0\0\0\3", "\0\0\0\xff", "\0\1\0\0", "\x7f\xff\xff\xff", "\x80\0\0\0"})
            messages.push_back(tag + bytes(length, 4));
        for (const auto& body :
             {bytes(), bytes("I"), bytes(4, '\0'), bytes("\0\1\0\0\0\1x", 7), bytes("text\0", 5),
              bytes("SERROR\0C42601\0Mno\0\0", 19), bytes("SFATAL\0C57P01\0Mno\0\0", 19), noise.bytes(30),
              described.substr(wire::header_size)})
            messages.push_back(message(tag, body));
    }
    for (const char tag : {'A', 'D', 'E', 'N', 'S', 'T', 'V', 'd'})
        messages.push_back(message(tag, bytes(70000, '\0')));
    return messages;
}

void play_all(const prepared_state& state, const std::vector<bytes>& messages, bool abandoned) {
    for (const auto& sent : messages) {
        target_session t;
        state.prepare(t);
        if (abandoned)
            t.abandon_all();
        t.hear(sent);
        t.hear(notice("still there?") + ready());
        t.close();
        ASSERT_FALSE(::testing::Test::HasFailure()) << "in the state: " << state.name << ", on receiving\n"
                                                    << describe(sent, side::server);
    }
}

TEST(hostile_input, of_every_tag_in_every_state_ends_in_order) {
    const auto messages = messages_of_every_tag();
    for (const auto& state : states) {
        play_all(state, messages, false);
        play_all(state, messages, true);
    }
}

TEST(hostile_input, without_any_order_ends_in_order) {
    for (const auto& state : states) {
        noise_source noise(2);
        for (int run = 0; run < 200; ++run) {
            target_session t;
            state.prepare(t);
            for (int i = 0; i < 20; ++i) {
                constexpr std::string_view tags = "123ACDEGHIKNRSTVWZcdnstv";
                t.hear(message(tags[noise.below(tags.size())], noise.bytes(noise.below(3) * 4)));
            }
            t.hear(noise.bytes(100));
            t.close();
            ASSERT_FALSE(::testing::Test::HasFailure()) << state.name << ", run " << run;
        }
    }
}

}  // namespace
}  // namespace kornak::testing
