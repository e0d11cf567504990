#include "session/authenticator.hpp"

#include <string>
#include <utility>
#include <vector>

#include <openssl/crypto.h>

#include "session/md5_password.hpp"

namespace kornak::session {
namespace {

using kind = wire::authentication::kind;

failure refuse(std::string why) {
    return {failure_kind::connection, std::move(why), nullptr};
}

failure malformed(std::string what) {
    return {failure_kind::protocol, "the server sent " + std::move(what), nullptr};
}

failure out_of_turn() {
    return malformed("an authentication request where none, or another one, has its place");
}

failure unsupported(std::string_view what) {
    return refuse("the server asks for " + std::string{what} +
                  ", which is not supported; use a password (SCRAM-SHA-256) or a client certificate");
}

}  // namespace

std::optional<failure> authenticator::on_request(const wire::authentication& m, wire::byte_writer& answer) {
    switch (state_) {
        case state::unasked: return first_request(m, answer);
        case state::password_sent:
            if (m.request == kind::cleartext_password)
                return send_cleartext(answer);
            break;
        case state::sasl_begun:
            if (m.request == kind::sasl_continue)
                return continue_sasl(m.data, answer);
            break;
        case state::sasl_proved:
            if (m.request == kind::sasl_final)
                return finish_sasl(m.data);
            break;
        case state::md5_sent:
        case state::sasl_verified: break;
        case state::succeeded: return out_of_turn();
    }
    return m.request == kind::ok ? finish() : out_of_turn();
}

std::optional<failure> authenticator::first_request(const wire::authentication& m,
                                                    wire::byte_writer& answer) {
    switch (m.request) {
        case kind::ok:
            if (auto why = check_method(auth_method::none))
                return why;
            return finish();
        case kind::cleartext_password: return send_cleartext(answer);
        case kind::md5_password: return send_md5(m.data, answer);
        case kind::sasl: return begin_sasl(m, answer);
        case kind::kerberos_v5: return unsupported("Kerberos V5");
        case kind::gss: return unsupported("GSSAPI");
        case kind::sspi: return unsupported("SSPI");
        case kind::gss_continue:
        case kind::sasl_continue:
        case kind::sasl_final: return out_of_turn();
    }
    return unsupported("authentication method " + std::to_string(static_cast<std::int32_t>(m.request)));
}

std::optional<failure> authenticator::check_method(auth_method method) const {
    if (!terms_.required.allows(method)) {
        std::string why = "require_auth=" + terms_.required.text() + ", but the server ";
        if (method == auth_method::none)
            why += "does not ask for any authentication";
        else
            why.append("asks for method \"").append(auth_method_name(method)).append("\"");
        return refuse(std::move(why));
    }
    if (terms_.binding == binding_policy::require && method != auth_method::scram_sha_256)
        return refuse(
            "channel_binding=require, but the server does not authenticate with SCRAM, which alone can bind "
            "a "
            "login to its connection");
    return std::nullopt;
}

std::optional<failure> authenticator::check_password() {
    password_requested_ = true;
    if (terms_.password.empty())
        return refuse(
            "no password supplied for user \"" + std::string{terms_.user} +
            "\", but the server asks for one: set password= in the connection string, PGPASSWORD in the "
            "environment, or add a line to the password file");
    return std::nullopt;
}

std::optional<failure> authenticator::send_cleartext(wire::byte_writer& answer) {
    if (auto why = check_method(auth_method::password))
        return why;
    if (auto why = check_password())
        return why;
    if (terms_.password.find('\0') != terms_.password.npos)
        return refuse("the password contains a zero byte, which PostgreSQL cannot take");
    wire::encode(answer, wire::password_message{terms_.password});
    state_ = state::password_sent;
    return std::nullopt;
}

std::optional<failure> authenticator::send_md5(wire::bytes_view salt, wire::byte_writer& answer) {
    if (auto why = check_method(auth_method::md5))
        return why;
    if (auto why = check_password())
        return why;
    auto hash = md5_password(terms_.user, terms_.password, salt.first<4>());
    if (!hash)
        return std::move(hash).error();
    wire::encode(answer, wire::password_message{*hash});
    OPENSSL_cleanse(hash->data(), hash->size());
    state_ = state::md5_sent;
    return std::nullopt;
}

std::optional<failure> authenticator::begin_sasl(const wire::authentication& m, wire::byte_writer& answer) {
    std::vector<std::string_view> offered;
    if (!m.mechanisms(offered))
        return malformed("a list of SASL mechanisms that cannot be read");
    if (auto why = check_method(auth_method::scram_sha_256))
        return why;
    const auto binding =
        choose_scram_binding(offered, {terms_.binding, terms_.tls, !terms_.certificate_hash.empty()});
    if (!binding)
        return binding.error();
    if (auto why = check_password())
        return why;
    scram_.emplace(terms_.password, *binding, terms_.certificate_hash, terms_.new_nonce);
    const auto first = scram_->first_message();
    if (!first)
        return first.error();
    wire::encode(answer, wire::sasl_initial_response{mechanism_name(*binding), wire::as_bytes(*first)});
    state_ = state::sasl_begun;
    return std::nullopt;
}

std::optional<failure> authenticator::continue_sasl(wire::bytes_view data, wire::byte_writer& answer) {
    const auto reply = scram_->final_message(wire::as_text(data));
    if (!reply)
        return reply.error();
    wire::encode(answer, wire::sasl_response{wire::as_bytes(*reply)});
    state_ = state::sasl_proved;
    return std::nullopt;
}

std::optional<failure> authenticator::finish_sasl(wire::bytes_view data) {
    if (auto why = scram_->verify(wire::as_text(data)))
        return why;
    state_ = state::sasl_verified;
    return std::nullopt;
}

std::optional<failure> authenticator::finish() {
    if (scram_ && !scram_->is_verified())
        return refuse(
            "the server ended the login before it proved that it knows the password; it may be an impostor");
    state_ = state::succeeded;
    return std::nullopt;
}

}  // namespace kornak::session
