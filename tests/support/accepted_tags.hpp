#ifndef KORNAK_TESTS_SUPPORT_ACCEPTED_TAGS_HPP
#define KORNAK_TESTS_SUPPORT_ACCEPTED_TAGS_HPP

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>

#include "session/exchange.hpp"
#include "support/feed.hpp"

namespace kornak::session {

using exchange_maker = std::function<std::unique_ptr<exchange>()>;

/// A body that a message of this tag can have.
inline std::string body_for(char tag) {
    switch (tag) {
        case wire::row_description::tag:
        case wire::parameter_description::tag: return std::string(2, '\0');
        case wire::copy_in_response::tag:
        case wire::copy_out_response::tag: return std::string(3, '\0');
        case wire::command_complete::tag: return std::string("X", 2);
    }
    return {};
}

inline exchange::verdict take(exchange& x, char tag) {
    wire::byte_writer answer;
    const auto body = body_for(tag);
    if (tag == wire::data_row::tag)
        return x.on_rows({});
    return x.on_message(tag, wire::byte_reader(wire::as_bytes(body)), answer);
}

/// Of all tags there are, those that an exchange takes next after messages with the tags `before`.
inline std::string accepted_tags(const exchange_maker& make, std::string_view before) {
    std::string accepted;
    for (int code = 0; code < 256; ++code) {
        const auto x = make();
        wire::byte_writer request;
        x->serialize(request);
        for (const char tag : before)
            EXPECT_NE(take(*x, tag), exchange::verdict::unexpected) << tag << " of " << before;
        if (take(*x, static_cast<char>(code)) != exchange::verdict::unexpected)
            accepted += static_cast<char>(code);
    }
    return accepted;
}

/// The grammar of a reply: what may come after what.
inline void expect_grammar(
    const exchange_maker& make,
    std::initializer_list<std::pair<std::string_view, std::string_view>> after_and_accepted) {
    for (const auto& [after, accepted] : after_and_accepted)
        EXPECT_EQ(accepted_tags(make, after), accepted) << "after " << after;
}

}  // namespace kornak::session

#endif
