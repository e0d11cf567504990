// Runs a command beside a PostgreSQL server of its own: see usage below, and
// <kornak/testing/private_server.hpp>.

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include <kornak/testing/private_server.hpp>

#include "testing/process.hpp"

namespace {

// As timeout(1) and env(1) have it: the command was not run.
constexpr int not_run = 125;

constexpr const char* usage =
    "usage: kornak_private_server [--] command [argument...]\n"
    "Starts a private PostgreSQL server, runs the command with PGHOST, PGPORT, PGUSER, PGDATABASE,\n"
    "KORNAK_TEST_DSN and KORNAK_TEST_CERTS set to find it, stops the server, and exits with the command's "
    "status.\n"
    "KORNAK_PG_BINDIR names the directory of another server's programs.\n";

sigset_t watched_signals() {
    sigset_t watched;
    sigemptyset(&watched);
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGCHLD})
        sigaddset(&watched, number);
    return watched;
}

// Settings of the caller's own clients (PGSSLMODE, PGSERVICE, ...) must not reach the command's.
void replace_client_environment(const std::vector<std::string>& variables) {
    std::vector<std::string> inherited;
    for (char** variable = environ; *variable != nullptr; ++variable)
        inherited.emplace_back(*variable);
    for (const auto& variable : inherited)
        if (variable.starts_with("PG"))
            unsetenv(variable.substr(0, variable.find('=')).c_str());
    for (const auto& variable : variables) {
        const auto equals = variable.find('=');
        setenv(variable.substr(0, equals).c_str(), variable.substr(equals + 1).c_str(), 1);
    }
}

// Waits for the command's end and passes on the signals that are meant to end it.
int supervise(kornak::testing::process& command, const sigset_t& watched) {
    while (true) {
        if (const auto status = command.exit_status())
            return *status;
        siginfo_t received{};
        const int number = sigwaitinfo(&watched, &received);
        // What is typed at the terminal reaches the command without our help.
        const bool typed = received.si_code == SI_KERNEL;
        if (number > 0 && number != SIGCHLD && !typed)
            command.send_signal(number);
    }
}

int run_beside_server(const std::vector<std::string>& command) {
    // Blocked from here on, so that none of them can end this process before the server has stopped.
    const sigset_t watched = watched_signals();
    sigprocmask(SIG_BLOCK, &watched, nullptr);

    const kornak::testing::private_server server;
    replace_client_environment(server.environment());
    kornak::testing::process running{command, {.signal_on_parent_death = SIGTERM}};
    return supervise(running, watched);
}

}  // namespace

int main(int argc, char** argv) {
    std::vector<std::string> command{argv + 1, argv + argc};
    if (!command.empty() && command.front() == "--")
        command.erase(command.begin());
    if (command.empty() || command.front().starts_with("-")) {
        std::cerr << usage;
        return not_run;
    }
    try {
        return run_beside_server(command);
    } catch (const std::exception& e) {
        std::cerr << "kornak_private_server: " << e.what() << '\n';
        return not_run;
    }
}
