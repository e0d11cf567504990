#include "net/server_role.hpp"

#include <string>
#include <vector>

namespace kornak::net {
namespace {

bool is_about_writing(session_attrs target) noexcept {
    switch (target) {
        case session_attrs::read_write:
        case session_attrs::read_only: return true;
        case session_attrs::any:
        case session_attrs::primary:
        case session_attrs::standby:
        case session_attrs::prefer_standby: break;
    }
    return false;
}

}  // namespace

std::optional<bool> reported_role(session_attrs target, const session::session& s) noexcept {
    const std::string* const standby = s.parameter("in_hot_standby");
    if (!standby)
        return std::nullopt;
    if (!is_about_writing(target))
        return *standby == "on";
    const std::string* const read_only = s.parameter("default_transaction_read_only");
    if (!read_only)
        return std::nullopt;
    return *standby == "on" || *read_only == "on";
}

std::string_view role_query(session_attrs target) noexcept {
    return is_about_writing(target) ? "show transaction_read_only" : "select pg_catalog.pg_is_in_recovery()";
}

std::optional<bool> queried_role(session::simple_query& answered) {
    auto& results = answered.results();
    if (answered.error() || results.size() != 1 || results[0].rows.rows() != 1)
        return std::nullopt;
    const auto& run = results[0].rows.runs().front();
    const wire::bytes_view message{run.begin, run.end};
    wire::data_row row;
    if (!wire::decode(wire::byte_reader(message.subspan(wire::header_size)), row) || row.values.size() != 1 ||
        !row.values[0])
        return std::nullopt;
    const auto value = wire::as_text(*row.values[0]);
    return value == "on" || value == "t";
}

std::string_view role_objection(session_attrs target, bool role) noexcept {
    switch (target) {
        case session_attrs::any: return {};
        case session_attrs::read_write: return role ? "the session is read-only" : "";
        case session_attrs::read_only: return role ? "" : "the session is not read-only";
        case session_attrs::primary: return role ? "the server is a standby" : "";
        case session_attrs::standby:
        case session_attrs::prefer_standby: return role ? "" : "the server is not a standby";
    }
    return {};
}

}  // namespace kornak::net
