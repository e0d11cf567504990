#include "session/simple_query.hpp"

#include <gtest/gtest.h>

#include "support/accepted_tags.hpp"

namespace kornak::session {
namespace {

TEST(simple_query, is_a_query_message_whose_reply_ends_with_ready) {
    simple_query q("select 1");
    wire::byte_writer out;
    q.serialize(out);
    EXPECT_EQ(wire::as_text(out.view()), bytes_of(wire::query{"select 1"}));
    EXPECT_TRUE(q.shape().ends_with_ready());
    EXPECT_FALSE(q.shape().is_sync);
}

TEST(simple_query, takes_what_the_documentation_lets_a_server_send) {
    expect_grammar([] { return std::make_unique<simple_query>(""); }, {{"", "CGHIT"},
                                                                       {"C", "CGHIT"},
                                                                       {"I", "CGHIT"},
                                                                       {"T", "CD"},
                                                                       {"TDD", "CD"},
                                                                       {"TDC", "CGHIT"},
                                                                       {"G", "C"},
                                                                       {"H", "Ccd"},
                                                                       {"Hddc", "Ccd"},
                                                                       {"HdcC", "CGHIT"}});
}

TEST(simple_query, keeps_the_columns_as_they_were_described) {
    session s;
    simple_query q("select");
    ASSERT_TRUE(s.enqueue(q));
    feed(s, bytes_of(wire::row_description{{{"price", 16384, 3, 1700, -1, 0x0a0006, wire::format::binary}}}));
    column expected;
    expected.name = "price";
    expected.table_oid = 16384;
    expected.table_column = 3;
    expected.type_oid = 1700;
    expected.type_size = -1;
    expected.type_modifier = 0x0a0006;
    expected.binary = true;
    ASSERT_EQ(q.results().size(), 1u);
    EXPECT_EQ(*q.results()[0].columns, column_list{expected});
    EXPECT_EQ(q.results()[0].status, result_status::pending);
}

}  // namespace
}  // namespace kornak::session
