#include <kornak/types/array_header.hpp>

#include "unit/types/check_codec.hpp"

namespace kornak::types {
namespace {

using test::from_hex;
using test::to_hex;

std::optional<array_header> header_of(std::string_view hex) {
    const auto bytes = from_hex(hex);
    wire::byte_reader reader{bytes};
    array_header header;
    if (!read_array_header(reader, header))
        return std::nullopt;
    return header;
}

constexpr std::string_view four_elements =
    "00000004 00000000 00000004 00000000 00000004 00000000 00000004 00000000";

TEST(array_header, is_read_for_every_number_of_dimensions) {
    const auto none = header_of("00000000 00000000 00000017");
    ASSERT_TRUE(none.has_value());
    EXPECT_EQ(*none, (array_header{.element_oid = 23}));

    const auto two = header_of("00000002 00000001 00000015 00000002 00000001 00000002 fffffffe" +
                               std::string{four_elements});
    ASSERT_TRUE(two.has_value());
    EXPECT_EQ(two->element_oid, 21u);
    EXPECT_TRUE(two->has_nulls);
    EXPECT_EQ(two->dimension_count, 2u);
    EXPECT_EQ(two->dimensions[0], (array_dimension{2, 1}));
    EXPECT_EQ(two->dimensions[1], (array_dimension{2, -2}));
    EXPECT_EQ(two->element_count, 4u);

    std::string six = "00000006 00000000 00000017";
    for (int i = 0; i < 6; ++i)
        six += "00000001 00000001";
    EXPECT_EQ(header_of(six + "ffffffff")->dimension_count, 6u);
}

TEST(array_header, is_written_as_it_is_read) {
    for (const std::string_view hex :
         {"00000000 00000000 00000017", "00000001 00000001 00000019 00000002 fffffffe",
          "00000002 00000000 00000015 00000002 00000001 00000002 00000000"}) {
        const auto header = header_of(std::string{hex} + std::string{four_elements});
        ASSERT_TRUE(header.has_value()) << hex;
        wire::byte_writer writer;
        write_array_header(writer, *header);
        EXPECT_EQ(to_hex(writer.view()), to_hex(from_hex(hex)));
    }
}

TEST(array_header, of_an_array_without_elements_has_no_dimensions) {
    // An empty int2vector; and dimensions that would make 2^31 - 1 empty rows.
    EXPECT_EQ(header_of("00000001 00000000 00000015 00000000 00000000"), (array_header{.element_oid = 21}));
    EXPECT_EQ(header_of("00000002 00000000 00000017 00000000 00000001 7fffffff 00000001"),
              (array_header{.element_oid = 23}));
}

TEST(array_header, rejects_what_cannot_be) {
    for (const std::string_view hex : {
             "",
             "00000000 00000000 000000",             // cut off
             "00000001 00000000 00000017 00000001",  // cut off in a dimension
             "ffffffff 00000000 00000017",           // dimensions: -1
             "00000007 00000000 00000017",           // dimensions: 7
             "00000000 00000002 00000017",           // no such flag
             "00000000 ffffffff 00000017",
             "00000001 00000000 00000017 ffffffff 00000001",                    // a negative length
             "00000001 00000000 00000017 00000001 00000001",                    // no element
             "00000001 00000000 00000017 00000002 00000001 00000000",           // one of two
             "00000001 00000000 00000017 7fffffff 00000001 00000000",           // one of 2^31 - 1
             "00000002 00000000 00000017 7fffffff 00000001 7fffffff 00000001",  // of 2^62
             "00000002 00000000 00000017 7fffffff 00000001 00000000 00000001",  // 2^31 - 1 times nothing
         })
        EXPECT_FALSE(header_of(hex).has_value()) << hex;
    // A product that is 0 in 64 bits.
    std::string powers = "00000006 00000000 00000017";
    for (int i = 0; i < 6; ++i)
        powers += "40000000 00000001";
    EXPECT_FALSE(header_of(powers).has_value());
}

TEST(array_element, is_a_payload_or_null) {
    const auto bytes = from_hex("00000002 0102 00000000 ffffffff");
    wire::byte_reader reader{bytes};
    array_element_view element;
    ASSERT_TRUE(read_array_element(reader, element));
    EXPECT_EQ(to_hex(element.payload), "0102");
    EXPECT_FALSE(element.is_null);
    ASSERT_TRUE(read_array_element(reader, element));
    EXPECT_TRUE(element.payload.empty());
    EXPECT_FALSE(element.is_null);
    ASSERT_TRUE(read_array_element(reader, element));
    EXPECT_TRUE(element.is_null);
    EXPECT_FALSE(read_array_element(reader, element));
}

TEST(array_element, rejects_lengths_that_cannot_be) {
    for (const std::string_view hex :
         {"", "000000", "00000001", "00000002 01", "fffffffe", "80000000", "7fffffff 00"}) {
        const auto bytes = from_hex(hex);
        wire::byte_reader reader{bytes};
        array_element_view element;
        EXPECT_FALSE(read_array_element(reader, element)) << hex;
    }
}

TEST(array_element, is_written_behind_its_length) {
    wire::byte_writer writer;
    const auto begin = begin_array_element(writer);
    writer.text("abc");
    end_array_element(writer, begin);
    write_null_array_element(writer);
    EXPECT_EQ(to_hex(writer.view()), "00000003616263ffffffff");
}

}  // namespace
}  // namespace kornak::types
