#include <kornak/types/bytea.hpp>

#include "unit/types/check_codec.hpp"

namespace kornak {
namespace {

using namespace test;

TEST(bytea_codec, reads_and_writes) {
    check_codec<bytea>({{from_hex(""), "", "\\x"},
                        {from_hex("00ff5c"), "00ff5c", "\\x00ff5c"},
                        {from_hex("0123456789abcdef"), "0123456789abcdef", "\\x0123456789abcdef"}});
    accepts_only_types<bytea>({oids::bytea});
}

TEST(bytea_codec, reads_hexadecimal_of_either_case) {
    EXPECT_EQ(from_text<bytea>("\\xABcd"), from_hex("abcd"));
}

TEST(bytea_codec, reads_the_escape_format) {
    EXPECT_EQ(from_text<bytea>(""), bytea{});
    EXPECT_EQ(from_text<bytea>("abc"), from_hex("616263"));
    EXPECT_EQ(from_text<bytea>("\\\\"), from_hex("5c"));
    EXPECT_EQ(from_text<bytea>("\\\\x00"), from_hex("5c783030"));
    EXPECT_EQ(from_text<bytea>("a\\000b\\377\\001"), from_hex("610062ff01"));
}

TEST(bytea_codec, rejects_malformed_text) {
    rejects_text<bytea>(
        {"\\x0", "\\x0g", "\\x 00", "\\", "a\\", "\\0", "\\00", "\\400", "\\080", "\\008", "\\a", "\\\\\\"});
}

}  // namespace
}  // namespace kornak
