#include <kornak/oid.hpp>

#include <gtest/gtest.h>

#include <algorithm>

#include "types/type_table.hpp"

namespace kornak {
namespace {

TEST(oid, constants_are_those_of_the_catalog) {
    EXPECT_EQ(oids::bool_, 16u);
    EXPECT_EQ(oids::char_, 18u);
    EXPECT_EQ(oids::int4, 23u);
    EXPECT_EQ(oids::int4_array, 1007u);
    EXPECT_EQ(oids::unknown, 705u);
    EXPECT_EQ(oids::timestamptz, 1184u);
    EXPECT_EQ(oids::void_, 2278u);
    EXPECT_EQ(oids::record_array, 2287u);
    EXPECT_EQ(oids::jsonb_array, 3807u);
    EXPECT_EQ(oids::int8multirange_array, 6157u);
}

TEST(oid, types_have_names) {
    EXPECT_EQ(type_name(oids::bool_), "bool");
    EXPECT_EQ(type_name(oids::char_), "char");
    EXPECT_EQ(type_name(oids::int4), "int4");
    EXPECT_EQ(type_name(oids::int4_array), "int4[]");
    EXPECT_EQ(type_name(oids::int8multirange), "int8multirange");
}

TEST(oid, what_is_not_built_in_has_no_name) {
    for (const std::uint32_t type : {0u, 1u, 15u, 71u, 2276u, 6158u, 16384u, 0xFFFFFFFFu}) {
        EXPECT_EQ(type_name(type), "") << type;
        EXPECT_EQ(array_oid_of(type), 0u) << type;
        EXPECT_EQ(element_oid_of(type), 0u) << type;
    }
}

TEST(oid, arrays_and_elements_belong_together) {
    EXPECT_EQ(array_oid_of(oids::text), oids::text_array);
    EXPECT_EQ(element_oid_of(oids::text_array), oids::text);
    EXPECT_EQ(element_oid_of(oids::record_array), oids::record);
    EXPECT_EQ(array_oid_of(oids::text_array), 0u);
    EXPECT_EQ(element_oid_of(oids::text), 0u);
    EXPECT_EQ(array_oid_of(oids::void_), 0u);
    // It has elements of type int2, but its text form is not that of an array.
    EXPECT_EQ(element_oid_of(oids::int2vector), 0u);
    for (const auto& type : types::type_table) {
        EXPECT_TRUE(type.array_oid == 0 || element_oid_of(type.array_oid) == type.oid) << type.name;
        EXPECT_TRUE(type.element_oid == 0 || array_oid_of(type.element_oid) == type.oid) << type.name;
    }
}

TEST(oid, table_is_in_the_order_that_the_search_needs) {
    EXPECT_TRUE(std::ranges::is_sorted(types::type_table, std::ranges::less{}, &types::type_entry::oid));
}

}  // namespace
}  // namespace kornak
