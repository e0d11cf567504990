#include <kornak/types/json.hpp>

#include "unit/types/check_codec.hpp"

namespace kornak {
namespace {

using namespace test;

TEST(json_codec, is_text_in_both_forms) {
    check_codec<json>({{{R"({"a": 1})"}, "7b2261223a20317d", R"({"a": 1})"}, {{""}, "", ""}});
    accepts_only_types<json>({oids::json});
}

TEST(jsonb_codec, has_a_version_in_its_binary_form) {
    check_codec<jsonb>({{{"[1]"}, "015b315d", "[1]"}});
    accepts_only_types<jsonb>({oids::jsonb});
    rejects_binary<jsonb>({"", "00", "025b315d", "5b315d"});
    EXPECT_EQ(from_binary<jsonb>("01"), jsonb{""});
}

}  // namespace
}  // namespace kornak
