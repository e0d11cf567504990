#ifndef KORNAK_BENCH_WORKLOADS_HPP
#define KORNAK_BENCH_WORKLOADS_HPP

#include <cstddef>
#include <cstdint>
#include <string>

// The work that every program in this directory does, each in its own way. What a program is asked to do
// comes from its command line, where the server is from PGHOST, PGPORT, PGUSER and PGDATABASE.
//
// | name        | one unit is                                                    | timed             |
// |-------------|----------------------------------------------------------------|-------------------|
// | round_trip  | a prepared statement with three parameters that returns a row  | its executions    |
// | fetch       | a row of the table kornak_bench as a struct, in one vector     | execution to end  |
// | copy_text   | a row loaded by COPY in text, made from an int and a double    | COPY to its end   |
// | copy_binary | the same in binary                                             | COPY to its end   |
namespace bench {

inline constexpr const char* round_trip_sql = "select $1::int4 + $2::int4, $3::text";

/// run.py makes this table, of a million rows.
inline constexpr const char* fetch_sql = "select id, ratio, name, moment, flag, total from kornak_bench";
inline constexpr std::size_t fetch_rows = 1'000'000;

/// A row of it; `Moment` is whatever a driver gives for a timestamptz, else microseconds since 2000.
template <class Moment = std::int64_t>
struct fetched_row {
    std::int32_t id;
    double ratio;
    std::string name;
    Moment moment;
    bool flag;
    std::int64_t total;
};

inline constexpr const char* copy_table_sql =
    "create temporary table copied (id int4, ratio float8, name text)";
inline constexpr const char* copy_text_sql = "copy copied from stdin";
inline constexpr const char* copy_binary_sql = "copy copied from stdin (format binary)";

inline double copied_ratio(std::int32_t id) {
    return id * 1.5;
}
inline std::string copied_name(std::int32_t id) {
    return "name " + std::to_string(id);
}

}  // namespace bench

#endif
