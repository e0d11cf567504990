#include <kornak/types/calendar.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <limits>

namespace kornak::types {
namespace {

static_assert(days_from_civil({2000, 1, 1}) == 0);
static_assert(days_from_civil({1970, 1, 1}) == -days_from_unix_epoch);
static_assert(days_from_civil({-4713, 11, 24}) == first_day);
static_assert(days_from_civil({5874897, 12, 31}) == last_day);
static_assert(days_from_civil({294277, 1, 1}) * microseconds_per_day == end_microsecond);
static_assert(days_from_civil({-4713, 11, 24}) * microseconds_per_day == first_microsecond);

TEST(calendar, agrees_with_std_chrono_for_all_its_years) {
    using namespace std::chrono;
    const auto unix_epoch = days_from_civil({1970, 1, 1});
    for (int y = -32767; y <= 32767; y += y > 1890 && y < 2110 ? 1 : 7)
        for (unsigned m = 1; m <= 12; ++m)
            for (const unsigned d : {1u, 28u, static_cast<unsigned>((year{y} / month{m} / last).day())}) {
                const civil_date civil{y, static_cast<int>(m), static_cast<int>(d)};
                const auto expected = sys_days{year{y} / month{m} / day{d}}.time_since_epoch().count();
                const auto days = days_from_civil(civil);
                ASSERT_EQ(days - unix_epoch, expected) << y << '-' << m << '-' << d;
                ASSERT_EQ(civil_from_days(static_cast<std::int32_t>(days)), civil)
                    << y << '-' << m << '-' << d;
            }
}

TEST(calendar, counts_every_day_of_a_cycle_once) {
    civil_date expected{1999, 12, 31};
    for (std::int32_t day = -1; day < 146'097; ++day) {
        ASSERT_EQ(civil_from_days(day), expected) << day;
        ASSERT_EQ(days_from_civil(expected), day);
        ++expected.day;
        if (!is_valid(expected))
            expected = {expected.year, expected.month + 1, 1};
        if (!is_valid(expected))
            expected = {expected.year + 1, 1, 1};
    }
}

TEST(calendar, converts_back_and_forth_at_its_ends) {
    for (const std::int32_t day : {first_day, first_day + 1, -730'120, -730'119, last_day - 1, last_day})
        EXPECT_EQ(days_from_civil(civil_from_days(day)), day);
    EXPECT_EQ(civil_from_days(-730'119), (civil_date{1, 1, 1}));
    EXPECT_EQ(civil_from_days(-730'120), (civil_date{0, 12, 31}));
    for (const std::int32_t day :
         {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()})
        EXPECT_EQ(days_from_civil(civil_from_days(day)), day);
}

TEST(calendar, knows_which_dates_exist) {
    EXPECT_TRUE(is_valid({2000, 2, 29}));
    EXPECT_TRUE(is_valid({2024, 2, 29}));
    EXPECT_TRUE(is_valid({0, 2, 29}));
    EXPECT_TRUE(is_valid({-4, 2, 29}));
    EXPECT_TRUE(is_valid({2023, 12, 31}));
    EXPECT_FALSE(is_valid({1900, 2, 29}));
    EXPECT_FALSE(is_valid({2023, 2, 29}));
    EXPECT_FALSE(is_valid({2024, 2, 30}));
    EXPECT_FALSE(is_valid({2024, 4, 31}));
    EXPECT_FALSE(is_valid({2024, 0, 1}));
    EXPECT_FALSE(is_valid({2024, 13, 1}));
    EXPECT_FALSE(is_valid({2024, 1, 0}));
    EXPECT_FALSE(is_valid({2024, 1, -1}));
}

TEST(calendar, splits_moments_before_the_epoch_downwards) {
    const auto before = split_microseconds(-1);
    EXPECT_EQ(before.days, -1);
    EXPECT_EQ(before.microseconds, microseconds_per_day - 1);
    const auto at = split_microseconds(-microseconds_per_day);
    EXPECT_EQ(at.days, -1);
    EXPECT_EQ(at.microseconds, 0);
    const auto earliest = split_microseconds(std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(earliest.days, -106'751'992);
    EXPECT_EQ(earliest.microseconds, 71'945'224'192);
    const auto after = split_microseconds(microseconds_per_day + 5);
    EXPECT_EQ(after.days, 1);
    EXPECT_EQ(after.microseconds, 5);
}

}  // namespace
}  // namespace kornak::types
