#include "client/conninfo.hpp"

#include <random>
#include <string>

#include <gtest/gtest.h>

namespace kornak::client {
namespace {

using namespace std::string_view_literals;

TEST(conninfo, reads_keywords_and_values) {
    const struct {
        std::string_view conninfo, read;
    } cases[] = {
        {"", ""},
        {" \t\n", ""},
        {"host=a", "host=a"},
        {"  host = a\tport=\n1\f\v", "host=a port=1"},
        {"host=a  ", "host=a"},
        {"host=", "host=''"},
        {"host=''", "host=''"},
        {"host= port=1", "host=port=1"},  // spaces after "=" are skipped, so an empty value needs quotes
        {"host='a b'", "host='a b'"},
        {"host='a'port=1", "host=a port=1"},
        {"host=''port=1", "host='' port=1"},
        {"host=a\\ b", "host='a b'"},
        {"host=a\\", "host=a"},
        {"host=\\", "host=''"},
        {"host=a\\\\b", "host=a\\\\b"},
        {"host=a'b'", "host=a\\'b\\'"},
        {"user='a\\'b\\\\c'", "user=a\\'b\\\\c"},
        {"user=a=b", "user=a=b"},
        {"host==", "host=="},
        {"host=a host=b", "host=b"},
        {"host=a%2Cb", "host=a%2Cb"},
        {"user=gr\xC3\xBC\xC3\x9F", "user=gr\xC3\xBC\xC3\x9F"},
        {"user=\xFF", "user=\xFF"},
        {"user=a\xC2\xA0z", "user=a\xC2\xA0z"},  // a no-break space is no space
    };
    for (const auto& c : cases) {
        const auto settings = parse_key_values(c.conninfo);
        ASSERT_TRUE(settings) << c.conninfo << ": " << settings.error().message;
        EXPECT_EQ(settings->to_conninfo(), c.read) << c.conninfo;
    }
}

TEST(conninfo, says_where_and_why_it_cannot_be_read_and_shows_no_value) {
    const struct {
        std::string_view conninfo, reason;
    } cases[] = {
        {"host", "a keyword without \"=\" at position 1;"},
        {"host s3cret", "a keyword without \"=\" at position 1;"},
        {"password='s3cret", "a quoted value without its closing quote at position 10;"},
        {"password='s3cret\\", "a quoted value without its closing quote at position 10;"},
        {"password='s3cret\\'", "a quoted value without its closing quote at position 10;"},
        {"user='", "a quoted value without its closing quote at position 6;"},
        {"password=my s3cret", "a keyword without \"=\" at position 13;"},
        {"password=my s3cret=x", "not a keyword at position 13;"},
        {"password='my's3cret=x", "not a keyword at position 14;"},
        {"password='it's s3cret'", "a keyword without \"=\" at position 14;"},
        {"sslpassword=my s3cret=x", "not a keyword at position 16;"},
        {"host='a's3cret", "a keyword without \"=\" at position 9;"},
        {"postgresql:/ada:s3cret@h", "a keyword without \"=\" at position 1;"},
        {"=a", "invalid connection option: a keyword is made of letters and underscores"},
        {"foo=s3cret", "invalid connection option \"foo\""},
        {"password='s3cret' foo=1", "invalid connection option \"foo\""},
        {"password=s3cret\0x host=a"sv, "the value of connection option \"password\" contains a zero byte"},
        {"password=s3cret ho\0st=a"sv, "not a keyword at position 17;"},
    };
    for (const auto& c : cases) {
        const auto settings = parse_key_values(c.conninfo);
        ASSERT_FALSE(settings) << c.conninfo;
        const auto& why = settings.error();
        EXPECT_NE(why.message.find(c.reason), std::string::npos) << c.conninfo << ": " << why.message;
        EXPECT_EQ(why.message.find("s3cret"), std::string::npos) << why.message;
        EXPECT_EQ(why.kind, failure_kind::usage);
        EXPECT_FALSE(why.sent);
    }
}

TEST(conninfo, takes_big_and_random_input_without_harm) {
    const std::string megabyte(1 << 20, 'x');
    EXPECT_TRUE(parse_key_values("options=" + megabyte));
    EXPECT_TRUE(parse_key_values("options='" + megabyte + "'"));
    for (const auto& hostile : {megabyte, megabyte + "=1", "options='" + megabyte, std::string(1 << 20, '\\'),
                                std::string(1 << 20, '='), "password=" + std::string(1 << 20, '\0')}) {
        const auto settings = parse_key_values(hostile);
        ASSERT_FALSE(settings);
        EXPECT_LT(settings.error().message.size(), 300u);
    }
    std::mt19937 random(15);
    for (int round = 0; round < 20'000; ++round) {
        std::string text = round % 2 ? "password=q" : "";
        for (auto size = random() % 20; size > 0; --size)
            text += "=' \\uq\n\0%"[random() % 9];
        const auto settings = parse_key_values(text);
        if (!settings) {
            EXPECT_FALSE(settings.error().message.empty());
        }
    }
}

TEST(conninfo, expands_a_dbname_that_is_a_connection_string) {
    const struct {
        std::string_view given, expanded;
    } cases[] = {
        {"dbname=shop", "dbname=shop"},
        {"dbname=postgresql.org", "dbname=postgresql.org"},
        {"dbname=postgres://ada@db/shop", "user=ada host=db dbname=shop"},
        {"dbname='host=db dbname=shop'", "host=db dbname=shop"},
        {"host=early dbname=postgresql://db/shop", "host=db dbname=shop"},
        {"dbname=postgresql://db/shop host=late", "host=late dbname=shop"},
        {"dbname=postgresql://db host=late", "host=late"},
        {"dbname='dbname=a\\\\=b'", "dbname=a=b"},  // what comes out is not expanded again
    };
    for (const auto& c : cases) {
        const auto given = parse_key_values(c.given);
        ASSERT_TRUE(given) << c.given;
        const auto expanded = expand_dbname(*given);
        ASSERT_TRUE(expanded) << c.given << ": " << expanded.error().message;
        EXPECT_EQ(expanded->to_conninfo(), c.expanded) << c.given;
    }
    EXPECT_FALSE(expand_dbname(*parse_key_values("dbname='foo=1'")));
    EXPECT_FALSE(expand_dbname(*parse_key_values("dbname=postgresql://h/%zz")));
}

}  // namespace
}  // namespace kornak::client
