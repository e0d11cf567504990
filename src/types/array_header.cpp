#include <kornak/types/array_header.hpp>

#include <limits>

namespace kornak::types {
namespace {

constexpr std::int32_t null_length = -1;
constexpr std::size_t smallest_element = 4;  // its length

}  // namespace

bool read_array_header(wire::byte_reader& from, array_header& out) noexcept {
    out = {};
    const std::int32_t dimension_count = from.i32();
    const std::int32_t flags = from.i32();
    out.element_oid = from.u32();
    out.has_nulls = flags == 1;
    if (flags < 0 || flags > 1 || dimension_count < 0 ||
        static_cast<std::size_t>(dimension_count) > array_header::max_dimensions)
        from.fail();
    std::size_t elements = dimension_count == 0 ? 0 : 1;
    for (std::int32_t i = 0; i < dimension_count && !from.failed(); ++i) {
        auto& dimension = out.dimensions[out.dimension_count++];
        dimension.length = from.i32();
        dimension.lower_bound = from.i32();
        // The product cannot overflow: both factors are below 2^31, or we do not get here again.
        if (dimension.length < 0)
            from.fail();
        elements *= static_cast<std::size_t>(dimension.length);
        if (elements > from.remaining() / smallest_element)
            from.fail();
    }
    // An empty int2vector has one dimension of the length 0; and nobody shall build 2^31 empty rows for
    // [2^31][0].
    if (elements == 0)
        out = {.element_oid = out.element_oid, .has_nulls = out.has_nulls};
    out.element_count = elements;
    return !from.failed();
}

void write_array_header(wire::byte_writer& to, const array_header& header) {
    to.i32(static_cast<std::int32_t>(header.dimension_count));
    to.i32(header.has_nulls ? 1 : 0);
    to.u32(header.element_oid);
    for (std::size_t i = 0; i < header.dimension_count; ++i) {
        to.i32(header.dimensions[i].length);
        to.i32(header.dimensions[i].lower_bound);
    }
}

bool read_array_element(wire::byte_reader& from, array_element_view& out) noexcept {
    const std::int32_t length = from.i32();
    out.is_null = length == null_length;
    if (length < null_length)
        from.fail();
    out.payload = from.bytes(length > 0 ? static_cast<std::size_t>(length) : 0);
    return !from.failed();
}

std::size_t begin_array_element(wire::byte_writer& to) {
    return to.reserve_i32();
}

void end_array_element(wire::byte_writer& to, std::size_t begin) noexcept {
    const std::size_t length = to.size() - begin - sizeof(std::int32_t);
    if (length > std::numeric_limits<std::int32_t>::max())
        to.set_fault(wire::byte_writer::fault::too_large);
    else
        to.patch_i32(begin, static_cast<std::int32_t>(length));
}

void write_null_array_element(wire::byte_writer& to) {
    to.i32(null_length);
}

}  // namespace kornak::types
