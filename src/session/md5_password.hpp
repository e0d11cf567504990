#ifndef KORNAK_SESSION_MD5_PASSWORD_HPP
#define KORNAK_SESSION_MD5_PASSWORD_HPP

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include <kornak/failure.hpp>

namespace kornak::session {

/// The answer to AuthenticationMD5Password: "md5" and the hash of the salted hash, 35 characters. PostgreSQL
/// documentation, chapter "Message Flow", section "Start-up".
/// Errors: connection, where libcrypto has no MD5 (FIPS mode).
expected<std::string> md5_password(std::string_view user, std::string_view password,
                                   std::span<const std::byte, 4> salt);

}  // namespace kornak::session

#endif
