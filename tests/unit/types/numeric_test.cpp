#include <kornak/types/numeric.hpp>

#include <cmath>

#include "unit/types/check_codec.hpp"

namespace kornak {
namespace {

using namespace test;
using sign = numeric::sign_type;

numeric number(std::string_view text) {
    const auto parsed = numeric::parse(text);
    EXPECT_TRUE(parsed.has_value()) << text;
    return parsed.value_or(numeric{});
}

TEST(numeric_codec, reads_and_writes) {
    check_codec<numeric>({
        {numeric{}, "0000 0000 0000 0000", "0"},
        {number("0.00"), "0000 0000 0000 0002", "0.00"},
        {number("1"), "0001 0000 0000 0000 0001", "1"},
        {number("10000"), "0001 0001 0000 0000 0001", "10000"},
        {number("1e10"), "0001 0002 0000 0000 0064", "10000000000"},
        {number("-12345.6780"), "0003 0001 4000 0004 0001 0929 1a7c", "-12345.6780"},
        {number("0.0001"), "0001 ffff 0000 0004 0001", "0.0001"},
        {number("0.00001"), "0001 fffe 0000 0005 03e8", "0.00001"},
        {number("1.5e-3"), "0001 ffff 0000 0004 000f", "0.0015"},
        {number("100010001"), "0003 0002 0000 0000 0001 0001 0001", "100010001"},
        {number("10000.0001"), "0003 0001 0000 0004 0001 0000 0001", "10000.0001"},
        {number("123456789012345678901234567890"),
         "0008 0007 0000 0000 000c 0d80 1ed2 04d2 162e 2334 0d80 1ed2", "123456789012345678901234567890"},
        {numeric::nan(), "0000 0000 c000 0000", "NaN"},
        {numeric::infinity(), "0000 0000 d000 0000", "Infinity"},
        {numeric::minus_infinity(), "0000 0000 f000 0000", "-Infinity"},
    });
    accepts_only_types<numeric>({oids::numeric});
}

TEST(numeric_codec, rejects_malformed_binary) {
    rejects_binary<numeric>({
        "",
        "0000 0000 0000 00",              // no header
        "0001 0000 0000 0000",            // a digit is missing
        "0001 0000 0000 0000 00",         // half of it is
        "0001 0000 0000 0000 0001 0001",  // one too many
        "0000 0000 0000 0000 00",         // a byte too many
        "ffff 0000 0000 0000 0001",       // many more announced
        "0001 0000 0000 0000 2710",       // a digit of 10000
        "0001 0000 0000 0000 ffff",       // a negative digit
        "0001 0000 c000 0000 2710",       // the same in a NaN
        "0000 0000 8000 0000",            // no such sign
        "0000 0000 e000 0000",
        "0000 0000 0001 0000",
        "0000 0000 0000 4000",       // a scale beyond the limit
        "0001 8000 0000 0000 0001",  // a number smaller than any
        "0001 f000 0000 0000 0001",
    });
}

TEST(numeric_codec, normalises_what_it_reads) {
    // Zeros around the digits, and digits that the scale would hide.
    EXPECT_EQ(from_binary<numeric>("0003 0002 0000 0002 0000 0001 0000")->to_string(), "10000.00");
    EXPECT_EQ(from_binary<numeric>("0003 0002 0000 0002 0000 0001 0000"), number("10000"));
    EXPECT_EQ(from_binary<numeric>("0002 0000 4000 0007 0000 0000")->to_string(), "0.0000000");
    EXPECT_EQ(from_binary<numeric>("0002 0000 0000 0000 0001 1388")->to_string(), "1.5");
    EXPECT_EQ(from_binary<numeric>("0001 f001 0000 0000 0001")->scale(), 4 * 4095);
    // As servers send it.
    EXPECT_EQ(from_binary<numeric>("0000 0000 d000 0020"), numeric::infinity());
}

TEST(numeric, reads_what_a_server_reads) {
    struct {
        std::string_view text;
        std::string_view printed;
    } const cases[] = {
        {"1.", "1"},
        {".5", "0.5"},
        {"+5", "5"},
        {"-0.0", "0.0"},
        {"007.50", "7.50"},
        {"1e3", "1000"},
        {"1E+3", "1000"},
        {"12.345e2", "1234.5"},
        {"12.345e3", "12345"},
        {"12.345e5", "1234500"},
        {"1.50e-2", "0.0150"},
        {"0e-5", "0.00000"},
        {"0e99999", "0"},
        {"nan", "NaN"},
        {"NAN", "NaN"},
        {"inf", "Infinity"},
        {"+Inf", "Infinity"},
        {"-iNFiNiTY", "-Infinity"},
        {"9999.9999", "9999.9999"},
        {"99990000.00009999", "99990000.00009999"},
    };
    for (const auto& [text, printed] : cases)
        EXPECT_EQ(number(text).to_string(), printed) << text;
}

TEST(numeric, rejects_what_a_server_rejects) {
    rejects_text<numeric>({"",     "-",     "+",    ".",    "-.",      "e5",        ".e5", "1e",
                           "1e+",  "1e5.0", "1 ",   " 1",   "1,0",     "1.0.0",     "--1", "+-1",
                           "0x10", "1_000", "-nan", "+nan", "infinit", "infinityy", "NaN0"});
}

TEST(numeric, ends_where_a_server_ends) {
    EXPECT_EQ(number("1e131071").to_string(), "1" + std::string(131071, '0'));
    EXPECT_EQ(number(std::string(131072, '9')).to_string(), std::string(131072, '9'));
    EXPECT_EQ(number("1e-16383").to_string(), "0." + std::string(16382, '0') + "1");
    EXPECT_EQ(number(std::string(100'000, '0') + "1"), numeric{1});
    const std::string widest = std::string(131072, '9') + '.' + std::string(16383, '9');
    EXPECT_EQ(from_binary<numeric>(binary_of(number(widest)))->to_string(), widest);
    rejects_text<numeric>({"1e131072", "1e-16384", "0.1e-16383", "0e-16384", "1e999999999", "1e-999999999",
                           "1e9999999999999999999999", "10e131071"});
}

TEST(numeric, is_equal_by_value) {
    EXPECT_EQ(number("1.0"), number("1.00"));
    EXPECT_EQ(number("0.00"), number("-0"));
    EXPECT_EQ(number("100e-2"), numeric{1});
    EXPECT_NE(number("1"), number("-1"));
    EXPECT_NE(number("1"), number("10000"));
    EXPECT_NE(number("1"), number("1.0001"));
    EXPECT_EQ(numeric::nan(), numeric::nan());
    EXPECT_NE(numeric::infinity(), numeric::minus_infinity());
    EXPECT_NE(numeric::nan(), numeric{});
}

TEST(numeric, converts_from_and_to_integers) {
    constexpr auto max = std::numeric_limits<std::int64_t>::max();
    constexpr auto min = std::numeric_limits<std::int64_t>::min();
    for (const std::int64_t value :
         {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, std::int64_t{9999}, std::int64_t{10000},
          std::int64_t{-10000}, std::int64_t{120'000'000}, max, min}) {
        EXPECT_EQ(numeric{value}.to_string(), std::to_string(value));
        EXPECT_EQ(numeric{value}, number(std::to_string(value)));
        EXPECT_EQ(numeric{value}.to_int64(), value);
    }
    EXPECT_EQ(number("5.000").to_int64(), 5);
    EXPECT_EQ(number("0.00").to_int64(), 0);
    for (const char* text : {"0.5", "1.5", "-10000.0001", "9223372036854775808", "-9223372036854775809",
                             "1e30", "1e131071", "NaN", "Infinity", "-Infinity"})
        EXPECT_FALSE(number(text).to_int64().has_value()) << text;
}

TEST(numeric, converts_to_the_nearest_double) {
    EXPECT_EQ(number("0.1").to_double(), 0.1);
    EXPECT_EQ(number("-12345.678").to_double(), -12345.678);
    EXPECT_EQ(number("9007199254740993").to_double(), 9007199254740992.0);
    EXPECT_EQ(number("1.7976931348623157e308").to_double(), std::numeric_limits<double>::max());
    EXPECT_EQ(number("5e-324").to_double(), std::numeric_limits<double>::denorm_min());
    EXPECT_EQ(number("1e-400").to_double(), 0.0);
    EXPECT_EQ(number("-1e-400").to_double(), 0.0);
    EXPECT_FALSE(number("1e400").to_double().has_value());
    EXPECT_FALSE(number("-1e400").to_double().has_value());
    EXPECT_TRUE(std::isnan(numeric::nan().to_double().value()));
    EXPECT_EQ(numeric::infinity().to_double(), std::numeric_limits<double>::infinity());
    EXPECT_EQ(numeric::minus_infinity().to_double(), -std::numeric_limits<double>::infinity());
}

TEST(numeric, is_made_from_and_gives_its_digits) {
    const auto made = numeric::from_digits(sign::negative, 1, {1, 2345, 6780}, 4);
    ASSERT_TRUE(made.has_value());
    EXPECT_EQ(made->to_string(), "-12345.6780");
    EXPECT_EQ(made->sign(), sign::negative);
    EXPECT_EQ(made->weight(), 1);
    EXPECT_EQ(made->scale(), 4);
    EXPECT_TRUE(std::ranges::equal(made->digits(), std::vector<std::int16_t>{1, 2345, 6780}));
    EXPECT_TRUE(numeric{}.digits().empty());

    constexpr auto max = std::numeric_limits<std::int32_t>::max();
    constexpr auto min = std::numeric_limits<std::int32_t>::min();
    EXPECT_FALSE(numeric::from_digits(sign::positive, 0, {10000}, 0).has_value());
    EXPECT_FALSE(numeric::from_digits(sign::positive, 0, {-1}, 0).has_value());
    EXPECT_FALSE(numeric::from_digits(sign::positive, max, {1}, 0).has_value());
    EXPECT_FALSE(numeric::from_digits(sign::positive, 32768, {1}, 0).has_value());
    EXPECT_FALSE(numeric::from_digits(sign::positive, min, {0, 1}, 0).has_value());
    EXPECT_FALSE(numeric::from_digits(sign::positive, 0, {1}, numeric::max_scale + 1).has_value());
    EXPECT_EQ(numeric::from_digits(sign::positive, 32768, {0, 1}, 0)->weight(), 32767);
}

}  // namespace
}  // namespace kornak
