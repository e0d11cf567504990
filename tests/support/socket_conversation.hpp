#ifndef KORNAK_TESTS_SUPPORT_SOCKET_CONVERSATION_HPP
#define KORNAK_TESTS_SUPPORT_SOCKET_CONVERSATION_HPP

#include <chrono>
#include <optional>

#include "net/blocking_driver.hpp"
#include "support/connect_to.hpp"
#include "support/conversation.hpp"

namespace kornak::testing {

/// A conversation over a socket with a fake server, driven as an application without an event loop drives it.
class socket_conversation final : public conversation {
public:
    explicit socket_conversation(const script& s) : server_(s) {
        io_.emplace(net::socket(connect_to(server_)));
        EXPECT_TRUE(net::set_receive_tick(io_->fd()));
    }

    bool run_until(const condition& met) override {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (!met()) {
            if (std::chrono::steady_clock::now() > until || (session().broken() && !met())) {
                ADD_FAILURE() << "the client waits in vain: " << server_.finish();
                return false;
            }
            if (session().idle() && session().output().empty())
                listen();
            else
                net::run_blocking(*io_, session(), met, progress_, until);
        }
        return true;
    }

    /// The client has done all it wants to do: so has the script.
    void expect_end() {
        io_.reset();
        EXPECT_EQ(server_.finish(), "");
    }

private:
    // What the server says while nothing is running.
    void listen() {
        net::wait_ready(io_->fd(), net::interest::read, net::receive_tick);
        net::pump_idle(*io_, session());
    }

    fake_server server_;
    std::optional<net::plain_transport> io_;
    net::progress progress_;
};

}  // namespace kornak::testing

#endif
