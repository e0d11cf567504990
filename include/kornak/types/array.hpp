#ifndef KORNAK_TYPES_ARRAY_HPP
#define KORNAK_TYPES_ARRAY_HPP

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <kornak/codec.hpp>
#include <kornak/oid.hpp>
#include <kornak/types/array_header.hpp>
#include <kornak/types/array_text.hpp>

namespace kornak {
namespace types {

/// An element of an array: of type T, or a std::optional where NULL is allowed for.
template <class Element>
struct array_element {
    using value_type = Element;
    static constexpr bool is_null(const Element&) noexcept { return false; }
    static const Element& value(const Element& element) noexcept { return element; }
    static bool assign_null(Element&) noexcept { return false; }
    static Element& emplace(Element& element) { return element; }
};

template <class T>
struct array_element<std::optional<T>> {
    using value_type = T;
    static constexpr bool is_null(const std::optional<T>& element) noexcept { return !element; }
    static const T& value(const std::optional<T>& element) noexcept { return *element; }
    static bool assign_null(std::optional<T>& element) noexcept {
        element.reset();
        return true;
    }
    static T& emplace(std::optional<T>& element) { return element.emplace(); }
};

template <class Element>
using array_element_codec = codec<typename array_element<Element>::value_type>;

template <class Element>
concept has_array_type = requires {
    array_element_codec<Element>::array_oid;
};

}  // namespace types

/// An array of one dimension; lower bounds are not kept. To receive NULLs the elements must be std::optional.
/// What does not fit (a NULL, more dimensions) fails to decode.
template <types::has_array_type Element>
struct codec<std::vector<Element>> {
    using element = types::array_element<Element>;
    using element_codec = types::array_element_codec<Element>;

    static constexpr std::uint32_t oid = element_codec::array_oid;
    static bool accepts(std::uint32_t type) noexcept {
        const std::uint32_t element_type = element_oid_of(type);
        return type == oid || (element_type != 0 && element_codec::accepts(element_type));
    }

    static void encode_binary(wire::byte_writer& to, const std::vector<Element>& value) {
        if (value.size() > types::array_header::max_elements)
            return to.set_fault(wire::byte_writer::fault::too_large);
        types::array_header header;
        header.element_oid = element_codec::oid;
        header.has_nulls = std::ranges::any_of(value, [](const Element& e) { return element::is_null(e); });
        header.dimension_count = value.empty() ? 0 : 1;
        header.dimensions[0].length = static_cast<std::int32_t>(value.size());
        types::write_array_header(to, header);
        for (const Element& item : value) {
            if (element::is_null(item)) {
                types::write_null_array_element(to);
                continue;
            }
            const std::size_t begin = types::begin_array_element(to);
            element_codec::encode_binary(to, element::value(item));
            types::end_array_element(to, begin);
        }
    }

    static bool decode_binary(wire::bytes_view from, std::vector<Element>& out) {
        wire::byte_reader reader{from};
        types::array_header header;
        if (!types::read_array_header(reader, header) || header.dimension_count > 1 ||
            !element_codec::accepts(header.element_oid))
            return false;
        out.clear();
        out.reserve(header.element_count);
        for (std::size_t i = 0; i < header.element_count; ++i) {
            types::array_element_view view;
            Element item{};
            if (!types::read_array_element(reader, view))
                return false;
            if (view.is_null ? !element::assign_null(item)
                             : !element_codec::decode_binary(view.payload, element::emplace(item)))
                return false;
            out.push_back(std::move(item));
        }
        return reader.complete();
    }

    static void encode_text(std::string& to, const std::vector<Element>& value) {
        std::string text;
        char separator = '{';
        for (const Element& item : value) {
            text.clear();
            if (!element::is_null(item))
                element_codec::encode_text(text, element::value(item));
            to += std::exchange(separator, ',');
            types::append_array_element_text(to, text, element::is_null(item));
        }
        to += value.empty() ? "{}" : "}";
    }

    static bool decode_text(std::string_view from, std::vector<Element>& out) {
        using token = types::array_text_reader::token;
        types::array_text_reader reader{from};
        out.clear();
        if (reader.next() != token::open)
            return false;
        for (;;) {
            switch (reader.next()) {
                case token::element: break;
                case token::close: return reader.next() == token::end;
                case token::open:
                case token::end:
                case token::malformed: return false;
            }
            Element item{};
            if (reader.is_null() ? !element::assign_null(item)
                                 : !element_codec::decode_text(reader.text(), element::emplace(item)))
                return false;
            out.push_back(std::move(item));
        }
    }
};

}  // namespace kornak

#endif
