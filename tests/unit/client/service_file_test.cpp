#include "client/service_file.hpp"

#include <string>

#include <gtest/gtest.h>

#include "config_test_environment.hpp"

namespace kornak::client {
namespace {

using namespace std::string_view_literals;

TEST(service_file, has_one_section_per_service) {
    const auto content =
        "# comment\n"
        "host=before-any-section\n"
        "\n"
        "[shop]\n"
        "host=db.example\n"
        "  port=5433  \r\n"
        " # another comment\n"
        "options=-c geqo=off\n"
        "user=\n"
        "password= s3cret\n"
        "host=second\n"
        "\n"
        "[shop]\n"
        "dbname=from-the-second-shop\n"
        "[empty]\n"
        "[last]\n"
        "user=ada"sv;
    const struct {
        std::string_view service;
        std::optional<std::string> settings;
    } cases[] = {
        {"shop", "host=db.example port=5433 options='-c geqo=off' user='' password=' s3cret'"},
        {"empty", ""},
        {"last", "user=ada"},
        {"sho", std::nullopt},
        {"shop2", std::nullopt},
        {"Shop", std::nullopt},
    };
    for (const auto& c : cases) {
        const auto found = find_service(content, c.service, "/f");
        ASSERT_TRUE(found) << c.service << ": " << found.error().message;
        ASSERT_EQ(found->has_value(), c.settings.has_value()) << c.service;
        if (c.settings) {
            EXPECT_EQ((*found)->to_conninfo(), *c.settings) << c.service;
        }
    }
}

TEST(service_file, says_which_line_is_wrong_and_shows_no_value) {
    const struct {
        std::string_view content, reason;
    } cases[] = {
        {"[s]\nnonsense=s3cret", "service file \"/f\", line 2: invalid connection option \"nonsense\""},
        {"[s]\nhost=a\n\n# c\npasswort=s3cret",
         "service file \"/f\", line 5: invalid connection option \"passwort\"; did you mean \"password\"?"},
        {"[s]\npassword s3cret", "service file \"/f\", line 2: expected keyword=value"},
        {"[s]\nhost = a", "service file \"/f\", line 2: invalid connection option"},
        {"[s]\nservice=other", "service file \"/f\", line 2: a service cannot name another service"},
        {"[s]\nservicefile=/other", "service file \"/f\", line 2: a service cannot name another service"},
        {"[s]\npassword=s3cret\0\n"sv,
         "service file \"/f\", line 2: the value of connection option \"password\""},
        {"[s]\n=s3cret", "service file \"/f\", line 2: invalid connection option"},
    };
    for (const auto& c : cases) {
        const auto found = find_service(c.content, "s", "/f");
        ASSERT_FALSE(found) << c.content;
        EXPECT_EQ(found.error().kind, failure_kind::usage);
        EXPECT_TRUE(found.error().message.starts_with(c.reason)) << found.error().message;
        EXPECT_EQ(found.error().message.find("s3cret"), std::string::npos) << found.error().message;
    }
}

TEST(service_file, may_contain_anything_in_other_sections) {
    const auto found =
        find_service("[other]\nnonsense\n[s\nuser=no\n[s]x\nuser=yes\n[other]\nnonsense", "s", "/f");
    ASSERT_TRUE(found) << found.error().message;
    ASSERT_TRUE(*found);
    EXPECT_EQ((*found)->to_conninfo(), "user=yes");
}

TEST(service_file, may_have_huge_lines) {
    const std::string megabyte(1 << 20, 'x');
    const auto found = find_service("[" + megabyte + "\n[s]\noptions=" + megabyte, "s", "/f");
    ASSERT_TRUE(found && *found);
    EXPECT_EQ((*found)->get("options"), megabyte);
    EXPECT_LT(find_service("[s]\n" + megabyte + "=1", "s", "/f").error().message.size(), 200u);
}

TEST(service_file, is_looked_for_where_it_was_named_then_at_home_then_system_wide) {
    test_environment env;
    env.variables["PGSYSCONFDIR"] = "/etc/pg";
    env.add_file("/named", "[s]\nuser=named\n");
    env.add_file("/variable", "[s]\nuser=variable\n");
    env.add_file("/home/ada/.pg_service.conf", "[s]\nuser=home\n[mine]\nuser=mine\n");
    env.add_file("/etc/pg/pg_service.conf", "[s]\nuser=system\n[common]\nuser=common\n");
    const auto user = [&](const config& given) {
        const auto found = load_service(given, env);
        return found ? std::string(found->get("user").value_or("none")) : found.error().message;
    };
    EXPECT_EQ(user(config()), "none");
    EXPECT_EQ(user(config("service=''")), "none");
    EXPECT_EQ(user(config("service=s")), "home");
    EXPECT_EQ(user(config("service=common")), "common");
    EXPECT_EQ(user(config("service=s servicefile=/named")), "named");
    EXPECT_EQ(user(config("service=mine servicefile=/named")),
              "definition of service \"mine\" not found in \"/named\" and \"/etc/pg/pg_service.conf\"");
    env.variables["PGSERVICEFILE"] = "/variable";
    EXPECT_EQ(user(config("service=s")), "variable");
    EXPECT_EQ(user(config("service=s servicefile=/named")), "named");
    env.variables["PGSERVICE"] = "common";
    EXPECT_EQ(user(config()), "common");
    EXPECT_EQ(user(config("service=s")), "variable");
    EXPECT_EQ(user(config("servicefile=/missing")), "service file \"/missing\" cannot be read");
    env.add("/directory", file_kind::directory);
    EXPECT_EQ(user(config("servicefile=/directory")), "service file \"/directory\" cannot be read");
}

TEST(service_file, is_not_needed_at_home_nor_system_wide) {
    test_environment env;
    EXPECT_EQ(load_service(config("service=s"), env).error().message,
              "definition of service \"s\" not found in \"/home/ada/.pg_service.conf\"");
    env.home.clear();
    EXPECT_EQ(load_service(config("service=s"), env).error().message,
              "definition of service \"s\" not found");
}

}  // namespace
}  // namespace kornak::client
