#include "session/prepare_statement.hpp"

#include <gtest/gtest.h>

#include "session/close_target.hpp"
#include "session/sync_point.hpp"
#include "support/accepted_tags.hpp"

namespace kornak::session {
namespace {

TEST(prepare_statement, parses_and_describes) {
    const std::uint32_t types[] = {23};
    prepare_statement p("s", "select $1", types);
    wire::byte_writer out;
    p.serialize(out);
    EXPECT_EQ(wire::as_text(out.view()), bytes_of(wire::parse{"s", "select $1", types}) +
                                             bytes_of(wire::describe{wire::target::statement, "s"}));
    EXPECT_FALSE(p.shape().ends_with_ready());
}

TEST(prepare_statement, takes_what_the_documentation_lets_a_server_send) {
    expect_grammar([] { return std::make_unique<prepare_statement>("", ""); },
                   {{"", "1"}, {"1", "t"}, {"1t", "Tn"}});
}

TEST(close_target, takes_what_the_documentation_lets_a_server_send) {
    expect_grammar([] { return std::make_unique<close_target>(wire::target::portal, "p"); }, {{"", "3"}});
}

TEST(sync_point, takes_nothing_but_the_end_of_its_reply) {
    expect_grammar([] { return std::make_unique<sync_point>(); }, {{"", ""}});
    EXPECT_TRUE(sync_point().shape().is_sync);
    EXPECT_TRUE(sync_point().shape().ends_with_ready());
}

}  // namespace
}  // namespace kornak::session
