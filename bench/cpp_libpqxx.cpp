// The workloads by libpqxx, of the versions 6.4 to 7.10. It speaks text only.
#include <pqxx/pqxx>
#include <vector>

#include "program.hpp"
#include "workloads.hpp"

#define BENCH_PQXX_VERSION (PQXX_VERSION_MAJOR * 100 + PQXX_VERSION_MINOR)

namespace {

// libpqxx reads no timestamp: it stays text, which spares it the work.
using row_type = bench::fetched_row<std::string>;

std::size_t round_trip(long count, bench::stopwatch& watch) {
    pqxx::connection db;
    db.prepare("s", bench::round_trip_sql);
    pqxx::nontransaction work(db);
    long sum = 0;
    watch.start();
    for (int i = 0; i < count; ++i) {
        const auto row = work.exec_prepared("s", i, 2, "x")[0];
        sum += row[0].as<int>() + static_cast<long>(row[1].as<std::string>().size());
    }
    watch.stop();
    return sum == count * (count - 1) / 2 + count * 3 ? static_cast<std::size_t>(count) : 0;
}

void read_rows(pqxx::transaction_base& work, std::vector<row_type>& rows) {
#if BENCH_PQXX_VERSION >= 705
    // By COPY, which is how libpqxx streams: faster than a whole result.
    for (auto [id, ratio, name, moment, flag, total] :
         work.stream<std::int32_t, double, std::string, std::string, bool, std::int64_t>(bench::fetch_sql))
        rows.push_back({id, ratio, std::move(name), std::move(moment), flag, total});
#else
    for (const auto& row : work.exec(bench::fetch_sql)) {
        rows.push_back({row[0].as<int>(), row[1].as<double>(), row[2].as<std::string>(),
                        row[3].as<std::string>(), row[4].as<bool>(), row[5].as<std::int64_t>()});
    }
#endif
}

std::size_t fetch(long count, bench::stopwatch& watch) {
    pqxx::connection db;
    pqxx::work work(db);
    std::vector<row_type> rows;
    rows.reserve(bench::fetch_rows);
    std::size_t units = 0;
    watch.start();
    for (long i = 0; i < count; ++i) {
        rows.clear();
        read_rows(work, rows);
        units += rows.size();
    }
    watch.stop();
    return units;
}

std::size_t copy_text(long count, bench::stopwatch& watch) {
    pqxx::connection db;
    pqxx::work work(db);
    work.exec(bench::copy_table_sql);
    watch.start();
#if BENCH_PQXX_VERSION >= 705
    auto stream = pqxx::stream_to::raw_table(work, "copied");
    for (std::int32_t id = 0; id < count; ++id)
        stream.write_values(id, bench::copied_ratio(id), bench::copied_name(id));
#else
    pqxx::stream_to stream(work, "copied");
    for (std::int32_t id = 0; id < count; ++id)
        stream << std::make_tuple(id, bench::copied_ratio(id), bench::copied_name(id));
#endif
    stream.complete();
    watch.stop();
    return static_cast<std::size_t>(count);
}

constexpr bench::workload workloads[] = {
    {"round_trip", 20'000, round_trip}, {"fetch", 1, fetch}, {"copy_text", 1'000'000, copy_text}};

}  // namespace

int main(int argc, char** argv) {
    return bench::main(argc, argv, PQXX_VERSION, workloads);
}
