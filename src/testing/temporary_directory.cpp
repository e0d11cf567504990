#include "testing/temporary_directory.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#include <system_error>

namespace kornak::testing {
namespace {

namespace fs = std::filesystem;

// A Unix socket's path is limited to 107 characters; what is put into the directory needs some of them.
constexpr std::size_t longest_parent = 70;

std::string parent_directory() {
    std::string configured = fs::temp_directory_path().string();
    const bool plain = configured.find_first_of(" '\"\\,") == std::string::npos;
    return plain && configured.size() <= longest_parent ? configured : "/tmp";
}

}  // namespace

temporary_directory::temporary_directory() {
    std::string name = parent_directory() + "/kornak-XXXXXX";
    if (!mkdtemp(name.data()))
        throw std::runtime_error("cannot create the directory " + name + ": " + std::strerror(errno));
    path_ = name;
}

temporary_directory::~temporary_directory() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

}  // namespace kornak::testing
