#ifndef KORNAK_TESTS_SUPPORT_STILL_USABLE_HPP
#define KORNAK_TESTS_SUPPORT_STILL_USABLE_HPP

#include <kornak/testing/script.hpp>

#include "session/simple_query.hpp"
#include "support/conversation.hpp"
#include "support/rows.hpp"
#include "support/statements.hpp"

namespace kornak::testing {

/// The end of a script and of its client: whatever was before, the session works, and gives a query its own
/// rows.
inline script& then_usable(script& s) {
    return s.receives(query("select 5")).sends(simple_reply("5") + ready());
}

inline void expect_usable(conversation& c) {
    auto& q = c.enqueue<session::simple_query>("select 5");
    if (!c.run())
        return;
    EXPECT_EQ(q.error(), nullptr);
    EXPECT_EQ(rows_of(q.results().at(0).rows), (session::row_table{{"5"}}));
}

/// What a session says when the server asks for data that nobody has.
inline const bytes given_up = copy_fail("a COPY FROM STDIN that nobody has data for");

inline void expect_usage_error(const session::exchange& x, std::string_view text) {
    ASSERT_TRUE(x.error());
    EXPECT_EQ(x.error()->kind, failure_kind::usage);
    EXPECT_NE(x.error()->message.find(text), std::string::npos) << x.error()->message;
}

}  // namespace kornak::testing

#endif
