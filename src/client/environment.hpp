#ifndef KORNAK_CLIENT_ENVIRONMENT_HPP
#define KORNAK_CLIENT_ENVIRONMENT_HPP

#include <optional>
#include <string>

namespace kornak::client {

enum class file_kind { missing, regular, directory, socket, other };

struct file_snapshot {
    file_kind kind = file_kind::missing;
    unsigned permissions = 0;            // the lowest nine bits of its mode
    std::optional<std::string> content;  // of a regular file that can be read
};

/// All that configuring a connection takes from outside the program. Tests make their own.
class environment {
public:
    virtual ~environment() = default;

    virtual std::optional<std::string> variable(const std::string& name) const = 0;
    virtual std::string home_directory() const = 0;  // empty: none
    virtual std::string user_name() const = 0;       // of the operating system; empty: none
    virtual file_kind kind_of(const std::string& path) const = 0;
    virtual file_snapshot read_file(const std::string& path) const = 0;

    /// The real one. Thread safety: none against a concurrent setenv, as with getenv.
    static const environment& process();
};

}  // namespace kornak::client

#endif
