// The workloads by libpq, the way a program written for speed uses it: in binary, and big results in
// single-row mode, which is much faster than to wait for all of it first.
#include <endian.h>
#include <libpq-fe.h>

#include <bit>
#include <charconv>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <vector>

#include "program.hpp"
#include "workloads.hpp"

namespace {

using connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using result = std::unique_ptr<PGresult, decltype(&PQclear)>;

connection connect() {
    connection db(PQconnectdb(""), PQfinish);
    if (PQstatus(db.get()) != CONNECTION_OK)
        throw std::runtime_error(PQerrorMessage(db.get()));
    return db;
}

result checked(const connection& db, PGresult* got) {
    result owned(got, PQclear);
    const auto status = PQresultStatus(got);
    if (status == PGRES_BAD_RESPONSE || status == PGRES_FATAL_ERROR)
        throw std::runtime_error(PQerrorMessage(db.get()));
    return owned;
}

std::uint64_t load64(const char* from) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, from, sizeof bits);
    return be64toh(bits);
}

std::uint32_t load32(const char* from) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, from, sizeof bits);
    return be32toh(bits);
}

std::size_t round_trip(long count, bench::stopwatch& watch) {
    const auto db = connect();
    checked(db, PQprepare(db.get(), "s", bench::round_trip_sql, 0, nullptr));
    long sum = 0;
    watch.start();
    for (long i = 0; i < count; ++i) {
        const auto first = htobe32(static_cast<std::uint32_t>(i));
        const auto second = htobe32(2);
        const char* const values[] = {reinterpret_cast<const char*>(&first),
                                      reinterpret_cast<const char*>(&second), "x"};
        constexpr int lengths[] = {4, 4, 1};
        constexpr int formats[] = {1, 1, 0};
        const auto row = checked(db, PQexecPrepared(db.get(), "s", 3, values, lengths, formats, 1));
        const std::string text(PQgetvalue(row.get(), 0, 1),
                               static_cast<std::size_t>(PQgetlength(row.get(), 0, 1)));
        sum += static_cast<long>(load32(PQgetvalue(row.get(), 0, 0)) + text.size());
    }
    watch.stop();
    if (sum != count * (count - 1) / 2 + count * 3)
        throw std::runtime_error("wrong result");
    return static_cast<std::size_t>(count);
}

void append_rows(const PGresult* from, std::vector<bench::fetched_row<>>& rows) {
    for (int i = 0; i < PQntuples(from); ++i) {
        rows.push_back(
            {static_cast<std::int32_t>(load32(PQgetvalue(from, i, 0))),
             std::bit_cast<double>(load64(PQgetvalue(from, i, 1))),
             std::string(PQgetvalue(from, i, 2), static_cast<std::size_t>(PQgetlength(from, i, 2))),
             static_cast<std::int64_t>(load64(PQgetvalue(from, i, 3))), *PQgetvalue(from, i, 4) != 0,
             static_cast<std::int64_t>(load64(PQgetvalue(from, i, 5)))});
    }
}

std::size_t fetch(long count, bench::stopwatch& watch) {
    const auto db = connect();
    std::vector<bench::fetched_row<>> rows;
    rows.reserve(bench::fetch_rows);
    std::size_t units = 0;
    watch.start();
    for (long i = 0; i < count; ++i) {
        rows.clear();
        PQsendQueryParams(db.get(), bench::fetch_sql, 0, nullptr, nullptr, nullptr, nullptr, 1);
        PQsetSingleRowMode(db.get());
        while (PGresult* const next = PQgetResult(db.get()))
            append_rows(checked(db, next).get(), rows);
        units += rows.size();
    }
    watch.stop();
    return units;
}

/// `append_row` makes a row; they are handed to libpq in blocks, as calling it for each row costs more.
template <class AppendRow>
std::size_t copy(const char* sql, std::string block, const std::string& end, long count,
                 bench::stopwatch& watch, AppendRow append_row) {
    constexpr std::size_t block_size = 64 << 10;
    const auto db = connect();
    checked(db, PQexec(db.get(), bench::copy_table_sql));
    watch.start();
    checked(db, PQexec(db.get(), sql));
    const auto send = [&] { PQputCopyData(db.get(), block.data(), static_cast<int>(block.size())); };
    for (std::int32_t id = 0; id < count; ++id) {
        append_row(block, id);
        if (block.size() >= block_size) {
            send();
            block.clear();
        }
    }
    block += end;
    send();
    PQputCopyEnd(db.get(), nullptr);
    const auto done = checked(db, PQgetResult(db.get()));
    watch.stop();
    return std::stoul(PQcmdTuples(done.get()));
}

std::size_t copy_text(long count, bench::stopwatch& watch) {
    return copy(bench::copy_text_sql, {}, {}, count, watch, [](std::string& to, std::int32_t id) {
        char number[32];
        const auto append = [&](auto value) {
            to.append(number, std::to_chars(std::begin(number), std::end(number), value).ptr);
        };
        append(id);
        to += '\t';
        append(bench::copied_ratio(id));
        to += '\t';
        to += bench::copied_name(id);
        to += '\n';
    });
}

void append16(std::string& to, std::uint16_t value) {
    value = htobe16(value);
    to.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void append32(std::string& to, std::uint32_t value) {
    value = htobe32(value);
    to.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void append64(std::string& to, std::uint64_t value) {
    value = htobe64(value);
    to.append(reinterpret_cast<const char*>(&value), sizeof value);
}

std::size_t copy_binary(long count, bench::stopwatch& watch) {
    // The signature, no flags, no extension.
    std::string header("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);
    return copy(bench::copy_binary_sql, header, "\377\377", count, watch,
                [](std::string& to, std::int32_t id) {
                    const auto name = bench::copied_name(id);
                    append16(to, 3);
                    append32(to, 4);
                    append32(to, static_cast<std::uint32_t>(id));
                    append32(to, 8);
                    append64(to, std::bit_cast<std::uint64_t>(bench::copied_ratio(id)));
                    append32(to, static_cast<std::uint32_t>(name.size()));
                    to += name;
                });
}

constexpr bench::workload workloads[] = {{"round_trip", 20'000, round_trip},
                                         {"fetch", 1, fetch},
                                         {"copy_text", 1'000'000, copy_text},
                                         {"copy_binary", 1'000'000, copy_binary}};

}  // namespace

int main(int argc, char** argv) {
    const auto version =
        std::to_string(PQlibVersion() / 10'000) + '.' + std::to_string(PQlibVersion() % 10'000);
    return bench::main(argc, argv, version, workloads);
}
