#ifndef KORNAK_SESSION_REQUIRED_AUTH_HPP
#define KORNAK_SESSION_REQUIRED_AUTH_HPP

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <kornak/failure.hpp>

namespace kornak::session {

/// How a server may ask a client to prove who it is, by conninfo's names for require_auth.
enum class auth_method : std::uint8_t { password, md5, gss, sspi, scram_sha_256, none };

std::string_view auth_method_name(auth_method method) noexcept;

/// Which of them the user accepts (conninfo's require_auth). Default: any.
class required_auth {
public:
    required_auth() = default;

    /// Names of methods, or names with a leading '!' of those not accepted, but no mixture. `none` stands for
    /// a server that does not ask for anything. Errors: usage, for a list that makes no sense.
    static expected<required_auth> parse(std::span<const std::string> methods);

    bool allows(auth_method method) const noexcept { return (allowed_ & bit(method)) != 0; }
    /// The list as it was given, for messages.
    const std::string& text() const noexcept { return text_; }

private:
    using method_set = std::uint8_t;
    static constexpr method_set bit(auth_method m) noexcept {
        return static_cast<method_set>(1U << static_cast<unsigned>(m));
    }

    method_set allowed_ = 0xff;
    std::string text_;
};

}  // namespace kornak::session

#endif
