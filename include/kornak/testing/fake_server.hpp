#ifndef KORNAK_TESTING_FAKE_SERVER_HPP
#define KORNAK_TESTING_FAKE_SERVER_HPP

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <kornak/testing/script.hpp>

namespace kornak::testing {

/// A server that follows scripts, in a thread of this process: for what no real server does on demand.
///
///     fake_server server{script::startup().receives(query("select 1")).closes()};
///     {
///         … a client that connects to server.conninfo() …
///     }
///     EXPECT_EQ(server.finish(), "");
///
/// The first connection that is made plays the first script, and so on; connections may be open at the same
/// time. When something differs from a script all connections are closed at once, so no client waits in vain.
/// Thread safety: none; one thread at a time.
class fake_server {
public:
    static constexpr std::chrono::milliseconds default_patience{5000};

    /// Returns when connections are accepted. `patience`: how long clients may do nothing at all before that
    /// counts as a difference. Errors: std::runtime_error, when no socket can be had.
    explicit fake_server(std::vector<script> connections,
                         std::chrono::milliseconds patience = default_patience);
    explicit fake_server(script only_connection, std::chrono::milliseconds patience = default_patience);
    /// As `finish`; a difference that nobody has asked for is written to the standard error.
    ~fake_server();
    fake_server(const fake_server&) = delete;
    fake_server& operator=(const fake_server&) = delete;

    /// The directory of a Unix socket, with the name PostgreSQL gives it.
    const std::string& socket_directory() const noexcept;
    /// Of the Unix socket and of TCP on 127.0.0.1.
    std::uint16_t port() const noexcept;
    /// For the Unix socket.
    std::string conninfo() const;

    /// Waits until every script was followed and every client has closed its connection, or something
    /// differs. Says in words what differed: nothing if all was well.
    std::string finish();

private:
    class instance;
    std::unique_ptr<instance> instance_;
};

}  // namespace kornak::testing

#endif
