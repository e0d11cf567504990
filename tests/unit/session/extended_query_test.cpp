#include "session/extended_query.hpp"

#include <gtest/gtest.h>

#include "support/accepted_tags.hpp"

namespace kornak::session {
namespace {

std::string serialized(const statement_request& what) {
    extended_query q(what);
    wire::byte_writer out;
    q.serialize(out);
    return std::string(wire::as_text(out.view()));
}

TEST(extended_query, asks_for_what_is_not_known_and_for_nothing_else) {
    const auto parsing = bytes_of(wire::parse{"s", "select 1", {}});
    const auto binding = bytes_of(wire::bind{"", "s", {}, 0, {}, {}});
    const auto describing = bytes_of(wire::describe{wire::target::portal, ""});
    const auto executing = bytes_of(wire::execute{"", 0});
    statement_request what;
    what.statement = "s";
    what.sql = "select 1";
    EXPECT_EQ(serialized(what), parsing + binding + describing + executing);
    what.columns_known = true;
    EXPECT_EQ(serialized(what), parsing + binding + executing);
    what.parse = false;
    EXPECT_EQ(serialized(what), binding + executing);
    what.columns_known = false;
    EXPECT_EQ(serialized(what), binding + describing + executing);
}

TEST(extended_query, leaves_ready_to_the_sync_that_follows) {
    const extended_query q{statement_request{}};
    EXPECT_FALSE(q.shape().ends_with_ready());
    EXPECT_FALSE(q.shape().is_sync);
}

TEST(extended_query, takes_what_the_documentation_lets_a_server_send) {
    statement_request what;
    const auto make = [&what] { return std::make_unique<extended_query>(what); };
    expect_grammar(make, {{"", "1"},
                          {"1", "2"},
                          {"12", "Tn"},
                          {"12T", "CDGHIs"},
                          {"12TDD", "CDGHIs"},
                          {"12n", "CGHIs"},
                          {"12nG", ""},
                          {"12nH", "Ccd"},
                          {"12nHdc", "Ccd"}});
    what.parse = false;
    expect_grammar(make, {{"", "2"}, {"2", "Tn"}});
    what.columns_known = true;
    expect_grammar(make, {{"", "2"}, {"2", "CGHIs"}});
    what.columns = std::make_shared<column_list>();
    expect_grammar(make, {{"2", "CDGHIs"}, {"2D", "CDGHIs"}});
}

}  // namespace
}  // namespace kornak::session
