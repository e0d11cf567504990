// A time series: loads a million sensor readings by binary COPY, and reads hourly averages back into structs.
//
//     timeseries [--rows N] ["conninfo"]     without one: DATABASE_URL, else what the PG* variables say
//
// With TimescaleDB the readings go into a hypertable and time_bucket() makes the hours; without, date_bin()
// does. The table is made in a transaction that is rolled back: it does not stay behind, even if this program
// is killed.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <kornak/kornak.hpp>
#include <numbers>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using std::chrono::steady_clock;

struct options {
    std::int64_t rows = 1'000'000;
    std::string conninfo;
};

struct usage_wanted : std::runtime_error {
    using std::runtime_error::runtime_error;
};

options parse_arguments(int argc, char** argv) {
    options chosen;
    if (const char* const url = std::getenv("DATABASE_URL"))
        chosen.conninfo = url;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument == "--rows" && i + 1 < argc) {
            const std::string_view number = argv[++i];
            const auto* const end = number.data() + number.size();
            if (std::from_chars(number.data(), end, chosen.rows).ptr != end || chosen.rows < 1)
                throw usage_wanted("--rows takes a positive number, not " + std::string(number));
        } else if (argument.starts_with("-")) {
            throw usage_wanted("unknown option or missing value: " + std::string(argument));
        } else {
            chosen.conninfo = argument;
        }
    }
    return chosen;
}

double seconds_since(steady_clock::time_point start) {
    return std::chrono::duration<double>(steady_clock::now() - start).count();
}

/// 1234567 as "1,234,567".
std::string grouped(std::int64_t number) {
    const auto digits = std::to_string(number);
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0)
            text += ',';
        text += digits[i];
    }
    return text;
}

// --- The readings
// -------------------------------------------------------------------------------------------

struct sensor {
    const char* location;
    double temperature;  // °C, the mean of a day
    double swing;        // °C, from the mean to the warmest hour
    double peak;         // the warmest hour
    double humidity;     // percent, the mean of a day
};

constexpr std::array sensors{sensor{"attic", 24.0, 6.5, 16, 38.0}, sensor{"cellar", 12.5, 0.6, 20, 71.0},
                             sensor{"garden", 14.0, 6.0, 14, 62.0}, sensor{"greenhouse", 21.0, 8.0, 13, 80.0},
                             sensor{"kitchen", 21.0, 2.0, 18, 48.0}};

constexpr std::chrono::sys_days first_day = std::chrono::May / 1 / 2025;
constexpr std::chrono::microseconds period = std::chrono::hours(48);

struct reading {
    kornak::timestamptz time;
    const char* location;
    double temperature;
    double humidity;
};

/// Between -1 and 1, the same in every run: one step of the generator splitmix64.
double noise(std::uint64_t seed) {
    seed += 0x9E3779B97F4A7C15;
    seed = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9;
    seed = (seed ^ (seed >> 27)) * 0x94D049BB133111EB;
    return static_cast<double>(static_cast<std::int64_t>(seed ^ (seed >> 31))) * 0x1p-63;
}

/// The sensors take turns, in steps of equal time. The second day is cloudy.
reading make_reading(std::int64_t number, std::int64_t count) {
    const auto seed = static_cast<std::uint64_t>(number);
    const auto which = seed % sensors.size();
    const auto& from = sensors[which];
    const double share = static_cast<double>(number) / static_cast<double>(count);
    const auto offset = std::chrono::duration_cast<std::chrono::microseconds>(period * share);
    const double hour = std::chrono::duration<double, std::chrono::hours::period>(offset).count();
    const double sun = std::cos(2 * std::numbers::pi * (hour - from.peak) / 24) * (hour < 24 ? 1.0 : 0.6);
    const double cloud = 0.15 * noise(static_cast<std::uint64_t>(hour) * sensors.size() + which);
    const double warmth = from.swing * (sun + cloud);
    return {kornak::timestamptz::from(first_day + offset).value(), from.location,
            from.temperature + warmth + noise(2 * seed), from.humidity - warmth + 3 * noise(2 * seed + 1)};
}

// --- Progress
// -----------------------------------------------------------------------------------------------

/// A bar that is redrawn in place on a terminal; elsewhere a line every second or every tenth of the work.
class progress_bar {
public:
    explicit progress_bar(std::int64_t total) : total_(total) {}

