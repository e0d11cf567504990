#include <kornak/config.hpp>

#include <random>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include <kornak/error.hpp>

namespace kornak {
namespace {

using namespace std::string_view_literals;

TEST(config, is_empty_until_something_is_set) {
    const config settings;
    EXPECT_TRUE(settings.empty());
    EXPECT_EQ(settings.get("host"), std::nullopt);
    EXPECT_EQ(settings.to_conninfo(), "");
    EXPECT_EQ(config(""), settings);
}

TEST(config, keeps_the_order_in_which_keywords_were_first_set) {
    config settings;
    settings.set("user", "ada").set("host", "db").set("user", "bea");
    EXPECT_EQ(settings.get("user"), "bea");
    EXPECT_EQ(settings.to_conninfo(), "user=bea host=db");
    std::string keywords;
    for (const auto& [keyword, value] : settings)
        keywords += keyword + ' ';
    EXPECT_EQ(keywords, "user host ");
}

TEST(config, tells_an_empty_value_from_none) {
    const config settings("host=''");
    EXPECT_EQ(settings.get("host"), "");
    EXPECT_EQ(settings.get("port"), std::nullopt);
    EXPECT_EQ(settings.to_conninfo(), "host=''");
}

TEST(config, refuses_a_keyword_that_does_not_exist_and_suggests_the_nearest) {
    const struct {
        std::string_view keyword, message;
    } cases[] = {
        {"foo", "invalid connection option \"foo\""},
        {"hots", "invalid connection option \"hots\""},
        {"hst", "invalid connection option \"hst\"; did you mean \"host\"?"},
        {"HOST", "invalid connection option \"HOST\"; did you mean \"host\"?"},
        {"pasword", "invalid connection option \"pasword\"; did you mean \"password\"?"},
        {"passwd", "invalid connection option \"passwd\"; did you mean \"password\"?"},
        {"conect_timeout", "invalid connection option \"conect_timeout\"; did you mean \"connect_timeout\"?"},
        {"ssl_mode", "invalid connection option \"ssl_mode\"; did you mean \"sslmode\"?"},
        {"x", "invalid connection option \"x\""},
        {"", "invalid connection option: a keyword is made of letters and underscores"},
        {"host ", "invalid connection option: a keyword is made of letters and underscores"},
        {"host\0"sv, "invalid connection option: a keyword is made of letters and underscores"},
    };
    for (const auto& c : cases) {
        config settings;
        const auto why = settings.try_set(c.keyword, "s3cret");
        ASSERT_TRUE(why) << c.keyword;
        EXPECT_EQ(why->kind, failure_kind::usage);
        EXPECT_FALSE(why->sent);
        EXPECT_EQ(why->message, c.message);
        EXPECT_TRUE(settings.empty());
    }
    const auto why = config().try_set(std::string(1 << 20, 'k'), "");
    ASSERT_TRUE(why);
    EXPECT_LT(why->message.size(), 200u);
}

TEST(config, refuses_a_zero_byte_and_shows_nothing_of_the_value) {
    config settings("password=old");
    const auto why = settings.try_set("password", "s3cret\0tail"sv);
    ASSERT_TRUE(why);
    EXPECT_EQ(why->kind, failure_kind::usage);
    EXPECT_NE(why->message.find("\"password\""), std::string::npos) << why->message;
    EXPECT_EQ(why->message.find("s3cret"), std::string::npos) << why->message;
    EXPECT_EQ(settings.get("password"), "old");
}

TEST(config, throws_what_parse_and_try_set_return) {
    EXPECT_THROW(config("host"), usage_error);
    EXPECT_THROW(config().set("foo", "1"), usage_error);
    try {
        config("nonsense=1");
        FAIL();
    } catch (const error& e) {
        EXPECT_STREQ(e.what(), "invalid connection option \"nonsense\"");
        EXPECT_FALSE(e.sent());
    }
}

TEST(config, reads_both_kinds_of_connection_strings) {
    EXPECT_EQ(config("postgres://ada@db/shop"), config("user=ada host=db dbname=shop"));
}

TEST(config, takes_requiressl_for_an_sslmode) {
    EXPECT_EQ(config("requiressl=1").to_conninfo(), "sslmode=require");
    EXPECT_EQ(config("requiressl=0").to_conninfo(), "sslmode=prefer");
    EXPECT_EQ(config("sslmode=disable requiressl=1").to_conninfo(), "sslmode=require");
    EXPECT_EQ(config("password=s3cret requiressl=1").get("sslmode"), "require");
    EXPECT_EQ(config("postgresql://h/?requiressl=1&user=a@b").get("sslmode"), "require");
}

TEST(config, quotes_what_needs_quotes) {
    const struct {
        std::string_view value, written;
    } cases[] = {
        {"plain", "plain"},           {"", "''"},
        {"two words", "'two words'"}, {"a=b", "a=b"},
        {"it's", "it\\'s"},           {"back\\", "back\\\\"},
        {"tab\there", "'tab\there'"}, {"l'\\ x", "'l\\'\\\\ x'"},
        {"ünïcode", "ünïcode"},       {"\n", "'\n'"},
    };
    for (const auto& c : cases) {
        const auto settings = config().set("application_name", c.value).set("user", "ada");
        EXPECT_EQ(settings.to_conninfo(), "application_name=" + std::string(c.written) + " user=ada");
        EXPECT_EQ(config(settings.to_conninfo()), settings) << c.value;
    }
}

TEST(config, reads_back_whatever_it_writes) {
    std::mt19937 random(20);
    for (int round = 0; round < 500; ++round) {
        config settings;
        for (const auto& known : config::keywords()) {
            std::string value;
            for (auto size = random() % 12; size > 0; --size)
                value += random() % 2 ? "'\\ =\n%@"[random() % 7] : static_cast<char>(1 + random() % 255);
            settings.set(known.keyword, value);
        }
        ASSERT_EQ(config(settings.to_conninfo()), settings) << settings.to_conninfo();
    }
}

TEST(config, holds_a_megabyte) {
    const std::string big(1 << 20, '\'');
    const auto settings = config().set("options", big);
    EXPECT_EQ(config(settings.to_conninfo()).get("options"), big);
}

TEST(config, leaves_secrets_out_when_asked) {
    const auto shown = [](std::string_view conninfo) {
        return config(conninfo).to_conninfo(config::secrets::omit);
    };
    EXPECT_EQ(shown("user=ada password=s3cret host=db sslpassword=s3cret"), "user=ada host=db");
    EXPECT_EQ(shown("scram_client_key=s3cret scram_server_key=s3cret oauth_client_secret=s3cret"), "");
    EXPECT_EQ(shown("host=a dbname=postgresql://ada:s3cret@db/shop"), "host=db user=ada dbname=shop");
    EXPECT_EQ(shown("user=ada dbname='password=s3cret nonsense=1'"), "user=ada");
    EXPECT_EQ(shown("dbname=shop"), "dbname=shop");
}

TEST(config, knows_every_keyword_once) {
    std::set<std::string_view> keywords, variables;
    for (const auto& known : config::keywords()) {
        EXPECT_TRUE(keywords.insert(known.keyword).second) << known.keyword;
        EXPECT_FALSE(known.label.empty()) << known.keyword;
        EXPECT_GT(known.display_size, 0) << known.keyword;
        EXPECT_TRUE(known.display == "" || known.display == "*" || known.display == "D") << known.keyword;
        if (!known.environment_variable.empty()) {
            EXPECT_TRUE(known.environment_variable.starts_with("PG")) << known.keyword;
            EXPECT_TRUE(variables.insert(known.environment_variable).second) << known.keyword;
        }
        EXPECT_EQ(config().set(known.keyword, "1").get(known.keyword), "1");
    }
    EXPECT_EQ(keywords.size(), 51u);
    for (const auto secret : {"password", "sslpassword", "oauth_client_secret"})
        EXPECT_TRUE(keywords.contains(secret));
}

TEST(config, describes_a_keyword_as_postgresql_does) {
    for (const auto& known : config::keywords())
        if (known.keyword == "port") {
            EXPECT_EQ(known.environment_variable, "PGPORT");
            EXPECT_EQ(known.default_value, "5432");
            EXPECT_EQ(known.label, "Database-Port");
            EXPECT_EQ(known.display, "");
            EXPECT_EQ(known.display_size, 6);
            EXPECT_FALSE(known.is_secret());
            return;
        }
    FAIL() << "no keyword \"port\"";
}

}  // namespace
}  // namespace kornak
