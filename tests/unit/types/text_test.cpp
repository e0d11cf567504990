#include <kornak/types/text.hpp>

#include "unit/types/check_codec.hpp"

namespace kornak {
namespace {

using namespace test;

static_assert(encodable<std::string> && decodable<std::string>);
static_assert(encodable<std::string_view> && !decodable<std::string_view>);
static_assert(encodable<const char*> && !decodable<const char*>);
static_assert(!encodable<wchar_t> && !encodable<void*>);

TEST(string_codec, reads_and_writes_bytes_as_they_are) {
    check_codec<std::string>({{"", "", ""},
                              {"abc", "616263", "abc"},
                              {"grün", "6772c3bc6e", "grün"},
                              {std::string{"\0x", 2}, "0078", std::string_view{"\0x", 2}}});
}

TEST(string_codec, accepts_the_types_whose_binary_form_is_their_text) {
    accepts_only_types<std::string>({oids::text, oids::varchar, oids::bpchar, oids::name, oids::char_,
                                     oids::unknown, oids::json, oids::xml, oids::refcursor});
}

TEST(string_codec, writes_what_it_cannot_read) {
    EXPECT_EQ(binary_of(std::string_view{"abc"}), "616263");
    EXPECT_EQ(text_of(std::string_view{"abc"}), "abc");
    EXPECT_EQ(binary_of<const char*>("abc"), "616263");
    EXPECT_EQ(text_of<const char*>("abc"), "abc");
    EXPECT_EQ(text_of(std::vector<std::string_view>{"a", "b c"}), "{a,\"b c\"}");
    EXPECT_EQ(codec<const char*>::oid, oids::text);
    EXPECT_EQ(codec<std::vector<std::string_view>>::oid, oids::text_array);
}

}  // namespace
}  // namespace kornak
