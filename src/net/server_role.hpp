#ifndef KORNAK_NET_SERVER_ROLE_HPP
#define KORNAK_NET_SERVER_ROLE_HPP

#include <optional>
#include <string_view>

#include "net/connect_settings.hpp"
#include "session/session.hpp"
#include "session/simple_query.hpp"

// conninfo's target_session_attrs comes down to one question with two answers: is the session read-only, for
// read-write and read-only; is the server a standby, for the others.
namespace kornak::net {

/// The answer as far as the server has reported it without being asked: PostgreSQL 14 and newer do, some
/// poolers in front of them do not.
std::optional<bool> reported_role(session_attrs target, const session::session& s) noexcept;
/// The query that answers otherwise, and what it answered.
std::string_view role_query(session_attrs target) noexcept;
std::optional<bool> queried_role(session::simple_query& answered);

/// Why a server that answers `role` is not what was asked for; empty when it is.
std::string_view role_objection(session_attrs target, bool role) noexcept;

}  // namespace kornak::net

#endif
