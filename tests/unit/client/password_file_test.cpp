#include "client/password_file.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config_test_environment.hpp"

namespace kornak::client {
namespace {

using namespace std::string_view_literals;

std::optional<std::string> find(std::string_view content, std::string_view host = "h",
                                std::string_view port = "1", std::string_view dbname = "d",
                                std::string_view user = "u") {
    return find_password(content, {host, port, dbname, user});
}

TEST(password_file, is_searched_line_by_line_for_the_first_match) {
    const struct {
        std::string_view content;
        std::optional<std::string> password;
    } cases[] = {
        {"", std::nullopt},
        {"\n\n", std::nullopt},
        {"h:1:d:u:p", "p"},
        {"h:1:d:u:p\n", "p"},
        {"h:1:d:u:p\r\n", "p"},
        {"h:1:d:u:p q \r\r\n", "p q "},
        {"h:1:d:u:", ""},
        {"h:1:d:u", std::nullopt},
        {"h:1:d", std::nullopt},
        {"H:1:d:u:p", std::nullopt},
        {"hh:1:d:u:p", std::nullopt},
        {":1:d:u:p", std::nullopt},
        {"h:2:d:u:p", std::nullopt},
        {"h:1:e:u:p", std::nullopt},
        {"h:1:d:v:p", std::nullopt},
        {" h:1:d:u:p", std::nullopt},
        {"*:*:*:*:p", "p"},
        {"h:*:d:*:p", "p"},
        {"**:*:*:*:p", std::nullopt},
        {"h*:*:*:*:p", std::nullopt},
        {"\\*:1:d:u:p", std::nullopt},
        {"x:1:d:u:a\nh:1:d:u:b\nh:1:d:u:c", "b"},
        {"*:*:*:*:general\nh:1:d:u:special", "general"},
        {"# h:1:d:u:p\nh:1:d:u:q", "q"},
        {"#h:1:d:u:p", std::nullopt},
        {"h:1:d:u:a\\:b\\\\c", "a:b\\c"},
        {"h:1:d:u:a:b", "a"},
        {"h:1:d:u:a\\", "a\\"},
        {"h:1:d:u:*", "*"},
        {"\\h:1:d:u:p", "p"},
        {"h:1:d:u\\:p", std::nullopt},
    };
    for (const auto& c : cases)
        EXPECT_EQ(find(c.content), c.password) << c.content;
}

TEST(password_file, matches_fields_with_escaped_characters) {
    EXPECT_EQ(find("fe80\\:\\:1:1:d:u:p", "fe80::1"), "p");
    EXPECT_EQ(find("h:1:a\\\\b:u:p", "h", "1", "a\\b"), "p");
    EXPECT_EQ(find("\\*:1:d:u:p", "*"), "p");
    EXPECT_EQ(find("\\#x:1:d:u:p", "#x"), "p");
    EXPECT_EQ(find("#x:1:d:u:p", "#x"), std::nullopt);
}

TEST(password_file, may_be_huge_or_binary) {
    const std::string megabyte(1 << 20, 'x');
    EXPECT_EQ(find(megabyte + "\n" + std::string(1 << 20, ':') + "\n" + std::string(1 << 20, '\\') +
                   "\nh:1:d:u:" + megabyte),
              megabyte);
    EXPECT_EQ(find("\0:\0:\0\nh:1:d:u:p"sv), "p");
}

// A directory of its own with real files in it.
class password_file_on_disk : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern = testing::TempDir() + "kornak-XXXXXX";
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        directory_ = pattern;
    }
    void TearDown() override { std::filesystem::remove_all(directory_); }

    std::string write(std::string_view name, std::string_view content, mode_t permissions) {
        const auto path = (directory_ / name).string();
        std::ofstream(path) << content;
        EXPECT_EQ(chmod(path.c_str(), permissions), 0);
        return path;
    }
    std::optional<std::string> load(const std::string& path) {
        warnings_.clear();
        return load_password_file(path, environment::process(), warnings_);
    }

    std::filesystem::path directory_;
    std::vector<std::string> warnings_;
};

TEST_F(password_file_on_disk, is_used_when_only_its_owner_has_access) {
    for (const mode_t permissions : {0600, 0400, 0700}) {
        EXPECT_EQ(load(write("pgpass", "h:1:d:u:s3cret\n", permissions)), "h:1:d:u:s3cret\n");
        EXPECT_TRUE(warnings_.empty());
    }
}

TEST_F(password_file_on_disk, is_ignored_with_a_warning_when_others_have_access) {
    for (const mode_t permissions : {0640, 0604, 0620, 0602, 0610, 0601, 0644}) {
        const auto path = write("pgpass", "h:1:d:u:s3cret\n", permissions);
        EXPECT_EQ(load(path), std::nullopt);
        ASSERT_EQ(warnings_.size(), 1u);
        EXPECT_NE(warnings_[0].find(path), std::string::npos) << warnings_[0];
        EXPECT_NE(warnings_[0].find("0600"), std::string::npos) << warnings_[0];
        EXPECT_EQ(warnings_[0].find("s3cret"), std::string::npos) << warnings_[0];
    }
}

TEST_F(password_file_on_disk, is_ignored_with_a_warning_when_it_is_not_a_file) {
    EXPECT_EQ(load(directory_.string()), std::nullopt);
    ASSERT_EQ(warnings_.size(), 1u);
    EXPECT_NE(warnings_[0].find("not a regular file"), std::string::npos) << warnings_[0];

    const auto pipe = (directory_ / "pipe").string();
    ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
    EXPECT_EQ(load(pipe), std::nullopt);  // and does not wait for a writer
    EXPECT_EQ(warnings_.size(), 1u);
}

TEST_F(password_file_on_disk, may_be_missing_without_a_warning) {
    EXPECT_EQ(load((directory_ / "none").string()), std::nullopt);
    EXPECT_EQ(load((directory_ / "none" / "below").string()), std::nullopt);
    EXPECT_TRUE(warnings_.empty());
}

// Not on disk: a test that runs as root may read everything.
TEST(password_file, is_ignored_with_a_warning_when_it_cannot_be_read) {
    test_environment env;
    env.files["/locked"] = {file_kind::regular, 0000, std::nullopt};
    std::vector<std::string> warnings;
    EXPECT_EQ(load_password_file("/locked", env, warnings), std::nullopt);
    ASSERT_EQ(warnings.size(), 1u);
    EXPECT_NE(warnings[0].find("cannot be read"), std::string::npos) << warnings[0];
}

}  // namespace
}  // namespace kornak::client
