#ifndef KORNAK_DIAGNOSTICS_HPP
#define KORNAK_DIAGNOSTICS_HPP

#include <optional>
#include <string>

namespace kornak {

/// Everything a server says in an ErrorResponse or a NoticeResponse: PostgreSQL documentation, chapter
/// "Error and Notice Message Fields". A field the server did not send is empty.
struct diagnostics {
    std::string severity;               // localised
    std::string severity_nonlocalized;  // ERROR, FATAL, PANIC, WARNING, NOTICE, DEBUG, INFO, LOG
    std::string sqlstate;               // five characters
    std::string message_primary;
    std::optional<std::string> message_detail;
    std::optional<std::string> message_hint;
    std::optional<std::string> statement_position;  // 1-based, in characters of the statement
    std::optional<std::string> internal_position;
    std::optional<std::string> internal_query;
    std::optional<std::string> context;
    std::optional<std::string> schema_name;
    std::optional<std::string> table_name;
    std::optional<std::string> column_name;
    std::optional<std::string> datatype_name;
    std::optional<std::string> constraint_name;
    std::optional<std::string> source_file;
    std::optional<std::string> source_line;
    std::optional<std::string> source_function;

    bool operator==(const diagnostics&) const = default;
};

}  // namespace kornak

#endif