    void update(std::int64_t done) {
        const double now = seconds_since(start_);
        const bool due = terminal_ ? now - last_time_ >= 0.05
                                   : now - last_time_ >= 1.0 || (done - last_done_) * 10 >= total_;
        if (!due && done < total_)
            return;
        last_time_ = now;
        last_done_ = done;
        draw(done, now);
    }

private:
    void draw(std::int64_t done, double elapsed) const {
        constexpr std::int64_t width = 30;
        const double rate = static_cast<double>(done) / elapsed;
        const double left = static_cast<double>(total_ - done) / rate;
        const auto filled = static_cast<std::size_t>(done * width / total_);
        std::string bar;
        for (std::size_t i = 0; i < width; ++i)
            bar += i < filled ? "█" : "░";
        std::printf("%s  %s %3d %%  %s rows  %s rows/s  %.1f s left%s", terminal_ ? "\r" : "", bar.c_str(),
                    static_cast<int>(done * 100 / total_), grouped(done).c_str(),
                    grouped(static_cast<std::int64_t>(rate)).c_str(), left, terminal_ ? "\033[K" : "\n");
        if (terminal_ && done == total_)
            std::printf("\n");
        std::fflush(stdout);
    }

    std::int64_t total_;
    bool terminal_ = ::isatty(STDOUT_FILENO) == 1;
    steady_clock::time_point start_ = steady_clock::now();
    double last_time_ = 0;
    std::int64_t last_done_ = 0;
};

// --- The work
// -----------------------------------------------------------------------------------------------

/// What the server offers for time series.
struct time_support {
    bool hypertables = false;
    std::string hour;  // the expression that makes hours of the column "time"
    std::string description;
};

time_support find_time_support(kornak::connection& db) {
    struct extension_state {
        bool enabled;
        bool can_be_enabled;
        bool has_date_bin;  // from PostgreSQL 14 on
    };
    // TimescaleDB has to be preloaded: else the attempt to enable it would cost the connection.
    auto state = db.query_one<extension_state>(
        "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb'),"
        "       EXISTS (SELECT FROM pg_available_extensions WHERE name = 'timescaledb') AND"
        "       EXISTS (SELECT FROM pg_settings WHERE name = 'shared_preload_libraries' AND"
        "                                             setting LIKE '%timescaledb%'),"
        "       EXISTS (SELECT FROM pg_proc WHERE proname = 'date_bin')");
    if (!state.enabled && state.can_be_enabled) {
        try {
            db.execute("CREATE EXTENSION timescaledb");
            std::printf("Enabled the extension timescaledb in this database\n");
            state.enabled = true;
        } catch (const kornak::server_error& e) {
            std::printf("TimescaleDB is there but cannot be enabled: %s\n", e.what());
        }
    }
    if (state.enabled)
        return {true, "time_bucket('1 hour', time)", "TimescaleDB: a hypertable and time_bucket()"};
    if (state.has_date_bin)
        return {false, "date_bin('1 hour', time, '2000-01-01 00:00+00')",
                "no TimescaleDB: a plain table and date_bin()"};
    return {false, "date_trunc('hour', time)",
            "no TimescaleDB nor date_bin(): a plain table and date_trunc()"};
}

void create_table(kornak::connection& db, const std::string& table, const time_support& offered) {
    db.execute("CREATE TABLE " + table +
               " (time timestamptz NOT NULL, location text NOT NULL, temperature float8, humidity float8)");
    if (offered.hypertables)
        db.execute("SELECT create_hypertable('" + table + "', 'time')");
}

void load(kornak::connection& db, const std::string& table, std::int64_t rows) {
    std::printf("\nLoading %s readings of %zu sensors\n", grouped(rows).c_str(), sensors.size());
    progress_bar progress(rows);
    const auto start = steady_clock::now();
    kornak::copy_in in(
        db, "COPY " + table + " (time, location, temperature, humidity) FROM STDIN (FORMAT binary)");
    for (std::int64_t number = 0; number < rows; ++number) {
        const auto next = make_reading(number, rows);
        in.write(next.time, next.location, next.temperature, next.humidity);
        if (number % 4096 == 0)
            progress.update(number);
    }
    const auto loaded = static_cast<std::int64_t>(in.finish().rows);
    progress.update(loaded);
    const double took = seconds_since(start);
    std::printf("Loaded %s rows in %.2f s: %s rows/s\n", grouped(loaded).c_str(), took,
                grouped(static_cast<std::int64_t>(static_cast<double>(loaded) / took)).c_str());
}

