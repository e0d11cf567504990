#ifndef KORNAK_PYTHON_ADAPT_CONTEXT_HPP
#define KORNAK_PYTHON_ADAPT_CONTEXT_HPP

#include <kornak/types/date_style.hpp>

#include <string>

#include "session/session.hpp"
#include "session_zone.hpp"

namespace kornak::python {

/// What adapting values depends on beside their type: settings that the server reports. It belongs to a
/// connection.
struct adapt_context {
    module_state& state;
    const session::session* session = nullptr;  // null: no connection; defaults are used

    // Derived from the session's parameters; refresh() follows their changes.
    session_zone zone = {};
    types::date_style date_style = {};
    std::string date_style_name = "ISO, MDY";  // as the server spells it
    std::string encoding = "utf-8";            // Python's name for client_encoding
    bool utf8 = true;
    bool ascii_bytes = false;  // SQL_ASCII: text is of no known encoding, psycopg returns bytes
    std::size_t seen_changes = 0;

    std::string scratch = {};  // of a value being dumped, kept for its memory

    /// Brings what is derived up to date; cheap when nothing has changed. False with a Python exception set:
    /// NotSupportedError as long as the client encoding is one that Python does not have.
    bool refresh();
};

}  // namespace kornak::python

#endif
