#ifndef KORNAK_SRC_TESTING_PROCESS_HPP
#define KORNAK_SRC_TESTING_PROCESS_HPP

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kornak::testing {

/// An account of the operating system.
struct account {
    std::string name;
    uid_t user;
    gid_t group;
};

struct process_options {
    std::filesystem::path directory = {};       // to start in; empty: this process's own
    std::vector<std::string> environment = {};  // all of it, as KEY=VALUE; empty: this process's own
    std::optional<account> run_as = {};         // only root can change it
    int input = -1;                             // descriptor; -1: this process's own; so for `output`
    int output = -1;                            // standard output and standard error
    bool own_session = false;        // out of reach of what is typed at the terminal, Ctrl-C among it
    int signal_on_parent_death = 0;  // sent by the kernel when the thread that started the process ends
};

/// A child process. It starts with all signals unblocked and is killed, if still there, with the object.
class process {
public:
    /// Errors: std::runtime_error when the program cannot be executed; nothing is left behind then.
    process(const std::vector<std::string>& command, const process_options& options);
    ~process();
    process(const process&) = delete;
    process& operator=(const process&) = delete;

    pid_t id() const noexcept { return id_; }
    /// The exit status once the process has ended, as a shell gives it: 128 + N when signal N ended it.
    std::optional<int> exit_status() noexcept;
    /// Waits for the end.
    int wait() noexcept;
    /// Does nothing once the end has been seen: the number may belong to somebody else by then.
    void send_signal(int number) const noexcept;

private:
    std::optional<int> reap(int wait_options) noexcept;

    pid_t id_ = -1;
    std::optional<int> status_;
};

/// Runs a command to its end and returns what it wrote. `options.input` and `options.output` are not used.
/// Errors: std::runtime_error when it cannot run or fails, with the command, its status and what it wrote.
std::string run(const std::vector<std::string>& command, process_options options = {},
                std::string_view input = {});

}  // namespace kornak::testing

#endif
