#include <kornak/types/date_style.hpp>

#include <gtest/gtest.h>

namespace kornak::types {
namespace {

TEST(date_style, reads_what_servers_report) {
    EXPECT_EQ(parse_date_style("ISO, MDY"), (date_style{date_format::iso, date_order::mdy}));
    EXPECT_EQ(parse_date_style("SQL, DMY"), (date_style{date_format::sql, date_order::dmy}));
    EXPECT_EQ(parse_date_style("Postgres, YMD"), (date_style{date_format::postgres, date_order::ymd}));
    EXPECT_EQ(parse_date_style("German, DMY"), (date_style{date_format::german, date_order::dmy}));
    EXPECT_EQ(date_style{}, parse_date_style("ISO, MDY"));
}

TEST(date_style, rejects_everything_else) {
    for (const char* value :
         {"", "ISO", "ISO,MDY", "ISO, ", ", MDY", "ISO, MDY ", "iso, mdy", "ISO, DYM", "MDY, ISO"})
        EXPECT_FALSE(parse_date_style(value).has_value()) << value;
}

}  // namespace
}  // namespace kornak::types
