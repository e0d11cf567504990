#include "testing/process.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>

namespace kornak::testing {
namespace {

std::string reason_of_failure(const std::vector<std::string>& command) {
    try {
        run(command);
    } catch (const std::runtime_error& e) {
        return e.what();
    }
    return "";
}

TEST(run, gives_the_command_its_input_and_returns_its_output) {
    EXPECT_EQ(run({"tr", "a-z", "A-Z"}, {}, "kornak\n"), "KORNAK\n");
}

TEST(run, returns_standard_error_too) {
    EXPECT_EQ(run({"sh", "-c", "echo out; echo err >&2"}), "out\nerr\n");
}

TEST(run, passes_more_than_a_pipe_holds_in_both_directions) {
    const std::string long_text(1 << 20, 'x');
    EXPECT_EQ(run({"cat"}, {}, long_text), long_text);
}

TEST(run, starts_in_the_directory_and_with_the_environment_given) {
    EXPECT_EQ(run({"/bin/sh", "-c", "echo $PWD $KORNAK_GIVEN $HOME"},
                  {.directory = "/", .environment = {"KORNAK_GIVEN=given"}}),
              "/ given\n");
}

TEST(run, tells_which_command_failed_how_and_what_it_wrote) {
    EXPECT_EQ(reason_of_failure({"sh", "-c", "echo no such luck; exit 3"}),
              "sh -c echo no such luck; exit 3 failed with status 3:\nno such luck\n");
}

TEST(run, tells_why_a_program_cannot_be_executed) {
    EXPECT_EQ(reason_of_failure({"/nowhere/kornak"}),
              "cannot run /nowhere/kornak: No such file or directory");
    EXPECT_EQ(reason_of_failure({"/etc/passwd"}), "cannot run /etc/passwd: Permission denied");
}

TEST(process, ends_with_the_status_of_the_program) {
    process child{{"sh", "-c", "exit 7"}, {}};
    EXPECT_EQ(child.wait(), 7);
    EXPECT_EQ(child.exit_status(), 7);
}

TEST(process, has_no_status_while_it_runs_and_tells_the_signal_that_ended_it) {
    process child{{"sleep", "60"}, {}};
    EXPECT_EQ(child.exit_status(), std::nullopt);
    child.send_signal(SIGTERM);
    EXPECT_EQ(child.wait(), 128 + SIGTERM);
}

TEST(process, gets_signals_that_its_parent_has_blocked) {
    sigset_t blocked;
    sigset_t before;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigprocmask(SIG_BLOCK, &blocked, &before);
    process child{{"sleep", "60"}, {}};
    sigprocmask(SIG_SETMASK, &before, nullptr);
    child.send_signal(SIGTERM);
    EXPECT_EQ(child.wait(), 128 + SIGTERM);
}

TEST(process, is_killed_with_the_object) {
    pid_t id = 0;
    {
        const process child{{"sleep", "60"}, {}};
        id = child.id();
    }
    EXPECT_EQ(kill(id, 0), -1);
    EXPECT_EQ(errno, ESRCH);
}

TEST(process, leaves_the_session_of_its_parent_when_asked_to) {
    const process child{{"sleep", "60"}, {.own_session = true}};
    EXPECT_EQ(getsid(child.id()), child.id());
}

TEST(process, runs_as_another_account) {
    if (geteuid() != 0)
        GTEST_SKIP() << "only root can change the account";
    EXPECT_EQ(run({"id", "-G", "-n"}, {.run_as = account{"nobody", 65534, 65534}}), "nogroup\n");
    EXPECT_EQ(run({"id", "-u", "-n"}, {.run_as = account{"nobody", 65534, 65534}}), "nobody\n");
}

}  // namespace
}  // namespace kornak::testing
