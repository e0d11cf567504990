#include "session/result_set.hpp"

namespace kornak::session {

std::shared_ptr<const column_list> read_columns(wire::byte_reader body) {
    wire::row_description m;
    if (!wire::decode(body, m))
        return nullptr;
    auto columns = std::make_shared<column_list>();
    columns->reserve(m.fields.size());
    for (const auto& f : m.fields) {
        columns->push_back({std::string(f.name), f.table_oid, f.table_column, f.type_oid, f.type_size,
                            f.type_modifier, f.value_format == wire::format::binary});
    }
    return columns;
}

}  // namespace kornak::session
