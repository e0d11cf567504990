#ifndef KORNAK_TESTS_SUPPORT_STATEMENTS_HPP
#define KORNAK_TESTS_SUPPORT_STATEMENTS_HPP

#include <kornak/testing/messages.hpp>

#include "session/extended_query.hpp"
#include "support/columns.hpp"

namespace kornak::testing {

/// A statement without parameters.
inline session::statement_request statement(std::string_view sql) {
    session::statement_request r;
    r.sql = sql;
    return r;
}

/// What an extended_query sends for it.
inline bytes extended_request(std::string_view sql) {
    return parse("", sql) + bind("", "") + describe_portal("") + execute("");
}

/// What a server answers to an extended_query that returns one row of one integer.
inline bytes extended_reply(const char* n) {
    return parse_complete() + bind_complete() + row_description(integer_columns({"n"})) + data_row({n}) +
           command_complete("SELECT 1");
}

/// The same for a simple query; ReadyForQuery follows.
inline bytes simple_reply(const char* n) {
    return row_description(integer_columns({"n"})) + data_row({n}) + command_complete("SELECT 1");
}

}  // namespace kornak::testing

#endif
