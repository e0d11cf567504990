#ifndef KORNAK_CLIENT_CORE_HPP
#define KORNAK_CLIENT_CORE_HPP

#include <memory>

#include "client/statement_cache.hpp"
#include "net/blocking_driver.hpp"
#include "net/connected.hpp"

namespace kornak::client {

/// One open connection below both faces: the transport, the session and what is remembered between
/// statements. Thread safety: none; the faces see to it that one operation runs at a time.
class core {
public:
    explicit core(net::connected c) : connected_(std::move(c)) {}
    core(const core&) = delete;
    core& operator=(const core&) = delete;
    ~core() { close(); }

    net::transport& io() noexcept { return *connected_.io; }
    session::session& protocol() noexcept { return *connected_.session; }
    const session::session& protocol() const noexcept { return *connected_.session; }
    statement_cache& statements() noexcept { return statements_; }
    const net::connected& where() const noexcept { return connected_; }

    /// Neither closed by us nor lost.
    bool usable() const noexcept { return !closed_ && !protocol().broken(); }
    bool closed() const noexcept { return closed_; }
    int fd() const noexcept { return closed_ ? -1 : connected_.io->fd(); }

    /// Waits in the blocking driver until `last` is done.
    net::wait_outcome run(const session::exchange& last, net::progress& p, net::deadline until = {}) {
        return net::run_blocking(
            io(), protocol(), [&last] { return last.done(); }, p, until);
    }
    /// Asks the server to stop what it is doing and waits for `last`; when it does not come to an end within
    /// `most`, the connection is given up. Either way `last` is done afterwards.
    void cancel_and_wait(const session::exchange& last, std::chrono::milliseconds most);

    /// Says goodbye without waiting and closes the socket. Everything that runs fails.
    void close() noexcept;
    /// Lets go of the socket without a word to the server: for a child process that inherited it.
    void forget() noexcept;

private:
    void drop() noexcept;

    net::connected connected_;
    statement_cache statements_;
    bool closed_ = false;
};

}  // namespace kornak::client

#endif
