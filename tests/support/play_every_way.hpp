#ifndef KORNAK_TESTS_SUPPORT_PLAY_EVERY_WAY_HPP
#define KORNAK_TESTS_SUPPORT_PLAY_EVERY_WAY_HPP

#include "support/memory_conversation.hpp"
#include "support/socket_conversation.hpp"

namespace kornak::testing {

/// Plays a script against a client again and again: with its bytes arriving in pieces of every size, over a
/// socket, and with every mishap at every event. The client's expectations hold where nothing goes wrong;
/// elsewhere `run` returns false to it, and everything has to end with an error instead.
inline void play_every_way(const script& s, const client_role& client) {
    const auto play_well = [&](auto&& conversation, const char* way) {
        const ::testing::ScopedTrace trace(__FILE__, __LINE__, way);
        client(conversation);
        conversation.expect_end();
    };
    play_well(memory_conversation(s, delivery::whole), "whole");
    play_well(memory_conversation(s, delivery::message_by_message), "message by message");
    play_well(memory_conversation(s, delivery::byte_by_byte), "byte by byte");
    play_well(socket_conversation(s), "over a socket");

    constexpr unsigned seeds = 30;
    for (std::size_t event = 0;; ++event) {
        std::vector<mishap> mishaps{{mishap::kind::cut, event}, {mishap::kind::cut_halfway, event}};
        for (unsigned seed = 0; seed < seeds; ++seed)
            mishaps.push_back({mishap::kind::noise, event, seed});
        for (const auto& m : mishaps) {
            if (::testing::Test::HasFailure())
                return;
            const ::testing::ScopedTrace trace(__FILE__, __LINE__, describe(m));
            memory_conversation c(s, delivery::message_by_message, m);
            client(c);
            if (!c.spoilt())
                return;
            c.expect_clean_failure();
        }
    }
}

}  // namespace kornak::testing

#endif
