#include <kornak/types/timestamp.hpp>

#include "unit/types/check_codec.hpp"

namespace kornak {
namespace {

using namespace test;
using namespace std::chrono_literals;
using types::date_format;
using types::date_order;
using types::date_style;

constexpr std::int64_t sample = 757'479'845'678'000;  // 2024-01-02 03:04:05.678

TEST(timestamp_codec, reads_and_writes) {
    check_codec<timestamp>({
        {timestamp{}, "0000000000000000", "2000-01-01 00:00:00"},
        {timestamp{-1}, "ffffffffffffffff", "1999-12-31 23:59:59.999999"},
        {timestamp{sample}, "0002b0ec85204bb0", "2024-01-02 03:04:05.678"},
        {timestamp{1'000'000}, "00000000000f4240", "2000-01-01 00:00:01"},
        {timestamp{100'000}, "00000000000186a0", "2000-01-01 00:00:00.1"},
        {timestamp{-64'464'465'600'000'000}, "ff1af9e8fb46d000", "0044-03-15 12:00:00 BC"},
        {timestamp{types::first_microsecond}, "fd0f7cc1411fa000", "4714-11-24 00:00:00 BC"},
        {timestamp{types::end_microsecond - 1}, "7fffff5bb3b29fff", "294276-12-31 23:59:59.999999"},
        {timestamp::infinity(), "7fffffffffffffff", "infinity"},
        {timestamp::minus_infinity(), "8000000000000000", "-infinity"},
    });
    accepts_only_sizes<timestamp>({8});
    accepts_only_types<timestamp>({oids::timestamp});
}

TEST(timestamp_codec, rejects_malformed_text) {
    rejects_text<timestamp>({"",
                             "2024-01-02",
                             "2024-01-02 ",
                             "2024-01-02 03:04",
                             "2024-01-02 03:04:5",
                             "2024-01-02 3:04:05",
                             "2024-01-02 03:60:05",
                             "2024-01-02 03:04:60",
                             "2024-01-02 25:00:00",
                             "2024-01-02 24:00:00.000001",
                             "2024-01-02 03:04:05.",
                             "2024-01-02 03:04:05.1234567",
                             "2024-01-02 03:04:05,5",
                             "2024-01-02T03:04:05",
                             "2024-01-02 03:04:05 ",
                             "2024-01-02 03:04:05+00",
                             "2024-01-02 03:04:05 AD",
                             "2024-02-30 03:04:05",
                             "0000-01-02 03:04:05",
                             "294277-01-01 00:00:00",
                             "5874897-12-31 00:00:00",
                             "4714-11-23 23:59:59.999999 BC",
                             "infinity BC"});
}

TEST(timestamptz_codec, reads_and_writes_utc) {
    check_codec<timestamptz>({
        {timestamptz{}, "0000000000000000", "2000-01-01 00:00:00+00"},
        {timestamptz{sample}, "0002b0ec85204bb0", "2024-01-02 03:04:05.678+00"},
        {timestamptz{-64'464'465'600'000'000}, "ff1af9e8fb46d000", "0044-03-15 12:00:00+00 BC"},
        {timestamptz{types::end_microsecond - 1}, "7fffff5bb3b29fff", "294276-12-31 23:59:59.999999+00"},
        {timestamptz::infinity(), "7fffffffffffffff", "infinity"},
        {timestamptz::minus_infinity(), "8000000000000000", "-infinity"},
    });
    accepts_only_sizes<timestamptz>({8});
    accepts_only_types<timestamptz>({oids::timestamptz});
}

TEST(timestamptz_codec, reads_every_offset) {
    for (const std::string_view text : {
             "2024-01-02 04:04:05.678+01",
             "2024-01-02 08:34:05.678+05:30",
             "2024-01-01 22:04:05.678-05",
             "2024-01-02 03:04:06.678+00:00:01",
             "2024-01-02 02:47:01.678-00:17:04",
             "2024-01-02 19:04:04.678+15:59:59",
         })
        EXPECT_EQ(from_text<timestamptz>(text), timestamptz{sample}) << text;
    // The first and the last moment, in zones where their day is another.
    EXPECT_EQ(from_text<timestamptz>("4714-11-23 19:00:00-05 BC"), timestamptz{types::first_microsecond});
    EXPECT_EQ(from_text<timestamptz>("294277-01-01 04:59:59.999999+05"),
              timestamptz{types::end_microsecond - 1});
}

TEST(timestamptz_codec, rejects_malformed_text) {
    rejects_text<timestamptz>({"2024-01-02 03:04:05", "2024-01-02 03:04:05+", "2024-01-02 03:04:05+1",
                               "2024-01-02 03:04:05+16", "2024-01-02 03:04:05+01:60",
                               "2024-01-02 03:04:05+01:00:60",
                               "2024-01-02 03:04:05+01:", "2024-01-02 03:04:05+0100",
                               "2024-01-02 03:04:05 CET", "2024-01-02 03:04:05Z", "2024-01-02 03:04:05 BC+00",
                               "294277-01-01 00:00:00+00", "4714-11-24 00:00:00+01 BC"});
}

TEST(timestamp_text, is_read_in_every_style) {
    struct {
        date_style style;
        std::string_view text;
    } const cases[] = {
        {{date_format::iso, date_order::dmy}, "2024-01-02 03:04:05.678"},
        {{date_format::sql, date_order::mdy}, "01/02/2024 03:04:05.678"},
        {{date_format::sql, date_order::ymd}, "01/02/2024 03:04:05.678"},
        {{date_format::sql, date_order::dmy}, "02/01/2024 03:04:05.678"},
        {{date_format::postgres, date_order::mdy}, "Tue Jan 02 03:04:05.678 2024"},
        {{date_format::postgres, date_order::ymd}, "Tue Jan 02 03:04:05.678 2024"},
        {{date_format::postgres, date_order::dmy}, "Tue 02 Jan 03:04:05.678 2024"},
        {{date_format::german, date_order::mdy}, "02.01.2024 03:04:05.678"},
    };
    for (const auto& [style, text] : cases) {
        timestamp parsed;
        EXPECT_TRUE(types::decode_timestamp_text(text, style, parsed)) << text;
        EXPECT_EQ(parsed, timestamp{sample}) << text;
        EXPECT_TRUE(types::decode_timestamp_text("infinity", style, parsed));
        EXPECT_EQ(parsed, timestamp::infinity());
        for (std::size_t i = 0; i + 4 < text.size(); ++i)
            EXPECT_FALSE(types::decode_timestamp_text(text.substr(0, i), style, parsed)) << text.substr(0, i);
        EXPECT_FALSE(types::decode_timestamp_text(std::string{text} + " CET", style, parsed)) << text;
    }
}

TEST(timestamp_text, knows_eras_and_names_in_style_postgres) {
    const date_style style{date_format::postgres, date_order::mdy};
    timestamp parsed;
    EXPECT_TRUE(types::decode_timestamp_text("Fri Mar 15 12:00:00 0044 BC", style, parsed));
    EXPECT_EQ(text_of(parsed), "0044-03-15 12:00:00 BC");
    EXPECT_TRUE(types::decode_timestamp_text("Sat Dec 31 23:59:59.999999 294276", style, parsed));
    EXPECT_EQ(parsed, timestamp{types::end_microsecond - 1});
    for (const std::string_view text :
         {"Tue Foo 02 03:04:05 2024", "tue Jan 02 03:04:05 2024", "Tue 02 Jan 03:04:05 2024",
          "Tue Jan 2 03:04:05 2024", "TueJan 02 03:04:05 2024", "Tue Jan 32 03:04:05 2024",
          "Tue Jan 02 2024 03:04:05"})
        EXPECT_FALSE(types::decode_timestamp_text(text, style, parsed)) << text;
}

TEST(timestamp, converts_from_and_to_chrono) {
    using namespace std::chrono;
    const auto moment = sys_days{2024y / 1 / 2} + 3h + 4min + 5s + 678ms;
    EXPECT_EQ(timestamptz::from(moment), timestamptz{sample});
    EXPECT_EQ(timestamptz{sample}.to_time_point(), moment);
    const auto local = local_days{2024y / 1 / 2} + 3h + 4min + 5s + 678ms;
    EXPECT_EQ(timestamp::from(local), timestamp{sample});
    EXPECT_EQ(timestamp{sample}.to_time_point(), local);
    static_assert(timestamptz::from(sys_days{2000y / 1 / 1}) == timestamptz{});
}

TEST(timestamp, does_not_convert_what_chrono_or_the_server_cannot_hold) {
    using time_point = timestamptz::time_point;
    EXPECT_FALSE(timestamptz::from(time_point::min()).has_value());
    EXPECT_TRUE(timestamptz::from(time_point::max()).has_value());
    const auto first = timestamptz{types::first_microsecond}.to_time_point();
    ASSERT_TRUE(first.has_value());
    EXPECT_TRUE(timestamptz::from(*first).has_value());
    EXPECT_FALSE(timestamptz::from(*first - 1us).has_value());
    EXPECT_FALSE(timestamptz{types::end_microsecond - 1}.to_time_point().has_value());
    for (const auto infinite : {timestamptz::infinity(), timestamptz::minus_infinity()}) {
        EXPECT_FALSE(infinite.is_finite());
        EXPECT_FALSE(infinite.to_time_point().has_value());
    }
}

TEST(timestamp, is_ordered_with_the_infinities_at_the_ends) {
    EXPECT_LT(timestamp::minus_infinity(), timestamp{types::first_microsecond});
    EXPECT_LT(timestamp{-1}, timestamp{});
    EXPECT_LT(timestamp{types::end_microsecond - 1}, timestamp::infinity());
}

TEST(timestamp, writes_any_raw_value) {
    EXPECT_EQ(text_of(timestamp{std::numeric_limits<std::int64_t>::max() - 1}),
              "294277-01-09 04:00:54.775806");
    EXPECT_EQ(text_of(timestamp{std::numeric_limits<std::int64_t>::min() + 1}),
              "290279-12-22 19:59:05.224193 BC");
}

}  // namespace
}  // namespace kornak
