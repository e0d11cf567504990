#include <kornak/types/scalar.hpp>

#include <limits>

#include "unit/types/check_codec.hpp"

namespace kornak {
namespace {

using namespace test;

TEST(bool_codec, reads_and_writes) {
    check_codec<bool>({{true, "01", "t"}, {false, "00", "f"}});
    accepts_only_sizes<bool>({1});
    accepts_only_types<bool>({oids::bool_});
    rejects_binary<bool>({"02", "ff"});
    rejects_text<bool>({"", "true", "T", "1", "tt", "t "});
}

TEST(integer_codec, reads_and_writes) {
    check_codec<short>(
        {{0, "0000", "0"}, {-2, "fffe", "-2"}, {32767, "7fff", "32767"}, {-32768, "8000", "-32768"}});
    check_codec<int>({{1, "00000001", "1"},
                      {std::numeric_limits<int>::max(), "7fffffff", "2147483647"},
                      {std::numeric_limits<int>::min(), "80000000", "-2147483648"}});
    check_codec<long>({{258, "0000000000000102", "258"},
                       {std::numeric_limits<long>::max(), "7fffffffffffffff", "9223372036854775807"},
                       {std::numeric_limits<long>::min(), "8000000000000000", "-9223372036854775808"}});
    check_codec<long long>({{-1, "ffffffffffffffff", "-1"}});
}

TEST(integer_codec, reads_narrower_columns) {
    EXPECT_EQ(from_binary<int>("fffe"), -2);
    EXPECT_EQ(from_binary<long>("fffe"), -2);
    EXPECT_EQ(from_binary<long>("80000000"), -2147483648L);
    EXPECT_EQ(from_binary<long long>("7fffffff"), 2147483647LL);
    accepts_only_types<short>({oids::int2});
    accepts_only_types<int>({oids::int2, oids::int4});
    accepts_only_types<long>({oids::int2, oids::int4, oids::int8});
    accepts_only_types<long long>({oids::int2, oids::int4, oids::int8});
    accepts_only_sizes<short>({2});
    accepts_only_sizes<int>({2, 4});
    accepts_only_sizes<long>({2, 4, 8});
    accepts_only_sizes<long long>({2, 4, 8});
}

TEST(integer_codec, rejects_text_that_is_not_a_number_of_its_size) {
    rejects_text<int>({"", "-", "+1", " 1", "1 ", "1.0", "0x10", "1e3", "2147483648", "-2147483649"});
    rejects_text<short>({"32768", "-32769", "9223372036854775808"});
    rejects_text<long>({"9223372036854775808", "-9223372036854775809", "--1"});
}

TEST(oid_codec, reads_and_writes) {
    check_codec<oid>({{oid{26}, "0000001a", "26"}, {oid{0xFFFFFFFF}, "ffffffff", "4294967295"}});
    accepts_only_sizes<oid>({4});
    accepts_only_types<oid>({oids::oid});
    rejects_text<oid>({"", "-1", "4294967296", "pg_class"});
}

TEST(float_codec, reads_and_writes) {
    using limits = std::numeric_limits<float>;
    check_codec<float>({{1.5f, "3fc00000", "1.5"},
                        {0.1f, "3dcccccd", "0.1"},
                        {-0.0f, "80000000", "-0"},
                        {limits::quiet_NaN(), "7fc00000", "NaN"},
                        {limits::infinity(), "7f800000", "Infinity"},
                        {-limits::infinity(), "ff800000", "-Infinity"},
                        {limits::max(), "7f7fffff", "3.4028235e+38"},
                        {limits::denorm_min(), "00000001", "1e-45"}});
    accepts_only_sizes<float>({4});
    accepts_only_types<float>({oids::float4});
}

TEST(float_codec, chooses_the_notation_that_a_server_chooses) {
    EXPECT_EQ(text_of(123456.0f), "123456");
    EXPECT_EQ(text_of(1234567.0f), "1.234567e+06");
    EXPECT_EQ(text_of(0.0001f), "0.0001");
    EXPECT_EQ(text_of(0.00001f), "1e-05");
    EXPECT_EQ(text_of(1e14), "100000000000000");
    EXPECT_EQ(text_of(123456789012345.6), "123456789012345.6");
    EXPECT_EQ(text_of(1e15), "1e+15");
    EXPECT_EQ(text_of(-0.00012345), "-0.00012345");
    EXPECT_EQ(text_of(-0.000012345), "-1.2345e-05");
    EXPECT_EQ(text_of(1e100), "1e+100");
}

TEST(double_codec, reads_and_writes) {
    using limits = std::numeric_limits<double>;
    check_codec<double>({{1.5, "3ff8000000000000", "1.5"},
                         {0.1, "3fb999999999999a", "0.1"},
                         {-0.0, "8000000000000000", "-0"},
                         {limits::quiet_NaN(), "7ff8000000000000", "NaN"},
                         {limits::infinity(), "7ff0000000000000", "Infinity"},
                         {-limits::infinity(), "fff0000000000000", "-Infinity"},
                         {limits::max(), "7fefffffffffffff", "1.7976931348623157e+308"},
                         {limits::denorm_min(), "0000000000000001", "5e-324"}});
    EXPECT_EQ(from_binary<double>("3fc00000"), 1.5);
    accepts_only_sizes<double>({4, 8});
    accepts_only_types<double>({oids::float4, oids::float8});
}

TEST(double_codec, rejects_text_that_is_not_a_number) {
    rejects_text<double>({"", "-", ".", "e5", "1e", "1.5 ", " 1.5", "+1", "nan", "NaN(1)", "inf", "infinity",
                          "-NaN", "0x1p3", "1,5", "1e400", "-1e400"});
    rejects_text<float>({"1e39", "NAN", "--1"});
}

}  // namespace
}  // namespace kornak
