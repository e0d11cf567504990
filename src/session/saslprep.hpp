#ifndef KORNAK_SESSION_SASLPREP_HPP
#define KORNAK_SESSION_SASLPREP_HPP

#include <string>
#include <string_view>

namespace kornak::session {

/// The password as SCRAM hashes it, prepared by SASLprep (RFC 4013): two ways to type a letter become one.
///
/// As in PostgreSQL, a password that cannot be prepared (not UTF-8, prohibited or unassigned characters,
/// nothing left) is used as it stands, and so is one of ASCII alone. Built without ICU, every password is.
/// PostgreSQL checks before it normalises, the RFC after: that matters for some twenty code points (U+0340,
/// U+2135, ...) only.
/// Lifetime: the caller wipes what is returned.
std::string saslprep(std::string_view password);

}  // namespace kornak::session

#endif
