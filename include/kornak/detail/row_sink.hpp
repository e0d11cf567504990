#ifndef KORNAK_DETAIL_ROW_SINK_HPP
#define KORNAK_DETAIL_ROW_SINK_HPP

#include <kornak/column.hpp>
#include <kornak/failure.hpp>

#include <cstddef>
#include <optional>

namespace kornak::detail {

/// Takes the rows of a result while they arrive.
class row_sink {
public:
    virtual ~row_sink() = default;

    /// Once, before any row: can these columns be read? After a failure no row is given.
    virtual std::optional<failure> on_columns(const std::shared_ptr<const column_list>& columns) = 0;
    /// `rows` DataRow messages lying one after another from `begin` to `end`: whole, but not looked into yet.
    /// They are gone after the call. After a failure no further row is given.
    virtual std::optional<failure> on_rows(const std::byte* begin, const std::byte* end,
                                           std::size_t rows) = 0;
};

}  // namespace kornak::detail

#endif
