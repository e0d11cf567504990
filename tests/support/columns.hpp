#ifndef KORNAK_TESTS_SUPPORT_COLUMNS_HPP
#define KORNAK_TESTS_SUPPORT_COLUMNS_HPP

#include <initializer_list>
#include <string>

#include <kornak/column.hpp>

namespace kornak {

/// Columns of type int4 in the text format, which belong to no table.
inline column_list integer_columns(std::initializer_list<const char*> names) {
    column_list columns;
    for (const auto* const name : names) {
        auto& c = columns.emplace_back();
        c.name = name;
        c.type_oid = 23;
        c.type_size = 4;
    }
    return columns;
}

}  // namespace kornak

#endif
