#include "session/copy_transfer.hpp"

#include <gtest/gtest.h>

#include "support/accepted_tags.hpp"

namespace kornak::session {
namespace {

using phase = copy_transfer::phase;

TEST(copy_transfer, is_a_query_message_whose_reply_ends_with_ready) {
    copy_transfer c("copy t from stdin", copy_direction::in);
    wire::byte_writer out;
    c.serialize(out);
    EXPECT_EQ(wire::as_text(out.view()), bytes_of(wire::query{"copy t from stdin"}));
    EXPECT_TRUE(c.shape().ends_with_ready());
    EXPECT_EQ(c.where(), phase::starting);
}

TEST(copy_transfer, takes_what_the_documentation_lets_a_server_send) {
    expect_grammar([] { return std::make_unique<copy_transfer>("", copy_direction::either); },
                   {{"G", "C"}, {"H", "Ccd"}, {"Hddc", "Ccd"}});
}

TEST(copy_transfer, goes_the_way_that_was_asked_for) {
    const struct {
        copy_direction wanted;
        char answer;
        phase expected;
    } cases[] = {
        {copy_direction::in, 'G', phase::taking_data},     {copy_direction::out, 'H', phase::giving_data},
        {copy_direction::either, 'G', phase::taking_data}, {copy_direction::either, 'H', phase::giving_data},
        {copy_direction::in, 'H', phase::ended},           {copy_direction::out, 'G', phase::ended}};
    for (const auto& c : cases) {
        copy_transfer copy("copy", c.wanted);
        EXPECT_NE(take(copy, c.answer), exchange::verdict::unexpected);
        EXPECT_EQ(copy.where(), c.expected);
        EXPECT_EQ(copy.error() != nullptr, c.expected == phase::ended);
    }
}

TEST(copy_transfer, has_a_copy_ended_that_nobody_feeds) {
    copy_transfer copy("copy t from stdin", copy_direction::out);
    EXPECT_EQ(take(copy, 'G'), exchange::verdict::refuse_copy);
}

}  // namespace
}  // namespace kornak::session
