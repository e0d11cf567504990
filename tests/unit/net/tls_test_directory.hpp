#ifndef KORNAK_TESTS_TLS_TEST_DIRECTORY_HPP
#define KORNAK_TESTS_TLS_TEST_DIRECTORY_HPP

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include <stdlib.h>

namespace tls_test {

/// A directory for certificate files that goes away with the object.
class directory {
public:
    directory() {
        std::string name = (std::filesystem::temp_directory_path() / "kornak-tls-XXXXXX").string();
        if (!::mkdtemp(name.data()))
            throw std::runtime_error("no temporary directory");
        path_ = name;
    }
    directory(const directory&) = delete;
    directory& operator=(const directory&) = delete;
    ~directory() { std::filesystem::remove_all(path_); }

    std::string path(const std::string& name) const { return (path_ / name).string(); }
    std::string write(const std::string& name, const std::string& content, unsigned mode = 0600) const {
        std::ofstream{path(name), std::ios::binary} << content;
        std::filesystem::permissions(path(name), static_cast<std::filesystem::perms>(mode));
        return path(name);
    }

private:
    std::filesystem::path path_;
};

}  // namespace tls_test

#endif
