#ifndef KORNAK_COLUMN_HPP
#define KORNAK_COLUMN_HPP

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace kornak {

/// One column of a result, as the server's RowDescription tells it.
struct column {
    std::string name;
    std::uint32_t table_oid = 0;    ///< 0: not a plain column of a table
    std::int16_t table_column = 0;  ///< attribute number in that table
    std::uint32_t type_oid = 0;
    std::int16_t type_size = 0;  ///< bytes; negative: of variable length
    std::int32_t type_modifier = -1;
    bool binary = false;  ///< the format its values arrive in

    bool operator==(const column&) const = default;
};

using column_list = std::vector<column>;

}  // namespace kornak

#endif
