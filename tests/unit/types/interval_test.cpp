#include <kornak/types/interval.hpp>

#include "unit/types/check_codec.hpp"

namespace kornak {
namespace {

using namespace test;
using namespace std::chrono_literals;

constexpr auto max32 = std::numeric_limits<std::int32_t>::max();
constexpr auto min32 = std::numeric_limits<std::int32_t>::min();
constexpr auto max64 = std::numeric_limits<std::int64_t>::max();
constexpr auto min64 = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t clock_sample = (4 * 3600 + 5 * 60 + 6) * second + 789'000;

TEST(interval_codec, reads_and_writes) {
    check_codec<interval>({
        {{}, "0000000000000000 00000000 00000000", "+00:00:00"},
        {{14, -3, clock_sample}, "000000036c97ca88 fffffffd 0000000e", "+14 mons -3 days +04:05:06.789"},
        {{0, 0, -second}, "fffffffffff0bdc0 00000000 00000000", "-00:00:01"},
        {{1, 0, 0}, "0000000000000000 00000000 00000001", "+1 mons +00:00:00"},
        {{-1, 2, -1}, "ffffffffffffffff 00000002 ffffffff", "-1 mons +2 days -00:00:00.000001"},
        {{min32, max32, min64},
         "8000000000000000 7fffffff 80000000",
         "-2147483648 mons +2147483647 days -2562047788:00:54.775808"},
        {interval::infinity(), "7fffffffffffffff 7fffffff 7fffffff", "infinity"},
        {interval::minus_infinity(), "8000000000000000 80000000 80000000", "-infinity"},
    });
    accepts_only_sizes<interval>({16});
    accepts_only_types<interval>({oids::interval});
}

TEST(interval_codec, reads_every_style_of_a_server) {
    // As written in the styles postgres, postgres_verbose, sql_standard and iso_8601.
    struct {
        interval value;
        std::string_view texts[4];
    } const cases[] = {
        {{}, {"00:00:00", "@ 0", "0", "PT0S"}},
        {{14, 0, 0}, {"1 year 2 mons", "@ 1 year 2 mons", "1-2", "P1Y2M"}},
        {{-14, 0, 0}, {"-1 years -2 mons", "@ 1 year 2 mons ago", "-1-2", "P-1Y-2M"}},
        {{0, 3, second}, {"3 days 00:00:01", "@ 3 days 1 sec", "3 0:00:01", "P3DT1S"}},
        {{0, -3, -second / 2},
         {"-3 days -00:00:00.5", "@ 3 days 0.5 secs ago", "-3 0:00:00.5", "P-3DT-0.5S"}},
        {{0, 0, -second / 2}, {"-00:00:00.5", "@ 0.5 secs ago", "-0:00:00.5", "PT-0.5S"}},
        {{0, 0, 360'000 * second}, {"100:00:00", "@ 100 hours", "100:00:00", "PT100H"}},
        {{14, -3, clock_sample},
         {"1 year 2 mons -3 days +04:05:06.789", "@ 1 year 2 mons -3 days 4 hours 5 mins 6.789 secs",
          "+1-2 -3 +4:05:06.789", "P1Y2M-3DT4H5M6.789S"}},
        {{-14, -3, -clock_sample},
         {"-1 years -2 mons -3 days -04:05:06.789", "@ 1 year 2 mons 3 days 4 hours 5 mins 6.789 secs ago",
          "-1-2 -3 -4:05:06.789", "P-1Y-2M-3DT-4H-5M-6.789S"}},
        {{-1, 2, 0}, {"-1 mons +2 days", "@ 1 mon -2 days ago", "-0-1 +2 +0:00:00", "P-1M2D"}},
        {{1, 0, -second}, {"1 mon -00:00:01", "@ 1 mon -1 sec", "+0-1 +0 -0:00:01", "P1MT-1S"}},
        {{min32, 0, 0},
         {"-178956970 years -8 mons", "@ 178956970 years 8 mons ago", "-178956970-8", "P-178956970Y-8M"}},
        {{0, max32, max64},
         {"2147483647 days 2562047788:00:54.775807", "@ 2147483647 days 2562047788 hours 54.775807 secs",
          "2147483647 2562047788:00:54.775807", "P2147483647DT2562047788H54.775807S"}},
        {{0, min32, min64},
         {"-2147483648 days -2562047788:00:54.775808",
          "@ 2147483648 days 2562047788 hours 54.775808 secs ago", "-2147483648 2562047788:00:54.775808",
          "P-2147483648DT-2562047788H-54.775808S"}},
    };
    for (const auto& [value, texts] : cases)
        for (const auto text : texts)
            EXPECT_EQ(from_text<interval>(text), value) << text;
}

TEST(interval_codec, rejects_malformed_text) {
    rejects_text<interval>({"",
                            " ",
                            "5",
                            "-",
                            "+",
                            "1 day ",
                            " 1 day",
                            "1 day foo",
                            "1 fortnight",
                            "1day",
                            "1  day",
                            "day",
                            "1.5 days",
                            "1 day 04:05",
                            "1 day 4:5:6",
                            "04:60:00",
                            "04:00:60",
                            "04:05:06.",
                            "04:05:06.1234567",
                            "04:05:06 1 day",
                            "1 day 04:05:06 ago",
                            "--1 day",
                            "+-1 day",
                            "Infinity",
                            "infinity ",
                            "1 dayss"});
    rejects_text<interval>(
        {"@", "@ ", "@ 5", "@1 day", "@ ago", "@ 1 day ago ago", "@ 0 ago ago", "@ 1 day  ago"});
    rejects_text<interval>({"1-2 ", "1-", "-", "1-2 3", "1-2 3 ", "3 4-5", "1 2 3:00:00", "1-200", "1-2-3"});
    rejects_text<interval>(
        {"P", "PT", "P1", "P1X", "P1Y2", "P1YT", "PT1D", "P1S", "P1.5Y", "P1Y 2M", "1Y", "P1DT1H1", "p1y"});
}

TEST(interval_codec, rejects_text_that_does_not_fit) {
    rejects_text<interval>({"2147483648 mons", "-2147483649 mons", "178956971 years",
                            "178956970 years 8 mons", "2147483648 days", "2562047788:00:54.775808",
                            "-2562047788:00:54.775809", "2562047789:00:00", "@ 2147483648 days",
                            "@ 999999999999999999 hours", "P9999999999999999999D", "178956970-8",
                            "-178956970-9", "2147483648 0:00:00", "99999999999999999999999:00:00"});
}

TEST(interval, converts_from_and_to_chrono) {
    EXPECT_EQ(interval::from(48h), (interval{0, 0, 48 * 3600 * second}));
    EXPECT_EQ(interval::from(-5us).to_duration(), -5us);
    EXPECT_FALSE((interval{1, 0, 5}.to_duration().has_value()));
    EXPECT_FALSE((interval{0, 1, 5}.to_duration().has_value()));
    EXPECT_FALSE(interval::infinity().to_duration().has_value());
}

TEST(interval, is_infinite_only_where_all_parts_are) {
    EXPECT_FALSE(interval::infinity().is_finite());
    EXPECT_FALSE(interval::minus_infinity().is_finite());
    EXPECT_TRUE((interval{max32, max32, max64 - 1}.is_finite()));
    EXPECT_TRUE((interval{min32, max32, max64}.is_finite()));
    EXPECT_TRUE(interval{}.is_finite());
}

}  // namespace
}  // namespace kornak
