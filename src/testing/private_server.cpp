#include <kornak/testing/private_server.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <thread>

#include "testing/descriptor.hpp"
#include "testing/listening_sockets.hpp"
#include "testing/private_server_certificates.hpp"
#include "testing/private_server_cluster.hpp"
#include "testing/process.hpp"
#include "testing/temporary_directory.hpp"

namespace kornak::testing {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto startup_limit = 60s;
constexpr auto readiness_interval = 5ms;
constexpr int port_attempts = 5;

void give(const fs::path& file, const std::optional<account>& owner) {
    if (owner && chown(file.c_str(), owner->user, owner->group) != 0)
        throw std::runtime_error("cannot give " + file.string() + " to user " + owner->name + ": " +
                                 std::strerror(errno));
}

// A TCP port of the loopback interface that nobody uses now; somebody may take it before the server does.
std::uint16_t free_port() {
    return listening_sockets{}.port();
}

std::string content(const fs::path& file) {
    std::ifstream in{file};
    return {std::istreambuf_iterator<char>{in}, {}};
}

// What postmaster.pid says in the lines of these numbers (PostgreSQL's utils/pidfile.h).
struct postmaster_state {
    std::string listen_address;  // 6: the first address that could be bound
    bool is_ready = false;       // 8
};

postmaster_state read_postmaster_state(const fs::path& data) {
    std::ifstream in{data / "postmaster.pid"};
    std::array<std::string, 8> lines;
    for (auto& line : lines)
        std::getline(in, line);
    return {lines[5], lines[7].starts_with("ready")};
}

}  // namespace

server_address::server_address(std::string conninfo, std::string socket_directory, std::uint16_t port,
                               std::string certificate_directory)
    : conninfo_(std::move(conninfo)),
      socket_directory_(std::move(socket_directory)),
      port_(port),
      certificate_directory_(std::move(certificate_directory)) {}

std::vector<std::string> server_address::environment() const {
    return {"PGHOST=" + socket_directory_,
            "PGPORT=" + std::to_string(port_),
            "PGUSER=kornak",
            "PGDATABASE=kornak",
            "KORNAK_TEST_DSN=" + conninfo_,
            "KORNAK_TEST_CERTS=" + certificate_directory_};
}

class private_server::instance {
public:
    explicit instance(const std::vector<std::string>& settings)
        : cluster_{find_server_programs(), directory_.path() / "data", find_server_account()} {
        create_certificates_for_owner();
        give(directory_.path(), cluster_.owner);
        create_cluster(cluster_, settings);
        for (int attempt = 0; attempt < port_attempts; ++attempt)
            if (start_on(free_port()))
                return;
        throw std::runtime_error("cannot start a server on 127.0.0.1:\n" + content(log_path()));
    }
    ~instance() { stop(); }
    instance(const instance&) = delete;
    instance& operator=(const instance&) = delete;

    server_address address() const {
        const std::string socket_directory = directory_.path().string();
        return {"host=" + socket_directory + " port=" + std::to_string(port_) + " user=kornak dbname=kornak",
                socket_directory, port_, certificates().string()};
    }

private:
    fs::path certificates() const { return directory_.path() / "certificates"; }
    fs::path log_path() const { return directory_.path() / "server.log"; }

    // They belong to this process, which is the client; only what the server reads goes to the server's
    // account.
    void create_certificates_for_owner() const {
        fs::create_directory(certificates());
        create_certificates(certificates());
        give(certificates() / "server.key", cluster_.owner);
    }

    // False when another process has taken the port.
    bool start_on(std::uint16_t port) {
        port_ = port;
        const descriptor input{open("/dev/null", O_RDONLY | O_CLOEXEC)};
        const descriptor log{open(log_path().c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)};
        process_options options = cluster_.how();
        options.input = input.number();
        options.output = log.number();
        options.own_session = true;
        options.signal_on_parent_death = SIGQUIT;
        const std::vector<std::string> command{cluster_.programs / "postgres", "-D", cluster_.data,    "-p",
                                               std::to_string(port),           "-k", directory_.path()};
        postmaster_.emplace(command, options);
        return wait_until_ready();
    }

    bool wait_until_ready() {
        const auto deadline = std::chrono::steady_clock::now() + startup_limit;
        while (std::chrono::steady_clock::now() < deadline) {
            if (postmaster_->exit_status()) {
                const std::string log = content(log_path());
                if (log.find("Address already in use") != std::string::npos)
                    return false;
                throw std::runtime_error("the server stopped while it started:\n" + log);
            }
            const postmaster_state state = read_postmaster_state(cluster_.data);
            if (state.is_ready) {
                if (state.listen_address == "127.0.0.1")
                    return true;
                stop();
                return false;
            }
            std::this_thread::sleep_for(readiness_interval);
        }
        throw std::runtime_error("the server is not ready after a minute:\n" + content(log_path()));
    }

    // "Immediate shutdown": nothing of a test server is worth writing down.
    void stop() noexcept {
        if (!postmaster_)
            return;
        postmaster_->send_signal(SIGQUIT);
        postmaster_->wait();
    }

    temporary_directory directory_;
    cluster cluster_;
    std::uint16_t port_ = 0;
    std::optional<process> postmaster_;
};

private_server::private_server(const std::vector<std::string>& settings)
    : private_server(std::make_unique<instance>(settings)) {}

private_server::private_server(std::unique_ptr<instance> started)
    : server_address(started->address()), instance_(std::move(started)) {}

private_server::~private_server() = default;

server_address private_server::running() {
    const char* const conninfo = std::getenv("KORNAK_TEST_DSN");
    if (!conninfo) {
        static const private_server own;
        return own;
    }
    const auto variable = [](const char* name) {
        const char* const value = std::getenv(name);
        return std::string{value ? value : ""};
    };
    return {conninfo, variable("PGHOST"), static_cast<std::uint16_t>(std::atoi(variable("PGPORT").c_str())),
            variable("KORNAK_TEST_CERTS")};
}

}  // namespace kornak::testing
