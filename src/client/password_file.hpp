#ifndef KORNAK_CLIENT_PASSWORD_FILE_HPP
#define KORNAK_CLIENT_PASSWORD_FILE_HPP

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/environment.hpp"

namespace kornak::client {

// What a line of the password file is matched with.
struct password_key {
    std::string_view host, port, dbname, user;
};

/// The content of the password file at `path`, or nothing where it must not or cannot be used; a missing file
/// is usual, every other reason becomes a warning.
std::optional<std::string> load_password_file(const std::string& path, const environment& env,
                                              std::vector<std::string>& warnings);

/// The password of the first line that matches: PostgreSQL documentation, section "The Password File".
std::optional<std::string> find_password(std::string_view content, const password_key& key);

}  // namespace kornak::client

#endif
