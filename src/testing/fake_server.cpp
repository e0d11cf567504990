#include <kornak/testing/fake_server.hpp>

#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <iostream>
#include <thread>

#include "testing/listening_sockets.hpp"
#include "testing/script_player.hpp"

namespace kornak::testing {

class fake_server::instance {
public:
    instance(std::vector<script> scripts, std::chrono::milliseconds patience)
        : patience_(patience), scripts_(std::move(scripts)), thread_([this] { play(); }) {}
    ~instance() {
        if (thread_.joinable())
            std::cerr << finish();
    }
    instance(const instance&) = delete;
    instance& operator=(const instance&) = delete;

    const listening_sockets& listening() const noexcept { return listening_; }
    const std::string& finish() {
        if (thread_.joinable())
            thread_.join();
        return report_;
    }

private:
    struct connection {
        descriptor socket;  // closed: the connection has ended
        script_player player;
    };

    void play();
    bool is_over() const;
    void wait();
    void accept_from(int listener);
    static void read_from(connection& c);
    void settle();
    bool settle(connection& c);
    void send_to(connection& c, std::string_view output) const;
    void report(std::size_t index, std::string_view what);
    void report_stall();

    listening_sockets listening_;
    const std::chrono::milliseconds patience_;
    const std::vector<script> scripts_;
    std::vector<connection> connections_;  // of the first scripts
    std::string report_;
    std::thread thread_;  // the last member: it uses all others
};

void fake_server::instance::play() {
    while (report_.empty() && !is_over()) {
        wait();
        settle();
    }
    listening_.close();
    connections_.clear();
}

bool fake_server::instance::is_over() const {
    return connections_.size() == scripts_.size() &&
           std::none_of(connections_.begin(), connections_.end(),
                        [](const auto& c) { return c.socket.is_open(); });
}

void fake_server::instance::wait() {
    const auto listeners = listening_.descriptors();
    std::vector<pollfd> watched;
    watched.reserve(listeners.size() + connections_.size());
    for (const int listener : listeners)
        watched.push_back({listener, POLLIN, 0});
    for (const auto& c : connections_)
        watched.push_back({c.socket.number(), POLLIN, 0});

    const int ready = poll(watched.data(), watched.size(), static_cast<int>(patience_.count()));
    if (ready == 0)
        return report_stall();
    if (ready < 0)
        return;  // a signal
    for (auto i = listeners.size(); i < watched.size(); ++i) {
        if (watched[i].revents != 0)
            read_from(connections_[i - listeners.size()]);
    }
    for (std::size_t i = 0; i < listeners.size(); ++i) {
        if (watched[i].revents != 0)
            accept_from(watched[i].fd);
    }
}

void fake_server::instance::accept_from(int listener) {
    descriptor accepted{accept4(listener, nullptr, nullptr, SOCK_CLOEXEC)};
    const auto index = connections_.size();
    if (!accepted.is_open())
        return;
    if (index == scripts_.size())
        return report(index, "made, but no script is left for it");
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(patience_);
    const timeval most{seconds.count(), std::chrono::microseconds(patience_ - seconds).count()};
    setsockopt(accepted.number(), SOL_SOCKET, SO_SNDTIMEO, &most, sizeof most);
    connections_.push_back({std::move(accepted), script_player(scripts_[index])});
}

void fake_server::instance::read_from(connection& c) {
    std::array<char, 16384> buffer;
    const auto n = recv(c.socket.number(), buffer.data(), buffer.size(), 0);
    if (n > 0)
        return c.player.received({buffer.data(), static_cast<std::size_t>(n)});
    c.socket.close();
    c.player.received_all("the client closed the connection");
}

// Does all that can be done before clients do something again: a connection may have waited for another one.
void fake_server::instance::settle() {
    bool moved = true;
    while (moved) {
        moved = false;
        for (auto& c : connections_)
            moved |= settle(c);
    }
    for (std::size_t i = 0; i < connections_.size(); ++i) {
        if (const auto& difference = connections_[i].player.difference(); !difference.empty())
            report(i, difference);
    }
}

bool fake_server::instance::settle(connection& c) {
    send_to(c, c.player.take_output());
    if (c.player.closes())
        c.socket.close();
    const auto awaited = c.player.awaited_connection();
    if (awaited == 0 || awaited > connections_.size() || !connections_[awaited - 1].player.ended())
        return false;
    c.player.awaited_connection_ended();
    return true;
}

void fake_server::instance::send_to(connection& c, std::string_view output) const {
    while (!output.empty() && c.socket.is_open()) {
        const auto n = send(c.socket.number(), output.data(), output.size(), MSG_NOSIGNAL);
        if (n > 0) {
            output.remove_prefix(static_cast<std::size_t>(n));
        } else if (errno != EINTR) {
            // What it had to send before it closed the connection may still be there to be read.
            if (errno == EAGAIN)
                c.player.received_all("the client does not take what it is sent");
            return;
        }
    }
}

void fake_server::instance::report(std::size_t index, std::string_view what) {
    report_ += "connection " + std::to_string(index + 1) + ": ";
    report_ += what;
    report_ += '\n';
}

void fake_server::instance::report_stall() {
    const auto waited = std::to_string(patience_.count()) + " ms";
    for (std::size_t i = 0; i < connections_.size(); ++i) {
        auto& c = connections_[i];
        if (!c.player.ended())
            c.player.received_all("the client sent nothing for " + waited);
        else if (c.socket.is_open())
            report(i, "the client did not close it within " + waited);
    }
    if (connections_.size() < scripts_.size())
        report(connections_.size(), "not made within " + waited);
}

fake_server::fake_server(std::vector<script> connections, std::chrono::milliseconds patience)
    : instance_(std::make_unique<instance>(std::move(connections), patience)) {}

fake_server::fake_server(script only_connection, std::chrono::milliseconds patience)
    : fake_server(std::vector{std::move(only_connection)}, patience) {}

fake_server::~fake_server() = default;

const std::string& fake_server::socket_directory() const noexcept {
    return instance_->listening().directory();
}

std::uint16_t fake_server::port() const noexcept {
    return instance_->listening().port();
}

std::string fake_server::conninfo() const {
    return "host=" + socket_directory() + " port=" + std::to_string(port());
}

std::string fake_server::finish() {
    return instance_->finish();
}

}  // namespace kornak::testing
