#include <kornak/types/date.hpp>

#include "unit/types/check_codec.hpp"

namespace kornak {
namespace {

using namespace test;
using namespace std::chrono_literals;
using types::date_format;
using types::date_order;
using types::date_style;

date day(int year, int month, int of_month) {
    return date{static_cast<std::int32_t>(types::days_from_civil({year, month, of_month}))};
}

TEST(date_codec, reads_and_writes) {
    check_codec<date>({{day(2000, 1, 1), "00000000", "2000-01-01"},
                       {day(1999, 12, 31), "ffffffff", "1999-12-31"},
                       {day(2024, 2, 29), "00002279", "2024-02-29"},
                       {day(-43, 3, 15), "fff49d7b", "0044-03-15 BC"},
                       {day(0, 12, 31), "fff4dbf8", "0001-12-31 BC"},
                       {day(-4713, 11, 24), "ffda97a7", "4714-11-24 BC"},
                       {day(5874897, 12, 31), "7fda970c", "5874897-12-31"},
                       {date::infinity(), "7fffffff", "infinity"},
                       {date::minus_infinity(), "80000000", "-infinity"}});
    accepts_only_sizes<date>({4});
    accepts_only_types<date>({oids::date});
}

TEST(date_codec, rejects_malformed_text) {
    rejects_text<date>({"",
                        "2024",
                        "2024-02",
                        "2024-02-30",
                        "2024-13-01",
                        "2024-00-01",
                        "2024-01-00",
                        "24-01-01",
                        "2024-1-1",
                        "2024/01/01",
                        "2024-01-01 ",
                        " 2024-01-01",
                        "2024-01-01B",
                        "2024-01-01 AD",
                        "2024-01-01 BC ",
                        "0000-01-01",
                        "0000-01-01 BC",
                        "-2024-01-01",
                        "12345678-01-01",
                        "5874898-01-01",
                        "4714-11-23 BC",
                        "4800-01-01 BC",
                        "Infinity",
                        "infinity ",
                        "+infinity"});
}

TEST(date_text, is_read_in_every_style) {
    struct {
        date_style style;
        std::string_view text;
    } const cases[] = {
        {{date_format::iso, date_order::dmy}, "2024-02-01"},
        {{date_format::sql, date_order::mdy}, "02/01/2024"},
        {{date_format::sql, date_order::ymd}, "02/01/2024"},
        {{date_format::sql, date_order::dmy}, "01/02/2024"},
        {{date_format::postgres, date_order::mdy}, "02-01-2024"},
        {{date_format::postgres, date_order::ymd}, "02-01-2024"},
        {{date_format::postgres, date_order::dmy}, "01-02-2024"},
        {{date_format::german, date_order::dmy}, "01.02.2024"},
        {{date_format::german, date_order::mdy}, "01.02.2024"},
    };
    for (const auto& [style, text] : cases) {
        date parsed;
        EXPECT_TRUE(types::decode_date_text(text, style, parsed)) << text;
        EXPECT_EQ(parsed, day(2024, 2, 1)) << text;
        EXPECT_TRUE(types::decode_date_text(std::string{text} + " BC", style, parsed)) << text;
        EXPECT_EQ(parsed, day(-2023, 2, 1)) << text;
        EXPECT_TRUE(types::decode_date_text("-infinity", style, parsed));
        EXPECT_EQ(parsed, date::minus_infinity());
        EXPECT_FALSE(types::decode_date_text(std::string{text} + " AD", style, parsed)) << text;
    }
    date parsed;
    EXPECT_TRUE(types::decode_date_text("31.12.5874897", {date_format::german, date_order::dmy}, parsed));
    EXPECT_EQ(parsed, day(5874897, 12, 31));
    EXPECT_FALSE(types::decode_date_text("31/01/2024", {date_format::sql, date_order::mdy}, parsed));
    EXPECT_FALSE(types::decode_date_text("2024-01-31", {date_format::postgres, date_order::mdy}, parsed));
}

TEST(date, converts_from_and_to_chrono) {
    using std::chrono::sys_days;
    using std::chrono::year_month_day;
    const year_month_day leap_day = 2024y / 2 / 29;
    EXPECT_EQ(date::from(leap_day), day(2024, 2, 29));
    EXPECT_EQ(date::from(sys_days{leap_day}), day(2024, 2, 29));
    EXPECT_EQ(day(2024, 2, 29).to_year_month_day(), leap_day);
    EXPECT_EQ(day(2024, 2, 29).to_sys_days(), sys_days{leap_day});
    EXPECT_EQ(day(-43, 3, 15).to_year_month_day(), std::chrono::year{-43} / 3 / 15);
    static_assert(date::from(2000y / 1 / 1) == date{});
}

TEST(date, does_not_convert_what_chrono_or_the_server_cannot_hold) {
    using std::chrono::days;
    using std::chrono::sys_days;
    EXPECT_FALSE(date::from(2023y / 2 / 29).has_value());
    EXPECT_FALSE(date::from(std::chrono::year{-4713} / 11 / 23).has_value());
    EXPECT_TRUE(date::from(std::chrono::year{-4713} / 11 / 24).has_value());
    EXPECT_FALSE(date::from(sys_days{days::max()}).has_value());
    EXPECT_FALSE(date::from(sys_days{days::min()}).has_value());
    EXPECT_EQ(date::from(*day(5874897, 12, 31).to_sys_days()), day(5874897, 12, 31));
    EXPECT_FALSE(date::from(*day(5874897, 12, 31).to_sys_days() + days{1}).has_value());

    EXPECT_TRUE(day(32767, 12, 31).to_year_month_day().has_value());
    EXPECT_FALSE(day(32768, 1, 1).to_year_month_day().has_value());
    for (const date infinite : {date::infinity(), date::minus_infinity()}) {
        EXPECT_FALSE(infinite.is_finite());
        EXPECT_FALSE(infinite.to_year_month_day().has_value());
        EXPECT_FALSE(infinite.to_sys_days().has_value());
    }
}

TEST(date, is_ordered_with_the_infinities_at_the_ends) {
    EXPECT_LT(date::minus_infinity(), day(-4713, 11, 24));
    EXPECT_LT(day(1999, 12, 31), day(2000, 1, 1));
    EXPECT_LT(day(5874897, 12, 31), date::infinity());
}

// They are no dates that a server sends; but what it sends is not to be relied on.
TEST(date, writes_any_raw_value) {
    EXPECT_EQ(text_of(date{std::numeric_limits<std::int32_t>::max() - 1}), "5881610-07-10");
    EXPECT_EQ(text_of(date{std::numeric_limits<std::int32_t>::min() + 1}), "5877612-06-23 BC");
}

}  // namespace
}  // namespace kornak
