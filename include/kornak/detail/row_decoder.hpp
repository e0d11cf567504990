#ifndef KORNAK_DETAIL_ROW_DECODER_HPP
#define KORNAK_DETAIL_ROW_DECODER_HPP

#include <array>
#include <tuple>
#include <vector>

#include <kornak/codec.hpp>
#include <kornak/detail/aggregate.hpp>
#include <kornak/detail/parameters.hpp>
#include <kornak/detail/row_sink.hpp>
#include <kornak/detail/type_name.hpp>

namespace kornak::detail {

template <class T>
inline constexpr bool is_tuple = false;
template <class... Ts>
inline constexpr bool is_tuple<std::tuple<Ts...>> = true;
template <class A, class B>
inline constexpr bool is_tuple<std::pair<A, B>> = true;

/// A column's worth of a row: a type with a codec, or std::optional of one.
template <class T>
concept field_type = decodable<T> ||(is_optional<T>&& decodable<typename T::value_type>);

/// What `query<Row...>` returns rows as: one type is itself, several make a tuple.
template <class... Row>
struct row_of {
    using type = std::tuple<Row...>;
};
template <class Row>
struct row_of<Row> {
    using type = Row;
};
template <class... Row>
using row_of_t = typename row_of<Row...>::type;

template <class Row>
constexpr auto members_of(Row& row) {
    if constexpr (field_type<Row>) {
        return std::tie(row);
    } else if constexpr (is_tuple<Row>) {
        return std::apply([](auto&... members) { return std::tie(members...); }, row);
    } else {
        static_assert(
            std::is_aggregate_v<Row>,
            "a row is read into a type with a kornak::codec, a std::tuple, or a plain struct of such types");
        return tie_members(row);
    }
}

/// What a member needs to know of its column, and says in messages; one for each type of member.
struct member_type {
    std::string_view name;
    bool (*accepts)(std::uint32_t oid);
};

template <class T>
constexpr member_type describe_member() {
    if constexpr (is_optional<T>) {
        static_assert(decodable<typename T::value_type>,
                      "this type cannot be read: specialise kornak::codec for it");
        return {type_name<typename T::value_type>(), codec<typename T::value_type>::accepts};
    } else {
        static_assert(decodable<T>, "this type cannot be read: specialise kornak::codec for it");
        return {type_name<T>(), codec<T>::accepts};
    }
}

enum class field_fault : unsigned char { none, null, malformed };

template <class T>
inline field_fault decode_field(wire::byte_reader& row, bool binary, T& out) {
    const auto length = row.i32();
    if (length < 0) {
        if (length != -1 || row.failed())
            return field_fault::malformed;
        if constexpr (is_optional<T>) {
            out.reset();
            return field_fault::none;
        } else {
            return field_fault::null;
        }
    }
    const auto value = row.bytes(static_cast<std::size_t>(length));
    if (row.failed())
        return field_fault::malformed;
    const auto decode = [&](auto& target) {
        using target_type = std::remove_reference_t<decltype(target)>;
        const bool good = binary ? codec<target_type>::decode_binary(value, target)
                                 : codec<target_type>::decode_text(wire::as_text(value), target);
        return good ? field_fault::none : field_fault::malformed;
    };
    if constexpr (is_optional<T>)
        return decode(out ? *out : out.emplace());
    else
        return decode(out);
}

std::optional<failure> check_columns(const column_list& columns, const member_type* members,
                                     std::size_t count);
failure field_failure(const column& c, std::size_t column, std::size_t row, field_fault why,
                      std::string_view type);
failure malformed_row(std::size_t row);

/// Reads rows into a vector as they arrive; the columns are checked once, against the types of the members.
template <class Row>
class vector_sink final : public row_sink {
    using members = decltype(members_of(std::declval<Row&>()));
    static constexpr std::size_t member_count = std::tuple_size_v<members>;

public:
    explicit vector_sink(std::vector<Row>& rows) : rows_(rows) {}

    std::optional<failure> on_columns(const std::shared_ptr<const column_list>& columns) override {
        columns_ = columns;
        return check_columns(*columns, types.data(), member_count);
    }

    std::optional<failure> on_rows(const std::byte* begin, const std::byte* end, std::size_t) override {
        // The header was checked when the messages were told apart: a tag, a length that counts itself, 16
        // bits of a number of columns, the columns.
        while (begin != end) {
            const auto* const next = begin + 1 + wire::load_be<std::uint32_t>(begin + 1);
            wire::byte_reader row({begin + 5, static_cast<std::size_t>(next - begin - 5)});
            begin = next;
            if (row.u16() != member_count)
                return malformed_row(rows_.size());
            if (!append(row))
                return fault();
        }
        return std::nullopt;
    }

private:
    static constexpr std::array<member_type, member_count> types =
        []<class... Member>(std::tuple<Member&...>*) {
            return std::array<member_type, member_count>{describe_member<Member>()...};
        }(static_cast<members*>(nullptr));

    bool append(wire::byte_reader& row) {
        if constexpr (std::same_as<Row, bool>) {  // std::vector<bool> has no elements to decode into
            bool value = false;
            if (!decode(row, value))
                return false;
            rows_.push_back(value);
        } else {
            if (!decode(row, rows_.emplace_back())) {
                rows_.pop_back();
                return false;
            }
        }
        return true;
    }

    bool decode(wire::byte_reader& row, Row& out) {
        auto fields = members_of(out);
        bool good = [&]<std::size_t... I>(std::index_sequence<I...>) {
            return (decode_one<I>(row, std::get<I>(fields)) && ...);
        }
        (std::make_index_sequence<member_count>{});
        if (good && !row.complete()) {
            fault_ = field_fault::malformed;
            column_ = member_count;
            good = false;
        }
        return good;
    }

    template <std::size_t I, class Member>
    bool decode_one(wire::byte_reader& row, Member& member) {
        const auto fault = decode_field(row, (*columns_)[I].binary, member);
        if (fault == field_fault::none) [[likely]]
            return true;
        fault_ = fault;
        column_ = I;
        return false;
    }

    failure fault() const {
        if (column_ == member_count)
            return malformed_row(rows_.size());
        return field_failure((*columns_)[column_], column_, rows_.size(), fault_, types[column_].name);
    }

    std::vector<Row>& rows_;
    std::shared_ptr<const column_list> columns_;
    field_fault fault_ = field_fault::none;
    std::size_t column_ = 0;
};

}  // namespace kornak::detail

#endif
