#ifndef KORNAK_TESTS_UNIT_CLIENT_CONFIG_TEST_ENVIRONMENT_HPP
#define KORNAK_TESTS_UNIT_CLIENT_CONFIG_TEST_ENVIRONMENT_HPP

#include <map>
#include <optional>
#include <string>

#include "client/environment.hpp"

namespace kornak::client {

// An environment that has only what a test put into it.
class test_environment final : public environment {
public:
    std::map<std::string, std::string> variables;
    std::map<std::string, file_snapshot> files;
    std::string home = "/home/ada";
    std::string user = "ada";

    void add_file(const std::string& path, std::string content, unsigned permissions = 0600) {
        files[path] = {file_kind::regular, permissions, std::move(content)};
    }
    void add(const std::string& path, file_kind kind) { files[path] = {kind, 0777, {}}; }

    std::optional<std::string> variable(const std::string& name) const override {
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    }
    std::string home_directory() const override { return home; }
    std::string user_name() const override { return user; }
    file_kind kind_of(const std::string& path) const override { return read_file(path).kind; }
    file_snapshot read_file(const std::string& path) const override {
        const auto found = files.find(path);
        return found == files.end() ? file_snapshot{} : found->second;
    }
};

}  // namespace kornak::client

#endif
