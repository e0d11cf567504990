#include "session/startup.hpp"

#include <kornak/sqlstate.hpp>

namespace kornak::session {
namespace {

std::string version_text(std::uint32_t protocol) {
    return std::to_string(protocol >> 16) + "." + std::to_string(protocol & 0xffff);
}

/// Poolers refuse parameters that they do not track, with an error that leaves open where they came from.
const std::string* refused_parameter(const diagnostics& d, const startup_request& what) {
    if (d.sqlstate != sqlstate::protocol_violation && d.sqlstate != sqlstate::feature_not_supported)
        return nullptr;
    for (const auto& [name, value] : what.parameters)
        if (d.message_primary.find(name) != std::string::npos)
            return &name;
    return nullptr;
}

}  // namespace

void startup::serialize(wire::byte_writer& out) {
    wire::startup_message m{what_.protocol, {{"user", what_.login.user}}};
    if (!what_.database.empty())
        m.parameters.emplace_back("database", what_.database);
    for (const auto& [name, value] : what_.parameters)
        m.parameters.emplace_back(name, value);
    wire::encode(out, m);
}

exchange::verdict startup::on_message(char tag, wire::byte_reader body, wire::byte_writer& answer) {
    switch (state_) {
        case state::negotiation:
            if (tag == wire::negotiate_protocol_version::tag)
                return on_negotiation(body);
            if (tag != wire::authentication::tag)
                return refuse_protocol(
                    "it sent something other than an authentication request; is it PostgreSQL?");
            state_ = state::authentication;
            return on_authentication(body, answer);
        case state::authentication:
            if (tag != wire::authentication::tag)
                return refuse_protocol("it left the authentication unfinished");
            return on_authentication(body, answer);
        case state::settling:
            if (tag == wire::backend_key_data::tag)
                return on_key(body);
            return refuse_protocol("it sent something out of place after the login");
    }
    return verdict::unexpected;
}

exchange::verdict startup::on_negotiation(wire::byte_reader body) {
    wire::negotiate_protocol_version m;
    if (!wire::decode(body, m))
        return refuse_protocol("it sent a malformed NegotiateProtocolVersion");
    // The documentation speaks of a minor version, servers send the whole one.
    const auto offered = m.newest_minor >> 16 == 0 ? wire::protocol_3_0 | m.newest_minor : m.newest_minor;
    if (!m.unrecognized_options.empty())
        return refuse_protocol("it turns down protocol options that were not asked for");
    // 3.1 never was; what is not the version asked for can only be 3.0.
    if (offered != what_.protocol && offered != wire::protocol_3_0)
        return refuse_protocol("it answers a request for protocol " + version_text(what_.protocol) +
                               " with " + version_text(offered));
    if (offered < what_.min_protocol)
        return refuse({failure_kind::connection,
                       "the server speaks protocol " + version_text(offered) +
                           ", older than min_protocol_version=" + version_text(what_.min_protocol),
                       nullptr});
    protocol_ = offered;
    return verdict::more;
}

exchange::verdict startup::on_authentication(wire::byte_reader body, wire::byte_writer& answer) {
    wire::authentication m;
    if (!wire::decode(body, m))
        return refuse_protocol("it sent a malformed authentication request");
    if (auto why = authenticator_.on_request(m, answer))
        return refuse(*std::move(why));
    if (authenticator_.succeeded())
        state_ = state::settling;
    return verdict::more;
}

exchange::verdict startup::on_key(wire::byte_reader body) {
    wire::backend_key_data m;
    if (!wire::decode(body, m))
        return refuse_protocol("it sent a malformed cancellation key");
    key_ = {m.process_id, std::string(wire::as_text(m.secret_key))};
    return verdict::more;
}

void startup::on_error(std::shared_ptr<const diagnostics> why) {
    failure f;
    f.message = why->severity.empty() ? why->message_primary : why->severity + ":  " + why->message_primary;
    if (why->message_detail)
        f.message += "\nDETAIL:  " + *why->message_detail;
    if (why->message_hint)
        f.message += "\nHINT:  " + *why->message_hint;
    if (what_.password_from_file && why->sqlstate == sqlstate::invalid_password)
        f.message += "\nthe password came from the password file";
    if (const auto* const name = refused_parameter(*why, what_))
        f.message += "\n\"" + *name +
                     "\" is sent at the start of every connection because it is set; leave it out here "
                     "and set it for the role or the database, or have the pooler ignore it";
    f.server = std::move(why);
    fail(std::move(f));
}

exchange::verdict startup::refuse(failure why) {
    fail(std::move(why));
    return verdict::unexpected;
}

exchange::verdict startup::refuse_protocol(std::string why) {
    return refuse({failure_kind::protocol, "the server broke the protocol: " + std::move(why), nullptr});
}

std::string_view startup::waiting_for() const noexcept {
    switch (state_) {
        case state::negotiation: return "waiting for the server's answer to the login";
        case state::authentication: return "waiting for the server to accept the login";
        case state::settling: return "waiting for the server to get ready after the login";
    }
    return {};
}

}  // namespace kornak::session
