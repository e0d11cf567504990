#include "testing/process.hpp"

#include <fcntl.h>
#include <grp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>

#include "testing/descriptor.hpp"

namespace kornak::testing {
namespace {

std::runtime_error failed(const std::string& what, int reason) {
    return std::runtime_error(what + ": " + std::strerror(reason));
}

std::vector<char*> pointers(const std::vector<std::string>& strings) {
    std::vector<char*> result;
    result.reserve(strings.size() + 1);
    for (const auto& s : strings)
        result.push_back(const_cast<char*>(s.c_str()));
    result.push_back(nullptr);
    return result;
}

std::string joined(const std::vector<std::string>& command) {
    std::string line;
    for (const auto& word : command)
        line += (line.empty() ? "" : " ") + word;
    return line;
}

// Everything the child does between fork and exec; false leaves the reason in errno. Nothing here allocates:
// another thread may have held the allocator's lock when the process was forked.
bool prepare(const process_options& options, pid_t parent) noexcept {
    sigset_t none;
    sigemptyset(&none);
    if (sigprocmask(SIG_SETMASK, &none, nullptr) != 0)
        return false;
    if (options.own_session && setsid() < 0)
        return false;
    if (options.input >= 0 && dup2(options.input, STDIN_FILENO) < 0)
        return false;
    if (options.output >= 0 &&
        (dup2(options.output, STDOUT_FILENO) < 0 || dup2(options.output, STDERR_FILENO) < 0))
        return false;
    if (options.run_as) {
        const account& as = *options.run_as;
        if (setgroups(1, &as.group) != 0 || setgid(as.group) != 0 || setuid(as.user) != 0)
            return false;
    }
    if (!options.directory.empty() && chdir(options.directory.c_str()) != 0)
        return false;
    if (options.signal_on_parent_death != 0) {
        // After the change of account, which clears this setting.
        if (prctl(PR_SET_PDEATHSIG, options.signal_on_parent_death) != 0)
            return false;
        if (getppid() != parent)
            _exit(EXIT_FAILURE);
    }
    return true;
}

// A file without a name: unlike a pipe, a child can fill it while nobody reads.
descriptor memory_file(std::string_view content) {
    descriptor file{memfd_create("kornak", MFD_CLOEXEC)};
    if (!file.is_open())
        throw failed("cannot create a memory file", errno);
    if (pwrite(file.number(), content.data(), content.size(), 0) != static_cast<ssize_t>(content.size()))
        throw failed("cannot write to a memory file", errno);
    return file;
}

std::string content(const descriptor& file) {
    std::string text;
    std::array<char, 4096> part;
    ssize_t n;
    while ((n = pread(file.number(), part.data(), part.size(), static_cast<off_t>(text.size()))) > 0)
        text.append(part.data(), static_cast<std::size_t>(n));
    return text;
}

}  // namespace

process::process(const std::vector<std::string>& command, const process_options& options) {
    const auto arguments = pointers(command);
    const auto environment =
        options.environment.empty() ? std::vector<char*>{} : pointers(options.environment);
    // The child tells through this pipe why it could not execute the program; success closes it.
    std::array<int, 2> ends;
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        throw failed("cannot create a pipe", errno);
    const descriptor told{ends[0]};
    descriptor telling{ends[1]};

    const pid_t parent = getpid();
    id_ = fork();
    if (id_ < 0)
        throw failed("cannot fork", errno);
    if (id_ == 0) {
        if (prepare(options, parent))
            execvpe(arguments[0], arguments.data(), environment.empty() ? environ : environment.data());
        const int reason = errno;
        [[maybe_unused]] const ssize_t n = write(telling.number(), &reason, sizeof reason);
        _exit(127);
    }
    telling.close();
    int reason = 0;
    ssize_t n;
    while ((n = read(told.number(), &reason, sizeof reason)) < 0 && errno == EINTR)
        continue;
    if (n > 0) {
        wait();
        const std::string as = options.run_as ? " as user " + options.run_as->name : "";
        throw failed("cannot run " + command.at(0) + as, reason);
    }
}

process::~process() {
    send_signal(SIGKILL);
    wait();
}

std::optional<int> process::exit_status() noexcept {
    return reap(WNOHANG);
}

int process::wait() noexcept {
    return reap(0).value_or(127);
}

std::optional<int> process::reap(int wait_options) noexcept {
    if (status_)
        return status_;
    int status = 0;
    pid_t ended;
    while ((ended = waitpid(id_, &status, wait_options)) < 0 && errno == EINTR)
        continue;
    if (ended == id_)
        status_ = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    return status_;
}

void process::send_signal(int number) const noexcept {
    if (!status_)
        kill(id_, number);
}

std::string run(const std::vector<std::string>& command, process_options options, std::string_view input) {
    const descriptor in = memory_file(input);
    const descriptor out = memory_file({});
    options.input = in.number();
    options.output = out.number();
    process child{command, options};
    const int status = child.wait();
    std::string output = content(out);
    if (status != 0)
        throw std::runtime_error(joined(command) + " failed with status " + std::to_string(status) + ":\n" +
                                 output);
    return output;
}

}  // namespace kornak::testing
