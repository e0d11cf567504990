#ifndef KORNAK_SRC_TESTING_PRIVATE_SERVER_CLUSTER_HPP
#define KORNAK_SRC_TESTING_PRIVATE_SERVER_CLUSTER_HPP

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "testing/process.hpp"

namespace kornak::testing {

/// A data directory and who serves it with which programs.
struct cluster {
    std::filesystem::path programs;  // the directory of `initdb` and `postgres`
    std::filesystem::path data;      // in a directory that `owner` can write to, beside `certificates`
    std::optional<account> owner;    // empty: this process's own account

    /// How to start a program of this server: as the owner, in an environment that holds nothing of the
    /// caller's.
    process_options how() const;
};

/// The directory of the server's programs: see `private_server`. Errors: std::runtime_error, with what to
/// install.
std::filesystem::path find_server_programs();

/// The account that a server started by this process has to run as. Errors: std::runtime_error.
std::optional<account> find_server_account();

/// Makes the data directory, with the roles and settings of a `private_server`. `settings` are lines added to
/// postgresql.conf. Errors: std::runtime_error.
void create_cluster(const cluster& made, const std::vector<std::string>& settings);

}  // namespace kornak::testing

#endif
