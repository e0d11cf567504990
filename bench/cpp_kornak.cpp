// The workloads by Kornak's C++ face.
#include <kornak/kornak.hpp>

#include "program.hpp"
#include "workloads.hpp"

namespace {

std::size_t round_trip(long count, bench::stopwatch& watch) {
    kornak::connection db;
    // Often enough for the statement to be prepared by itself.
    for (int i = 0; i < 10; ++i)
        db.query_one<int, std::string>(bench::round_trip_sql, i, 2, "x");
    watch.start();
    for (int i = 0; i < count; ++i)
        db.query_one<int, std::string>(bench::round_trip_sql, i, 2, "x");
    watch.stop();
    return static_cast<std::size_t>(count);
}

std::size_t fetch(long count, bench::stopwatch& watch) {
    kornak::connection db;
    std::vector<bench::fetched_row<kornak::timestamptz>> rows;
    rows.reserve(bench::fetch_rows);
    std::size_t units = 0;
    watch.start();
    for (long i = 0; i < count; ++i) {
        rows.clear();
        db.query_into(rows, bench::fetch_sql);
        units += rows.size();
    }
    watch.stop();
    return units;
}

std::size_t copy(const char* sql, long count, bench::stopwatch& watch) {
    kornak::connection db;
    db.execute(bench::copy_table_sql);
    watch.start();
    kornak::copy_in in(db, sql);
    for (int id = 0; id < count; ++id)
        in.write(id, bench::copied_ratio(id), bench::copied_name(id));
    const auto done = in.finish();
    watch.stop();
    return done.rows;
}

std::size_t copy_text(long count, bench::stopwatch& watch) {
    return copy(bench::copy_text_sql, count, watch);
}

std::size_t copy_binary(long count, bench::stopwatch& watch) {
    return copy(bench::copy_binary_sql, count, watch);
}

constexpr bench::workload workloads[] = {{"round_trip", 20'000, round_trip},
                                         {"fetch", 1, fetch},
                                         {"copy_text", 1'000'000, copy_text},
                                         {"copy_binary", 1'000'000, copy_binary}};

}  // namespace

int main(int argc, char** argv) {
    return bench::main(argc, argv, KORNAK_VERSION, workloads);
}
