#include "client/uri.hpp"

#include <random>
#include <string>

#include <gtest/gtest.h>

namespace kornak::client {
namespace {

TEST(uri, is_told_by_its_scheme) {
    EXPECT_TRUE(is_uri("postgresql://"));
    EXPECT_TRUE(is_uri("postgres://h"));
    for (const auto other :
         {"", "postgresql:/", "Postgresql://h", " postgresql://h", "host=postgresql://", "http://h"})
        EXPECT_FALSE(is_uri(other)) << other;
}

TEST(uri, is_read_part_by_part) {
    const struct {
        std::string_view uri, read;
    } cases[] = {
        {"postgresql://", ""},
        {"postgres:///", ""},
        {"postgresql://h", "host=h"},
        {"postgresql://h/", "host=h"},
        {"postgresql://h?", "host=h"},
        {"postgresql://h:5433/d", "host=h port=5433 dbname=d"},
        {"postgresql://h:/d", "host=h dbname=d"},
        {"postgresql://:5433/", "port=5433"},
        {"postgresql://:", ""},
        {"postgresql:///d?host=/tmp&port=1", "dbname=d host=/tmp port=1"},
        {"postgresql://?hostaddr=127.0.0.1", "hostaddr=127.0.0.1"},
        {"postgresql://h?hostaddr=10.1.2.3", "host=h hostaddr=10.1.2.3"},
        {"postgresql://u@", "user=u"},
        {"postgresql://u:p@/d", "user=u password=p dbname=d"},
        {"postgresql://u@:5433?host=/run/pg", "user=u port=5433 host=/run/pg"},
        {"postgresql://:p@h", "password=p host=h"},
        {"postgresql://u:@h", "user=u host=h"},
        {"postgresql://@h", "host=h"},
        {"postgresql://u:p:q@h", "user=u password=p:q host=h"},
        {"postgresql://u:p?q#r@h", "user=u password=p?q#r host=h"},
        {"postgresql://u%40:p%3a%2F%25@h", "user=u@ password=p:/% host=h"},
        {"postgresql://%68ost/%64%62", "host=host dbname=db"},
        {"postgresql://%2Fvar%2frun/d", "host=/var/run dbname=d"},
        {"postgresql://%2Ftmp:5433/", "host=/tmp port=5433"},
        {"postgresql://h/a/b", "host=h dbname=a/b"},
        {"postgres://h#x", "host=h#x"},
        {"postgresql://[::1]", "host=::1"},
        {"postgresql://[::1]:5433/d", "host=::1 port=5433 dbname=d"},
        {"postgresql://[::1]?user=u", "host=::1 user=u"},
        {"postgresql://[fe80::1%25eth0]/", "host=fe80::1%eth0"},
        {"postgresql://a,b", "host=a,b port=,"},
        {"postgresql://a:1,b:2/d", "host=a,b port=1,2 dbname=d"},
        {"postgresql://a:1,/", "host=a, port=1,"},
        {"postgresql://a,[::1]:5,c/d", "host=a,::1,c port=,5, dbname=d"},
        {"postgresql://u@a,b/", "user=u host=a,b port=,"},
        {"postgresql://,", "host=, port=,"},
        {"postgresql://a%2Cb/", "host=a,b"},
        {"postgresql://h?sslmode=allow&user=u", "host=h sslmode=allow user=u"},
        {"postgresql://h/?user=x&user=y", "host=h user=y"},
        {"postgresql://u@h/d?user=x&dbname=y", "user=x host=h dbname=y"},
        {"postgresql://h/d?dbname=", "host=h dbname=''"},
        {"postgresql://h/?u%73er=x&", "host=h user=x"},
        {"postgresql://h/?options=-c%20geqo%3Doff", "host=h options='-c geqo=off'"},
        {"postgresql://h/?application_name=a+b", "host=h application_name=a+b"},
        {"postgresql://h/?user=a@b", "host=h user=a@b"},
        {"postgresql://h/?ssl=true", "host=h sslmode=require"},
        {"postgresql://h/?sslmode=disable&ssl=true", "host=h sslmode=require"},
        {"postgresql://h?user=a@b", "user=h?user=a host=b"},  // no "/": all before "@" is the user's
        {"postgresql:// u : p @ h / d ? user = x ", "user=x password=p host=h dbname=d"},
    };
    for (const auto& c : cases) {
        const auto settings = parse_uri(c.uri);
        ASSERT_TRUE(settings) << c.uri << ": " << settings.error().message;
        EXPECT_EQ(settings->to_conninfo(), c.read) << c.uri;
    }
}

TEST(uri, says_where_and_why_it_cannot_be_read_and_shows_no_value) {
    const struct {
        std::string_view uri, reason;
    } cases[] = {
        {"postgresql://u:s3cret@[::1", "\"[\" without \"]\" at position 23;"},
        {"postgresql://u:s3cret@[]/", "an empty address at position 23;"},
        {"postgresql://u:s3cret@[::1]s3cret/",
         "something other than a port, a path or parameters after \"]\" at position 28;"},
        {"postgresql://h/?s3cret", "a parameter without \"=\" at position 17;"},
        {"postgresql://h/?&user=x", "a parameter without \"=\" at position 17;"},
        {"postgresql://h/?user=s3cret=b", "a parameter with more than one \"=\" at position 17;"},
        {"postgresql://h/?nonsense=s3cret", "invalid connection option \"nonsense\""},
        {"postgresql://h/?ssl=false", "invalid connection option \"ssl\""},
        {"postgresql://h/?=s3cret", "invalid connection option: a keyword is made of"},
        {"postgresql://u:pa/ss?s3cret=d@h/d", "a parameter that does not exist at position 22;"},
        {"postgresql://u:s3cret%@h", "a \"%\" without two hexadecimal digits at position 22;"},
        {"postgresql://u:s3cret%4@h", "a \"%\" without two hexadecimal digits at position 22;"},
        {"postgresql://u:s3cret%zz@h", "a \"%\" without two hexadecimal digits at position 22;"},
        {"postgresql://u:s3cret%00@h", "a zero byte at position 22;"},
        {"postgresql://u:s3cret word@h", "a space at position 22;"},
        {"postgresql://h%", "a \"%\" without two hexadecimal digits at position 15;"},
        {"postgresql://h%2", "a \"%\" without two hexadecimal digits at position 15;"},
        {"postgresql://h%2 ", "a \"%\" without two hexadecimal digits at position 15;"},
        {"postgresql://a,b%00", "a zero byte at position 17;"},
        {"postgresql://h:%g0/", "a \"%\" without two hexadecimal digits at position 16;"},
        {"postgresql://h/d%0", "a \"%\" without two hexadecimal digits at position 17;"},
        {"postgresql://h/?us%er=1", "a \"%\" without two hexadecimal digits at position 19;"},
        {"postgresql://h/?password=s3cret%1", "a \"%\" without two hexadecimal digits at position 32;"},
    };
    for (const auto& c : cases) {
        const auto settings = parse_uri(c.uri);
        ASSERT_FALSE(settings) << c.uri;
        const auto& why = settings.error();
        EXPECT_NE(why.message.find(c.reason), std::string::npos) << c.uri << ": " << why.message;
        EXPECT_EQ(why.message.find("s3cret"), std::string::npos) << why.message;
        EXPECT_EQ(why.kind, failure_kind::usage);
        EXPECT_FALSE(why.sent);
    }
}

TEST(uri, refuses_a_zero_byte_as_it_stands) {
    using namespace std::string_view_literals;
    const auto settings = parse_uri("postgresql://u:s3cret\0@h"sv);
    ASSERT_FALSE(settings);
    EXPECT_EQ(settings.error().message.find("s3cret"), std::string::npos);
}

TEST(uri, takes_big_and_random_input_without_harm) {
    const std::string prefix = "postgresql://", megabyte(1 << 20, 'x');
    EXPECT_EQ(parse_uri(prefix + "u:" + megabyte + "@h")->get("password"), megabyte);
    EXPECT_TRUE(parse_uri(prefix + std::string(1 << 20, ',')));
    for (const auto& hostile : {std::string(1 << 20, '%'), "[" + megabyte, "h/?" + megabyte,
                                "h/?" + megabyte + "=1", "u:" + megabyte + "%00@h"}) {
        const auto settings = parse_uri(prefix + hostile);
        ASSERT_FALSE(settings);
        EXPECT_LT(settings.error().message.size(), 300u);
    }
    std::mt19937 random(18);
    for (int round = 0; round < 20'000; ++round) {
        std::string uri = prefix;
        for (auto size = random() % 20; size > 0; --size)
            uri += "[]:/?@&=,% 4a"[random() % 13];
        const auto settings = parse_uri(uri);
        if (!settings) {
            EXPECT_FALSE(settings.error().message.empty()) << uri;
        }
    }
}

}  // namespace
}  // namespace kornak::client
