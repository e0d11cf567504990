#ifndef KORNAK_TESTS_SUPPORT_MEMORY_CONVERSATION_HPP
#define KORNAK_TESTS_SUPPORT_MEMORY_CONVERSATION_HPP

#include <string>
#include <string_view>

#include "session/simple_query.hpp"
#include "support/conversation.hpp"
#include "support/noise.hpp"
#include "testing/message_text.hpp"
#include "testing/script_player.hpp"

namespace kornak::testing {

/// In what pieces the server's bytes arrive.
enum class delivery { whole, message_by_message, byte_by_byte };

/// What goes wrong in a connection, and when. An event is the arrival of a message, or the sending of what
/// the script expects; it goes wrong instead of the event of that number.
struct mishap {
    enum class kind { none, cut, cut_halfway, noise };
    kind what = kind::none;
    std::size_t event = 0;
    unsigned seed = 0;
};

inline std::string describe(const mishap& m) {
    static constexpr const char* names[] = {"nothing", "cut", "cut halfway", "noise"};
    return std::string(names[static_cast<int>(m.what)]) + " at event " + std::to_string(m.event) + ", seed " +
           std::to_string(m.seed);
}

/// A conversation without a connection: bytes are handed from the session to the script and back.
class memory_conversation final : public conversation {
public:
    memory_conversation(const script& s, delivery pieces, mishap m = {})
        : player_(s), pieces_(pieces), mishap_(m) {
        for (const auto& step : s.steps())
            server_bytes_ += step.what == script_step::action::send ? step.content : "";
    }

    /// The mishap has happened.
    bool spoilt() const noexcept { return spoilt_; }

    bool run_until(const condition& met) override {
        while (!spoilt_ && !met()) {
            if (!step())
                return false;
        }
        return !spoilt_;
    }

    /// The client has done all it wants to do: so has the script, unless the session broke on the way.
    void expect_end() {
        EXPECT_TRUE(player_.ended()) << "the client ends before the script";
        if (session().broken())
            return;
        EXPECT_EQ(heard_, server_bytes_.size()) << "the client did not wait for all that the server sends";
        EXPECT_EQ(take_output(), "") << "the client sends more than the script expects";
    }

    /// However the connection went wrong, everything has come to an end by now, and only once.
    void expect_clean_failure() {
        close("the test has ended");
        std::vector<std::string> messages;
        for (const auto& e : exchanges())
            messages.push_back(e.request->error() ? e.request->error()->message : "");
        ASSERT_TRUE(session().broken());
        const auto why = session().broken()->message;
        close("once more");
        EXPECT_EQ(session().broken()->message, why);
        for (std::size_t i = 0; i < messages.size(); ++i)
            EXPECT_EQ(exchanges()[i].request->error() ? exchanges()[i].request->error()->message : "",
                      messages[i]);
        expect_refusal_of_more();
    }

private:
    bool step() {
        arrived_ += player_.take_output().size();
        if (player_.awaited_connection() != 0)
            player_.awaited_connection_ended();
        if (heard_ < arrived_)
            return hear();
        if (!player_.ended())
            return speak();
        if (!player_.closes() || session().broken()) {
            ADD_FAILURE() << "the script has ended, but the client still waits";
            return false;
        }
        session().input_closed({failure_kind::connection, "the server closed the connection", nullptr});
        return true;
    }

    // The server's turn.
    bool hear() {
        if (goes_wrong())
            return spoil();
        const auto unheard = std::string_view(server_bytes_).substr(heard_, arrived_ - heard_);
        auto size = unheard.size();
        switch (pieces_) {
            case delivery::whole: break;
            case delivery::message_by_message:
                if (const auto first = message_size(unheard, side::server); first != 0)
                    size = first;
                break;
            case delivery::byte_by_byte: size = 1; break;
        }
        deliver(unheard.substr(0, size));
        heard_ += size;
        return true;
    }

    // The client's turn.
    bool speak() {
        if (goes_wrong())
            return spoil();
        const auto said = take_output(player_.missing());
        if (said.empty()) {
            player_.received_all("the client sends nothing");
        } else {
            player_.received(said);
        }
        if (player_.difference().empty())
            return true;
        ADD_FAILURE() << player_.difference();
        return false;
    }

    bool goes_wrong() { return mishap_.what != mishap::kind::none && event_++ == mishap_.event; }

    bool spoil() {
        spoilt_ = true;
        switch (mishap_.what) {
            case mishap::kind::none:
            case mishap::kind::cut: break;
            case mishap::kind::cut_halfway: {
                const auto unheard = std::string_view(server_bytes_).substr(heard_, arrived_ - heard_);
                deliver(unheard.substr(0, message_size(unheard, side::server) / 2));
                take_output(session().output().size() / 2);
                break;
            }
            case mishap::kind::noise: make_noise(); break;
        }
        close("the connection was cut");
        return false;
    }

    void make_noise() {
        if (heard_ == server_bytes_.size())
            return;
        noise_source noise(mishap_.seed + static_cast<unsigned>(mishap_.event) * 1009);
        const auto heard = with_noise(server_bytes_.substr(heard_), noise);
        for (std::string_view rest = heard; !rest.empty();) {
            const auto size = std::min(rest.size(), 1 + noise.below(rest.size() + 20));
            deliver(rest.substr(0, size));
            rest.remove_prefix(size);
        }
    }

    void deliver(std::string_view input) {
        while (!input.empty()) {
            const auto space = session().input_space();
            const auto n = std::min(space.size(), input.size());
            std::copy_n(wire::as_bytes(input).begin(), n, space.begin());
            session().input_filled(n);
            input.remove_prefix(n);
        }
    }

    std::string take_output(std::size_t most = std::string::npos) {
        const auto all = wire::as_text(session().output());
        std::string taken(all.substr(0, most));
        output_sent(taken.size());
        return taken;
    }

    // Ends the connection, and checks what that means for each exchange.
    void close(const char* why) {
        std::vector<const entry*> waiting;
        for (const auto& e : exchanges()) {
            if (!e.request->done())
                waiting.push_back(&e);
        }
        session().input_closed({failure_kind::connection, why, nullptr});
        EXPECT_TRUE(session().idle());
        for (const auto& e : exchanges())
            EXPECT_TRUE(e.request->done());
        for (const auto* const e : waiting) {
            const auto* const error = e->request->error();
            ASSERT_TRUE(error) << "an exchange came to its end without a result and without an error";
            // Only a server's own message can be an empty one.
            EXPECT_TRUE(!error->message.empty() || error->server);
            if (error->kind == failure_kind::connection) {
                EXPECT_EQ(error->sent, sent() > e->first_byte);
            }
        }
    }

    void expect_refusal_of_more() {
        const auto unsent = session().output().size();
        auto& late = enqueue<session::simple_query>("select 'too late'");
        EXPECT_TRUE(late.done());
        ASSERT_TRUE(late.error());
        EXPECT_FALSE(late.error()->sent);
        EXPECT_EQ(session().output().size(), unsent);
    }

    script_player player_;
    delivery pieces_;
    mishap mishap_;
    bytes server_bytes_;       // of the whole script
    std::size_t arrived_ = 0;  // how many of them the script has sent
    std::size_t heard_ = 0;    // how many of them the session has taken in
    std::size_t event_ = 0;
    bool spoilt_ = false;
};

}  // namespace kornak::testing

#endif
