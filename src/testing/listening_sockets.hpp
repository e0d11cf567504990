#ifndef KORNAK_SRC_TESTING_LISTENING_SOCKETS_HPP
#define KORNAK_SRC_TESTING_LISTENING_SOCKETS_HPP

#include <array>
#include <cstdint>
#include <string>

#include "testing/descriptor.hpp"

namespace kornak::testing {

/// Where a test server is reached: TCP on 127.0.0.1 at a free port, and a Unix socket of the same number in a
/// fresh temporary directory, which goes with the object.
class listening_sockets {
public:
    /// Errors: std::runtime_error.
    listening_sockets();

    std::array<int, 2> descriptors() const noexcept { return {tcp_.number(), unix_.number()}; }
    const std::string& directory() const noexcept { return directory_.path; }
    std::uint16_t port() const noexcept { return port_; }
    /// From now on whoever connects is refused.
    void close() noexcept {
        tcp_.close();
        unix_.close();
    }

private:
    struct temporary_directory {
        temporary_directory();
        ~temporary_directory();
        temporary_directory(const temporary_directory&) = delete;
        temporary_directory& operator=(const temporary_directory&) = delete;

        const std::string path;
    };

    temporary_directory directory_;
    descriptor tcp_;
    std::uint16_t port_;
    descriptor unix_;
};

}  // namespace kornak::testing

#endif