/// A row of the query for averages; the members are its columns.
struct hourly_average {
    std::string location;
    kornak::timestamptz hour;
    double temperature;
    double humidity;
    std::int64_t readings;
};

std::vector<hourly_average> read_averages(kornak::connection& db, const std::string& table,
                                          const time_support& offered) {
    return db.query<hourly_average>("SELECT location, " + offered.hour +
                                    " AS hour, avg(temperature), avg(humidity), count(*) FROM " + table +
                                    " GROUP BY location, hour ORDER BY location, hour");
}

// --- The report
// ---------------------------------------------------------------------------------------------

using averages = std::vector<hourly_average>;
using hours = std::span<const hourly_average>;

constexpr auto by_temperature = [](const hourly_average& a, const hourly_average& b) {
    return a.temperature < b.temperature;
};

/// In UTC.
int hour_of_day(kornak::timestamptz moment) {
    const auto time = moment.to_time_point().value();
    return static_cast<int>((time - std::chrono::floor<std::chrono::days>(time)) / std::chrono::hours(1));
}

/// One block for each hour, as high as it was warm there; coloured by how warm it was compared to everywhere.
std::string draw_chart(hours of_location, double coldest, double warmest, bool colours) {
    constexpr std::array blocks{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    constexpr std::array from_blue_to_red{27, 39, 44, 78, 148, 220, 208, 196};  // of the palette of 256
    const auto step = [&](double value, double low, double high) {
        const double share = high > low ? (value - low) / (high - low) : 0;
        return static_cast<std::size_t>(std::lround(share * (blocks.size() - 1)));
    };
    const auto [low, high] = std::minmax_element(of_location.begin(), of_location.end(), by_temperature);
    std::string chart;
    for (const auto& at : of_location) {
        if (colours)
            chart +=
                "\033[38;5;" + std::to_string(from_blue_to_red[step(at.temperature, coldest, warmest)]) + "m";
        chart += blocks[step(at.temperature, low->temperature, high->temperature)];
    }
    return colours ? chart + "\033[0m" : chart;
}

void print_location(hours of_location, double coldest, double warmest, bool colours) {
    const auto [low, high] = std::minmax_element(of_location.begin(), of_location.end(), by_temperature);
    double humidity = 0;
    std::int64_t readings = 0;
    for (const auto& at : of_location) {
        humidity += at.humidity / static_cast<double>(of_location.size());
        readings += at.readings;
    }
    std::printf("%-11s %10s  %5.1f at %02d:00  %5.1f at %02d:00  %4.0f %%     %s\n",
                of_location.front().location.c_str(), grouped(readings).c_str(), low->temperature,
                hour_of_day(low->hour), high->temperature, hour_of_day(high->hour), humidity,
                draw_chart(of_location, coldest, warmest, colours).c_str());
}

void print_report(const averages& all) {
    const bool colours = ::isatty(STDOUT_FILENO) == 1 && !std::getenv("NO_COLOR");
    const auto [coldest, warmest] = std::minmax_element(all.begin(), all.end(), by_temperature);
    std::printf("%-11s %10s  %-15s  %-15s  %-8s   %s\n", "location", "readings", "coldest (°C)",
                "warmest (°C)", "humidity", "temperature, hour by hour");
    for (auto from = all.begin(); from != all.end();) {
        const auto to =
            std::find_if(from, all.end(), [&](const auto& a) { return a.location != from->location; });
        print_location({from, to}, coldest->temperature, warmest->temperature, colours);
        from = to;
    }
}

void run(const options& chosen) {
    kornak::connection db(chosen.conninfo);
    const auto offered = find_time_support(db);
    std::printf("PostgreSQL %s, %s\n", db.parameter("server_version").value_or("?").c_str(),
                offered.description.c_str());

    const kornak::transaction never_committed(db);
    const std::string table = "kornak_readings_" + std::to_string(db.backend_pid());
    create_table(db, table, offered);
    load(db, table, chosen.rows);

    const auto start = steady_clock::now();
    const auto all = read_averages(db, table, offered);
    std::printf("\nAverages of %zu hours, read in %.2f s\n\n", all.size(), seconds_since(start));
    print_report(all);
}

}  // namespace

int main(int argc, char** argv) try { run(parse_arguments(argc, argv)); } catch (const usage_wanted& e) {
    std::cerr << "timeseries: " << e.what() << "\nusage: timeseries [--rows N] [\"conninfo\"]\n";
    return 2;
} catch (const kornak::error& e) {
    std::cerr << "timeseries: " << e.what() << "\n";
    return 1;
}
