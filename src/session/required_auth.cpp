#include "session/required_auth.hpp"

#include <array>
#include <optional>

namespace kornak::session {
namespace {

constexpr std::array all_methods{auth_method::password, auth_method::md5,           auth_method::gss,
                                 auth_method::sspi,     auth_method::scram_sha_256, auth_method::none};

std::optional<auth_method> find_method(std::string_view name) noexcept {
    for (const auth_method m : all_methods)
        if (auth_method_name(m) == name)
            return m;
    return std::nullopt;
}

failure invalid(std::string why) {
    return {failure_kind::usage, "invalid require_auth: " + std::move(why), nullptr, false};
}

}  // namespace

std::string_view auth_method_name(auth_method method) noexcept {
    switch (method) {
        case auth_method::password: return "password";
        case auth_method::md5: return "md5";
        case auth_method::gss: return "gss";
        case auth_method::sspi: return "sspi";
        case auth_method::scram_sha_256: return "scram-sha-256";
        case auth_method::none: return "none";
    }
    return {};
}

expected<required_auth> required_auth::parse(std::span<const std::string> methods) {
    required_auth result;
    if (methods.empty())
        return result;
    const bool negated = methods[0].starts_with('!');
    method_set named = 0;
    for (const std::string& text : methods) {
        const std::string name = text.substr(text.starts_with('!') ? 1 : 0);
        const auto method = find_method(name);
        if (!method)
            return invalid("there is no method \"" + name +
                           "\"; known are password, md5, gss, sspi, scram-sha-256 and none");
        if (text.starts_with('!') != negated)
            return invalid("\"" + text + "\": methods with and without \"!\" cannot be mixed");
        if ((named & bit(*method)) != 0)
            return invalid("method \"" + name + "\" is named twice");
        named = static_cast<method_set>(named | bit(*method));
        result.text_.append(result.text_.empty() ? "" : ",").append(text);
    }
    result.allowed_ = negated ? static_cast<method_set>(~named) : named;
    return result;
}

}  // namespace kornak::session
