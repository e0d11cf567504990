#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include <kornak/kornak.hpp>

#include "integration/check_type.hpp"
#include "integration/test_server.hpp"
#include "integration/thrown_by.hpp"

namespace kornak::integration {
namespace {

template <class T>
using limits = std::numeric_limits<T>;

std::string literal(std::string_view text) {
    std::string quoted = "E'";
    for (const char c : text) {
        if (c == '\'' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    return quoted + "'";
}

template <class T>
void check_integers(const std::string& type) {
    auto db = connect();
    check_type<T>(db, type,
                  {{0, "0"},
                   {1, "1"},
                   {-1, "'-1'"},
                   {limits<T>::max(), literal(std::to_string(limits<T>::max()))},
                   {limits<T>::min(), literal(std::to_string(limits<T>::min()))}});
}

TEST(types, bool_travels) {
    auto db = connect();
    check_type<bool>(db, "bool", {{true, "true"}, {false, "false"}});
    const std::vector<bool> values{true, false, true};
    EXPECT_EQ(db.query_one<std::vector<bool>>("select $1", values), values);
}

TEST(types, int2_travels) {
    check_integers<short>("int2");
}

TEST(types, int4_travels) {
    check_integers<int>("int4");
}

TEST(types, int8_travels) {
    check_integers<long>("int8");
    check_integers<long long>("int8");
}

TEST(types, oid_travels) {
    auto db = connect();
    check_type<oid>(db, "oid", {{oid{0}, "0"}, {oid{4294967295}, "'4294967295'"}});
}

TEST(types, integers_are_read_into_wider_ones_and_no_others) {
    auto db = connect();
    EXPECT_EQ(db.query_one<int>("select '-32768'::int2"), -32768);
    EXPECT_EQ(db.query_one<long>("select '-32768'::int2"), -32768);
    EXPECT_EQ(db.query_one<long>("select '-2147483648'::int4"), -2147483648L);
    EXPECT_EQ(db.query_one<std::vector<long>>("select array[1, -1]"), (std::vector<long>{1, -1}));
    EXPECT_THROW(db.query_one<int>("select 1::int8"), conversion_error);
    EXPECT_THROW(db.query_one<short>("select 1::int4"), conversion_error);
    EXPECT_THROW(db.query_one<long>("select 1::numeric"), conversion_error);
    EXPECT_THROW(db.query_one<std::vector<int>>("select array[1::int8]"), conversion_error);
}

template <class T>
void check_floats(const std::string& type, const std::vector<type_case<T>>& more) {
    auto db = connect();
    check_type<T>(db, type,
                  {{0, "0"},
                   {-T{0}, "'-0'"},
                   {T{1.5}, "1.5"},
                   {T(0.1), "0.1"},
                   {T(-1e-7), "'-1e-7'"},
                   {T(1e20), "1e20"},
                   {T(123456.789), "123456.789"},
                   {limits<T>::infinity(), "'Infinity'"},
                   {-limits<T>::infinity(), "'-Infinity'"},
                   {limits<T>::quiet_NaN(), "'NaN'"}});
    check_type<T>(db, type, more);
}

TEST(types, float4_travels) {
    check_floats<float>("float4", {{limits<float>::max(), "'3.4028235e38'"},
                                   {limits<float>::lowest(), "'-3.4028235e38'"},
                                   {limits<float>::min(), "'1.17549435e-38'"},
                                   {limits<float>::denorm_min(), "'1.4e-45'"},
                                   {16777216, "16777216"}});
}

TEST(types, float8_travels) {
    check_floats<double>("float8", {{limits<double>::max(), "'1.7976931348623157e308'"},
                                    {limits<double>::lowest(), "'-1.7976931348623157e308'"},
                                    {limits<double>::min(), "'2.2250738585072014e-308'"},
                                    {limits<double>::denorm_min(), "'5e-324'"},
                                    {9007199254740993.0, "9007199254740993"},
                                    {0.1 + 0.2, "'0.30000000000000004'"}});
    auto db = connect();
    EXPECT_EQ(db.query_one<double>("select 0.1::float4"), double{0.1f});
    EXPECT_THROW(db.query_one<float>("select 0.1::float8"), conversion_error);
}

TEST(types, text_travels) {
    auto db = connect();
    std::vector<type_case<std::string>> cases;
    for (const std::string value :
         {"", " ", "plain", "NULL", "null", "it's", "\"quoted\"", "back\\slash", "\\x41", "a,b;c", "{}",
          "{a,b}", "line\nfeed\r\n\ttab", "\x01\x7f", "Grün, 漢字, 🎉, e\u0301", " around "})
        cases.push_back({value, literal(value)});
    cases.push_back({std::string(100'000, 'x'), "repeat('x', 100000)"});
    check_type<std::string>(db, "text", cases);
}

TEST(types, text_is_read_from_its_relatives) {
    auto db = connect();
    EXPECT_EQ(db.query_one<std::string>("select 'a'::varchar(5)"), "a");
    EXPECT_EQ(db.query_one<std::string>("select 'a'::char(3)"), "a  ");
    EXPECT_EQ(db.query_one<std::string>("select 'a'::name"), "a");
    EXPECT_EQ(db.query_one<std::string>("select 'a'::\"char\""), "a");
    EXPECT_EQ(db.query_one<std::string>("select 'a'"), "a");
    EXPECT_EQ(db.query_one<std::string>("select '{\"a\":  1}'::json"), "{\"a\":  1}");
    EXPECT_THROW(db.query_one<std::string>("select 1"), conversion_error);
    EXPECT_THROW(db.query_one<std::string>("select '{}'::jsonb"), conversion_error);
}

TEST(types, text_becomes_what_the_statement_makes_of_it) {
    auto db = connect();
    EXPECT_EQ(db.query_one<int>("select $1::int + 1", "41"), 42);
    EXPECT_TRUE(db.query_one<bool>("select $1 = date '2024-02-29'", std::string("2024-02-29")));
    EXPECT_TRUE(db.query_one<bool>("select $1 = jsonb '{\"a\":1}'", std::string_view("{ \"a\" : 1 }")));
    EXPECT_TRUE(db.query_one<bool>("select $1 = array[1, 2]", "{1,2}"));
}

bytea all_bytes() {
    bytea bytes(256);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = std::byte(i);
    return bytes;
}

TEST(types, bytea_travels_in_both_styles) {
    auto db = connect();
    const std::string every_byte =
        "(select decode(string_agg(lpad(to_hex(i), 2, '0'), '' order by i), 'hex') from generate_series(0, "
        "255) i)";
    for (const auto style : {"hex", "escape"}) {
        db.execute(std::string("set bytea_output = ") + style);
        check_type<bytea>(db, "bytea",
                          {{{}, "''"},
                           {bytea(3), "'\\x000000'"},
                           {bytea{std::byte{'\\'}, std::byte{'\''}}, "'\\x5c27'"},
                           {all_bytes(), every_byte},
                           {bytea(100'000, std::byte{255}), "decode(repeat('ff', 100000), 'hex')"}});
    }
}

TEST(types, numeric_travels) {
    auto db = connect();
    std::vector<type_case<numeric>> cases{{numeric(42), "42"}, {numeric::nan(), "'NaN'"}};
    for (const std::string text : {"0", "0.00", "1.20", "-1.20", "10000", "99999999", "0.0001", "0.00001",
                                   "-12345.678900", "123456789012345678901234567890.123456789", "1e131071",
                                   "-1e131071", "1e-16383", "10000000000000000.5"})
        cases.push_back({numeric::parse(text).value(), literal(text)});
    const auto huge = std::string(131'072, '9') + "." + std::string(16'383, '9');
    cases.push_back({numeric::parse(huge).value(), literal(huge)});
    if (server_version(db) >= 14) {
        cases.push_back({numeric::infinity(), "'Infinity'"});
        cases.push_back({numeric::minus_infinity(), "'-Infinity'"});
    }
    check_type<numeric>(db, "numeric", cases);
}

TEST(types, date_travels) {
    auto db = connect();
    using namespace std::chrono;
    check_type<date>(db, "date",
                     {{date(), "'2000-01-01'"},
                      {date::from(2024y / 2 / 29).value(), "'2024-02-29'"},
                      {date::from(1999y / 12 / 31).value(), "'1999-12-31'"},
                      {date::from(1y / 1 / 1).value(), "'0001-01-01'"},
                      {date::from(0y / 12 / 31).value(), "'0001-12-31 BC'"},
                      {date::from(year{-4713} / 11 / 24).value(), "'4714-11-24 BC'"},
                      {date::from(year{10'000} / 1 / 1).value(), "'10000-01-01'"},
                      {date(2'145'031'948), "'5874897-12-31'"},
                      {date::infinity(), "'infinity'"},
                      {date::minus_infinity(), "'-infinity'"}});
}

kornak::time time_at(std::chrono::microseconds since_midnight) {
    return kornak::time::from(since_midnight).value();
}

TEST(types, time_travels) {
    auto db = connect();
    using namespace std::chrono_literals;
    check_type<kornak::time>(db, "time",
                             {{kornak::time(), "'00:00'"},
                              {time_at(1us), "'00:00:00.000001'"},
                              {time_at(12h + 30min + 500ms), "'12:30:00.5'"},
                              {time_at(24h - 1us), "'23:59:59.999999'"},
                              {time_at(24h), "'24:00'"}});
}

TEST(types, timetz_travels) {
    auto db = connect();
    using namespace std::chrono_literals;
    check_type<timetz>(db, "timetz",
                       {{{time_at(0h), 0}, "'00:00+00'"},
                        {{time_at(12h), -3600}, "'12:00+01'"},
                        {{time_at(12h + 1us), 5 * 3600 + 1800}, "'12:00:00.000001-05:30'"},
                        {{time_at(24h), -(15 * 3600 + 59 * 60 + 59)}, "'24:00+15:59:59'"}});
}

// Both timestamps have these, in UTC.
template <class T>
std::vector<type_case<T>> moments(const std::string& zone) {
    const auto at = [](types::civil_date day, std::int64_t microseconds = 0) {
        return T(types::days_from_civil(day) * types::microseconds_per_day + microseconds);
    };
    return {{T(), "'2000-01-01 00:00" + zone + "'"},
            {T(-1), "'1999-12-31 23:59:59.999999" + zone + "'"},
            {at({2024, 2, 29}, 43'200'500'000), "'2024-02-29 12:00:00.5" + zone + "'"},
            {at({1901, 6, 9}), "'1901-06-09 00:00" + zone + "'"},
            {at({1800, 2, 18}), "'1800-02-18 00:00" + zone + "'"},
            {at({0, 1, 1}), "'0001-01-01 00:00" + zone + " BC'"},
            {T(types::first_microsecond), "'4714-11-24 00:00" + zone + " BC'"},
            {T(types::end_microsecond - 1), "'294276-12-31 23:59:59.999999" + zone + "'"},
            {T::infinity(), "'infinity'"},
            {T::minus_infinity(), "'-infinity'"}};
}

TEST(types, timestamp_travels) {
    auto db = connect();
    check_type<timestamp>(db, "timestamp", moments<timestamp>(""));
}

TEST(types, timestamptz_travels_in_every_zone) {
    auto db = connect();
    // Before 1900 the offset of most has seconds.
    for (const auto zone :
         {"UTC", "Europe/Amsterdam", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia"}) {
        SCOPED_TRACE(zone);
        db.execute("set timezone = '" + std::string(zone) + "'");
        check_type<timestamptz>(db, "timestamptz", moments<timestamptz>("+00"));
    }
}

TEST(types, interval_travels_in_every_style) {
    auto db = connect();
    constexpr auto months = limits<std::int32_t>::max(), days = months;
    constexpr auto microseconds = limits<std::int64_t>::max();
    constexpr std::int64_t hour = types::microseconds_per_hour;
    std::vector<type_case<interval>> cases{
        {{}, "'0'"},
        {{14, 3, hour + 1}, "'1 year 2 months 3 days 01:00:00.000001'"},
        {{-14, -3, -hour - 1}, "'-1 year -2 months -3 days -01:00:00.000001'"},
        {{1, -1, 0}, "'1 mon -1 day'"},
        {{-1, 1, -1}, "'-1 mon 1 day -00:00:00.000001'"},
        {{0, 0, -500'000}, "'-0.5 second'"},
        {{0, 0, 100 * hour}, "'100:00:00'"},
        {{13, -40, 5 * hour}, "'1 year 1 mon -40 days 05:00'"},
        {{months - 1, days - 1, 1'000'000 * hour}, "'178956970 years 6 mons 2147483646 days 1000000:00'"},
    };
    if (server_version(db) >= 15) {  // older ones do not take so many hours
        cases.push_back({{months - 1, days - 1, microseconds},
                         "'178956970 years 6 mons 2147483646 days 2562047788:00:54.775807'"});
        cases.push_back({{-months, -days, -microseconds},
                         "'-178956970 years -7 mons -2147483647 days -2562047788:00:54.775807'"});
    }
    if (server_version(db) >= 17) {
        cases.push_back({interval::infinity(), "'infinity'"});
        cases.push_back({interval::minus_infinity(), "'-infinity'"});
    }
    for (const auto style : {"postgres", "postgres_verbose", "sql_standard", "iso_8601"}) {
        SCOPED_TRACE(style);
        db.execute("set intervalstyle = " + std::string(style));
        check_type<interval>(db, "interval", cases);
    }
}

TEST(types, uuid_travels) {
    auto db = connect();
    std::vector<type_case<uuid>> cases;
    for (const std::string text :
         {"00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
          "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"})
        cases.push_back({uuid::parse(text).value(), literal(text)});
    check_type<uuid>(db, "uuid", cases);
}

TEST(types, json_travels_as_it_is_written) {
    auto db = connect();
    std::vector<type_case<json>> cases;
    for (const std::string text :
         {"null", "1", "\"\"", "{}", "[]", "{ \"b\": [1,  2.50], \"a\": null, \"a\": 1 }",
          "\"Grün \\u00e9 \\\\ \\\" ' 漢 🎉\"", "\n[\ttrue\t]\n"})
        cases.push_back({{text}, literal(text)});
    check_type<json>(db, "json", cases);
}

TEST(types, jsonb_travels_as_the_server_keeps_it) {
    auto db = connect();
    std::vector<type_case<jsonb>> cases;
    for (const std::string text :
         {"null", "1", "\"\"", "{}", "[]", "{\"a\": null, \"b\": [1, 2.50]}", "\"Grün é \\\\ \\\" ' 漢 🎉\""})
        cases.push_back({{text}, literal(text)});
    check_type<jsonb>(db, "jsonb", cases);
    EXPECT_EQ(db.query_one<jsonb>("select $1", jsonb{" {\"b\":1,\"a\":2,\"b\":3}"}).text,
              "{\"a\": 2, \"b\": 3}");
}

TEST(types, arrays_of_text_keep_every_element_apart) {
    auto db = connect();
    using list = std::vector<std::optional<std::string>>;
    const list values{"a\"b", "c\\d",  "e,f",   "NULL", std::nullopt, "",    "{x}",
                      "}",    " lead", "tab\t", "é漢",  "\\N",        "null"};
    check_value(
        db, "text[]", values,
        R"(array['a"b', 'c\d', 'e,f', 'NULL', null, '', '{x}', '}', ' lead', E'tab\t', 'é漢', '\N', 'null'])");
    const std::vector<std::string> plain{"", "NULL", "a"};
    check_value(db, "text[]", plain, "array['', 'NULL', 'a']");
    EXPECT_EQ(db.query_one<int>("select array_position($1, 'NULL')", std::vector<const char*>{"", "NULL"}),
              2);
}

TEST(types, arrays_that_do_not_fit_are_refused) {
    auto db = connect();
    using list = std::vector<int>;
    EXPECT_EQ(db.query_one<list>("select '{}'::int[]"), list());
    EXPECT_EQ(db.query_one<list>("select '[5:6]={1,2}'::int[]"), (list{1, 2}));
    EXPECT_PRED2(contains,
                 message_of<conversion_error>([&] { db.query_one<list>("select array[1, null] as a"); }),
                 "column 1 \"a\" (int4[]) of row 1");
    EXPECT_THROW(db.query_one<list>("select array[[1, 2], [3, 4]]"), conversion_error);
    EXPECT_THROW(db.query_one<list>("select array['1']"), conversion_error);
    EXPECT_THROW(db.query_one<list>("select 1"), conversion_error);
    std::vector<list> rows;
    db.query_into(rows, "select array_agg(i) from generate_series(1, 100000) i");
    ASSERT_EQ(rows.at(0).size(), 100'000u);
    EXPECT_EQ(rows[0].back(), 100'000);
}

}  // namespace
}  // namespace kornak::integration
