#ifndef KORNAK_SRC_TESTING_PRIVATE_SERVER_CERTIFICATES_HPP
#define KORNAK_SRC_TESTING_PRIVATE_SERVER_CERTIFICATES_HPP

#include <filesystem>

namespace kornak::testing {

/// Makes the files that `private_server` lists, with the program `openssl`, in a directory that exists.
/// Errors: std::runtime_error.
void create_certificates(const std::filesystem::path& directory);

}  // namespace kornak::testing

#endif
