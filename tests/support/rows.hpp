#ifndef KORNAK_TESTS_SUPPORT_ROWS_HPP
#define KORNAK_TESTS_SUPPORT_ROWS_HPP

#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "session/row_run.hpp"
#include "wire/query_messages.hpp"

namespace kornak::session {

using row_values = std::vector<std::optional<std::string>>;
using row_table = std::vector<row_values>;

/// The values of all rows in a run, copied.
inline void append_rows(const row_run& run, row_table& table) {
    const auto* at = run.begin;
    for (std::size_t i = 0; i < run.rows; ++i) {
        const auto header = wire::read_header(at);
        wire::data_row row;
        EXPECT_TRUE(wire::decode(wire::byte_reader({at + wire::header_size, header.length}), row));
        auto& values = table.emplace_back();
        for (const auto& v : row.values)
            values.push_back(v ? std::optional(std::string(wire::as_text(*v))) : std::nullopt);
        at += wire::header_size + header.length;
    }
    EXPECT_EQ(at, run.end);
}

inline row_table rows_of(const std::vector<row_run>& runs) {
    row_table table;
    for (const auto& run : runs)
        append_rows(run, table);
    return table;
}

inline row_table rows_of(const row_store& rows) {
    return rows_of(rows.runs());
}

}  // namespace kornak::session

#endif
