#include "client/environment.hpp"

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <vector>

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace kornak::client {

namespace {

struct account {
    std::string name, home;
};

account own_account() {
    std::vector<char> buffer(1024);
    passwd entry{};
    passwd* found = nullptr;
    while (getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found) == ERANGE)
        buffer.resize(buffer.size() * 2);
    return found ? account{found->pw_name, found->pw_dir} : account{};
}

file_snapshot status_of(const std::string& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0)
        return {};
    file_snapshot file;
    file.permissions = status.st_mode & 0777;
    file.kind = S_ISREG(status.st_mode)    ? file_kind::regular
                : S_ISDIR(status.st_mode)  ? file_kind::directory
                : S_ISSOCK(status.st_mode) ? file_kind::socket
                                           : file_kind::other;
    return file;
}

class process_environment final : public environment {
public:
    std::optional<std::string> variable(const std::string& name) const override {
        const char* const value = std::getenv(name.c_str());
        return value ? std::optional<std::string>(value) : std::nullopt;
    }

    std::string home_directory() const override {
        const auto home = variable("HOME");
        return home && !home->empty() ? *home : own_account().home;
    }

    std::string user_name() const override { return own_account().name; }

    file_kind kind_of(const std::string& path) const override { return status_of(path).kind; }

    file_snapshot read_file(const std::string& path) const override {
        auto file = status_of(path);
        if (file.kind != file_kind::regular)
            return file;
        if (std::ifstream in{path, std::ios::binary})
            file.content.emplace(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
        return file;
    }
};

}  // namespace

const environment& environment::process() {
    static const process_environment real;
    return real;
}

}  // namespace kornak::client
