#ifndef KORNAK_BENCH_PROGRAM_HPP
#define KORNAK_BENCH_PROGRAM_HPP

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <span>
#include <string_view>

namespace bench {

/// Takes the time, and the processor time of this process, of what happens between start() and stop().
class stopwatch {
public:
    void start() {
        started_ = std::chrono::steady_clock::now();
        cpu_at_start_ = cpu_seconds();
    }
    void stop() {
        cpu_ = cpu_seconds() - cpu_at_start_;
        seconds_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
    }
    double seconds() const noexcept { return seconds_; }
    double cpu() const noexcept { return cpu_; }

private:
    static double cpu_seconds() {
        rusage used{};
        getrusage(RUSAGE_SELF, &used);
        const auto seconds = [](const timeval& t) {
            return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
        };
        return seconds(used.ru_utime) + seconds(used.ru_stime);
    }

    std::chrono::steady_clock::time_point started_;
    double cpu_at_start_ = 0;
    double seconds_ = 0;
    double cpu_ = 0;
};

/// Something to measure. `run` gets ready, starts the watch, does the work `count` times, stops the watch and
/// returns how many units (rows, round trips) that was.
struct workload {
    std::string_view name;
    long count;  // unless the command line says otherwise
    std::size_t (*run)(long count, stopwatch& watch);
};

inline void print_abilities(std::string_view version, std::span<const workload> workloads) {
    std::printf("{\"version\": \"%.*s\", \"workloads\": {", static_cast<int>(version.size()), version.data());
    const char* separator = "";
    for (const auto& offered : workloads) {
        std::printf("%s\"%.*s\": %ld", separator, static_cast<int>(offered.name.size()), offered.name.data(),
                    offered.count);
        separator = ", ";
    }
    std::printf("}}\n");
}

inline void print_result(const stopwatch& watch, std::size_t units) {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    std::printf("{\"seconds\": %.6f, \"cpu_seconds\": %.6f, \"units\": %zu, \"max_rss_kb\": %ld}\n",
                watch.seconds(), watch.cpu(), units, used.ru_maxrss);
}

/// The whole of a program, whose output are lines of JSON for programs.py:
///     PROGRAM                    what it can do, and how often it does so by default
///     PROGRAM WORKLOAD [COUNT]   does it, and tells what it took
inline int main(int argc, char** argv, std::string_view version, std::span<const workload> workloads) try {
    if (argc < 2) {
        print_abilities(version, workloads);
        return 0;
    }
    for (const auto& offered : workloads) {
        if (offered.name != argv[1])
            continue;
        stopwatch watch;
        const auto units = offered.run(argc > 2 ? std::atol(argv[2]) : offered.count, watch);
        print_result(watch, units);
        return 0;
    }
    std::fprintf(stderr, "%s: there is no workload %s\n", argv[0], argv[1]);
    return 2;
} catch (const std::exception& e) {
    std::fprintf(stderr, "%s: %s\n", argv[0], e.what());
    return 1;
}

}  // namespace bench

#endif
