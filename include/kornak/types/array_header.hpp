#ifndef KORNAK_TYPES_ARRAY_HEADER_HPP
#define KORNAK_TYPES_ARRAY_HEADER_HPP

#include <array>

#include <kornak/detail/byte_writer.hpp>

namespace kornak::types {

struct array_dimension {
    std::int32_t length = 0;
    std::int32_t lower_bound = 1;

    bool operator==(const array_dimension&) const = default;
};

/// What comes before the elements in the binary form of an array. Each element follows as its length and its
/// payload, a NULL as the length -1; the last dimension varies fastest. The limits are PostgreSQL's.
struct array_header {
    static constexpr std::size_t max_dimensions = 6;
    static constexpr std::size_t max_elements = 134'217'727;

    std::uint32_t element_oid = 0;
    bool has_nulls = false;
    std::size_t dimension_count = 0;  ///< an array without elements has no dimensions
    std::array<array_dimension, max_dimensions> dimensions{};
    std::size_t element_count = 0;

    bool operator==(const array_header&) const = default;
};

/// Reads a header. Afterwards `element_count` elements can be in what remains to read, so it is safe to
/// reserve memory for them. Errors: false if it is malformed or announces more than remains.
bool read_array_header(wire::byte_reader& from, array_header& out) noexcept;

/// Writes a header; `element_count` is not a part of it.
void write_array_header(wire::byte_writer& to, const array_header& header);

/// One element as it lies in the array. Lifetime of the payload: that of the array's bytes.
struct array_element_view {
    wire::bytes_view payload;
    bool is_null = false;
};

/// Reads the next element. Errors: false if it is malformed or not all there.
bool read_array_element(wire::byte_reader& from, array_element_view& out) noexcept;

/// Leaves room for the length of an element that is to be written next; `end_array_element` fills it in.
std::size_t begin_array_element(wire::byte_writer& to);
void end_array_element(wire::byte_writer& to, std::size_t begin) noexcept;
void write_null_array_element(wire::byte_writer& to);

}  // namespace kornak::types

#endif
