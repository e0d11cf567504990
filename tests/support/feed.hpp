#ifndef KORNAK_TESTS_SUPPORT_FEED_HPP
#define KORNAK_TESTS_SUPPORT_FEED_HPP

#include <algorithm>
#include <string>
#include <string_view>

#include "session/session.hpp"
#include "wire/copy_messages.hpp"
#include "wire/notice_messages.hpp"

namespace kornak::session {

template <class Message>
std::string bytes_of(const Message& m) {
    wire::byte_writer out;
    wire::encode(out, m);
    return std::string(wire::as_text(out.view()));
}

inline std::string error_bytes(std::string_view sqlstate, std::string_view severity = "ERROR") {
    diagnostics d;
    d.severity = d.severity_nonlocalized = severity;
    d.sqlstate = sqlstate;
    d.message_primary = "scripted error";
    wire::byte_writer out;
    wire::encode_diagnostics(out, wire::error_response_tag, d);
    return std::string(wire::as_text(out.view()));
}

inline std::string row_description_bytes() {
    wire::row_description m;
    m.fields.emplace_back().name = "n";
    return bytes_of(m);
}

inline std::string row_bytes(std::string_view value) {
    return bytes_of(wire::data_row{{wire::as_bytes(value)}});
}

/// What the server answers to an extended_query that returns one row.
inline std::string extended_reply_bytes(std::string_view value) {
    return bytes_of(wire::parse_complete{}) + bytes_of(wire::bind_complete{}) + row_description_bytes() +
           row_bytes(value) + bytes_of(wire::command_complete{"SELECT 1"});
}

/// Lets the session receive these bytes.
inline void feed(session& s, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto space = s.input_space();
        const auto n = std::min(space.size(), bytes.size());
        std::copy_n(wire::as_bytes(bytes).begin(), n, space.begin());
        s.input_filled(n);
        bytes.remove_prefix(n);
    }
}

}  // namespace kornak::session

#endif
