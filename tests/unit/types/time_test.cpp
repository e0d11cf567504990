#include <kornak/types/time.hpp>

#include "unit/types/check_codec.hpp"

namespace kornak {
namespace {

using namespace test;
using namespace std::chrono_literals;

constexpr auto sample = 12h + 34min + 56s + 789ms;

TEST(time_codec, reads_and_writes) {
    check_codec<time>({{time{}, "0000000000000000", "00:00:00"},
                       {*time::from(sample), "0000000a8be62608", "12:34:56.789"},
                       {*time::from(1us), "0000000000000001", "00:00:00.000001"},
                       {*time::from(24h), "000000141dd76000", "24:00:00"}});
    accepts_only_sizes<time>({8});
    accepts_only_types<time>({oids::time});
}

TEST(time_codec, rejects_what_is_no_time_of_day) {
    rejects_binary<time>({"000000141dd76001", "ffffffffffffffff", "8000000000000000", "7fffffffffffffff"});
    rejects_text<time>({"", "12", "12:34", "12:34:5", "1:34:56", "12:34:60", "12:60:00", "24:00:01",
                        "24:00:00.000001", "25:00:00", "-01:00:00", "12:34:56.", "12:34:56.1234567",
                        "12:34:56 ", "12:34:56+00", "noon"});
}

TEST(time, holds_zero_to_twenty_four_hours) {
    EXPECT_EQ(time::from(0us), time{});
    EXPECT_EQ(time::from(24h)->since_midnight(), 24h);
    EXPECT_FALSE(time::from(24h + 1us).has_value());
    EXPECT_FALSE(time::from(-1us).has_value());
    EXPECT_LT(*time::from(1h), *time::from(2h));
}

TEST(timetz_codec, reads_and_writes) {
    check_codec<timetz>(
        {{{*time::from(sample), 0}, "0000000a8be62608 00000000", "12:34:56.789+00"},
         {{*time::from(sample), -19'800}, "0000000a8be62608 ffffb2a8", "12:34:56.789+05:30"},
         {{*time::from(24h - 1us), 45'296}, "000000141dd75fff 0000b0f0", "23:59:59.999999-12:34:56"},
         {{*time::from(24h), 0}, "000000141dd76000 00000000", "24:00:00+00"}});
    accepts_only_sizes<timetz>({12});
    accepts_only_types<timetz>({oids::timetz});
}

TEST(timetz_codec, rejects_what_is_no_time_of_day) {
    rejects_binary<timetz>({"000000141dd76001 00000000", "ffffffffffffffff 00000000"});
    rejects_text<timetz>({"", "12:34:56", "12:34:56+", "12:34:56+1", "12:34:56+16", "12:34:56+01:60",
                          "24:00:01+00", "12:34:56 +00", "12:34:56+00 "});
}

TEST(timetz, is_ordered_by_its_moment_in_utc) {
    const timetz noon_in_utc{*time::from(12h), 0};
    const timetz one_in_berlin{*time::from(13h), -3600};
    const timetz one_in_utc{*time::from(13h), 0};
    EXPECT_LT(noon_in_utc, one_in_utc);
    EXPECT_LT(one_in_berlin, one_in_utc);
    EXPECT_LT(one_in_berlin, noon_in_utc);
    EXPECT_NE(one_in_berlin, noon_in_utc);
}

}  // namespace
}  // namespace kornak
