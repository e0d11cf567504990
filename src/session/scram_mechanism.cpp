#include "session/scram_mechanism.hpp"

#include <algorithm>
#include <string>

namespace kornak::session {
namespace {

constexpr std::string_view plain_name = "SCRAM-SHA-256";
constexpr std::string_view plus_name = "SCRAM-SHA-256-PLUS";

failure refuse(std::string why) {
    return {failure_kind::connection, "cannot log in with SCRAM: " + std::move(why), nullptr};
}

failure refuse_binding(std::string why) {
    return refuse("channel_binding=require, but " + std::move(why));
}

std::string list(std::span<const std::string_view> names) {
    std::string text;
    for (const std::string_view name : names)
        text.append(text.empty() ? "" : ", ").append(name);
    return text;
}

}  // namespace

std::string_view mechanism_name(scram_binding binding) noexcept {
    return binding == scram_binding::bound ? plus_name : plain_name;
}

expected<scram_binding> choose_scram_binding(std::span<const std::string_view> offered,
                                             const scram_terms& terms) {
    const auto offers = [&](std::string_view name) {
        return std::find(offered.begin(), offered.end(), name) != offered.end();
    };
    const bool plain = offers(plain_name);
    const bool plus = offers(plus_name);
    const bool required = terms.policy == binding_policy::require;

    if (required && !terms.tls)
        return refuse_binding("the connection does not use TLS; use sslmode=require or above");
    if (plus && !terms.tls)
        return refuse(
            "the server offers SCRAM-SHA-256-PLUS on a connection without TLS; something in between may have "
            "removed TLS: use sslmode=require or above");
    if (!plain && !plus)
        return refuse("the server offers none of the mechanisms known here (" + std::string{plain_name} +
                      ", " + std::string{plus_name} + "); it offers: " + list(offered));

    const bool able = terms.tls && terms.certificate_hash && terms.policy != binding_policy::disable;
    if (plus && able)
        return scram_binding::bound;
    if (required && !plus)
        return refuse_binding("the server does not offer SCRAM-SHA-256-PLUS; it offers: " + list(offered));
    if (required)
        return refuse_binding(
            "the signature algorithm of the server's certificate defines no hash to bind to; use a "
            "certificate "
            "signed with RSA or ECDSA, or channel_binding=prefer");
    if (!plain)
        return refuse(
            "the server offers only SCRAM-SHA-256-PLUS, which channel_binding=disable or the signature "
            "algorithm "
            "of the server's certificate rules out");
    return able ? scram_binding::unoffered : scram_binding::unsupported;
}

}  // namespace kornak::session
