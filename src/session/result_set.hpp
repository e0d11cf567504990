#ifndef KORNAK_SESSION_RESULT_SET_HPP
#define KORNAK_SESSION_RESULT_SET_HPP

#include <kornak/column.hpp>

#include <memory>

#include "session/row_run.hpp"
#include "wire/query_messages.hpp"

namespace kornak::session {

enum class result_status : std::uint8_t {
    pending,      ///< rows may still come
    command,      ///< done, without columns
    tuples,       ///< done, with columns, maybe without rows
    empty_query,  ///< there was no statement
    suspended,    ///< as many rows as were asked for; the portal has more
    copy_in,      ///< the server waits for data
    copy_out      ///< data follows
};

/// What one statement gave: its columns, its rows as they arrived, its command tag.
struct result_set {
    result_status status = result_status::pending;
    std::shared_ptr<const column_list> columns;  // null: the statement returns no rows
    row_store rows;
    std::string command_tag;

    void clear() {
        status = result_status::pending;
        columns.reset();
        rows.clear();
        command_tag.clear();
    }
};

/// A RowDescription as shared, owned columns; null when malformed.
std::shared_ptr<const column_list> read_columns(wire::byte_reader body);

}  // namespace kornak::session

#endif
