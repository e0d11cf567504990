#ifndef KORNAK_DETAIL_PARAMETERS_HPP
#define KORNAK_DETAIL_PARAMETERS_HPP

#include <concepts>
#include <optional>
#include <string_view>
#include <vector>

#include <kornak/codec.hpp>
#include <kornak/detail/format.hpp>

namespace kornak::detail {

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
concept null_value = std::same_as<T, std::nullopt_t> || std::same_as<T, std::nullptr_t>;

template <class T>
concept text_like = std::convertible_to<const T&, std::string_view>;

/// The parameters of one statement, serialised: they need not outlive the call that takes them.
///
/// Values go in binary with the type that their codec names. Text is the exception: it goes as text of a type
/// the server infers, so that "2024-01-01" fits a date column and "{}" a jsonb one.
class parameter_block {
public:
    template <class... Values>
    static parameter_block of(const Values&... values) {
        parameter_block block;
        block.types_.reserve(sizeof...(values));
        block.formats_.reserve(sizeof...(values));
        (block.add(values), ...);
        return block;
    }

    std::size_t count() const noexcept { return types_.size(); }
    const std::vector<std::uint32_t>& types() const noexcept { return types_; }
    const std::vector<wire::format>& formats() const noexcept { return formats_; }
    wire::bytes_view values() const noexcept { return values_.view(); }

private:
    template <class T>
    void add(const T& value) {
        if constexpr (null_value<T>) {
            add_null(0);
        } else if constexpr (is_optional<T>) {
            using inner = typename T::value_type;
            if (value)
                add(*value);
            else
                add_null(text_like<inner> ? 0 : codec<inner>::oid);
        } else if constexpr (text_like<T>) {
            const std::string_view text = value;
            describe(0, wire::format::text);
            values_.i32(static_cast<std::int32_t>(text.size()));
            values_.text(text);
        } else {
            static_assert(encodable<T>, "this type cannot be a parameter: specialise kornak::codec for it");
            describe(codec<T>::oid, wire::format::binary);
            const auto length_at = values_.reserve_i32();
            codec<T>::encode_binary(values_, value);
            values_.patch_i32(length_at, static_cast<std::int32_t>(values_.size() - length_at - 4));
        }
    }
    void add_null(std::uint32_t type) {
        describe(type, wire::format::binary);
        values_.i32(-1);
    }
    void describe(std::uint32_t type, wire::format format) {
        types_.push_back(type);
        formats_.push_back(format);
    }

    std::vector<std::uint32_t> types_;
    std::vector<wire::format> formats_;
    wire::byte_writer values_;
};

}  // namespace kornak::detail

#endif
