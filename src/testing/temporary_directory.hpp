#ifndef KORNAK_SRC_TESTING_TEMPORARY_DIRECTORY_HPP
#define KORNAK_SRC_TESTING_TEMPORARY_DIRECTORY_HPP

#include <filesystem>

namespace kornak::testing {

/// A fresh directory for its owner alone, which goes with the object and all that is in it. Its path is short
/// and plain enough for a Unix socket in it and for a connection string without quotes.
class temporary_directory {
public:
    /// Errors: std::runtime_error.
    temporary_directory();
    ~temporary_directory();
    temporary_directory(const temporary_directory&) = delete;
    temporary_directory& operator=(const temporary_directory&) = delete;

    const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace kornak::testing

#endif
