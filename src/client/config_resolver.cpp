#include "client/config_resolver.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string_view>

#include "client/config_defaults.hpp"
#include "client/config_endpoints.hpp"
#include "client/config_reader.hpp"
#include "client/config_text.hpp"
#include "client/config_tls.hpp"

namespace kornak::client {

namespace {

using net::channel_binding;
using net::host_order;
using net::session_attrs;

constexpr choices<channel_binding, 3> bindings{{{"prefer", channel_binding::prefer},
                                                {"disable", channel_binding::disable},
                                                {"require", channel_binding::require}}};
constexpr choices<session_attrs, 6> targets{{{"any", session_attrs::any},
                                             {"read-write", session_attrs::read_write},
                                             {"read-only", session_attrs::read_only},
                                             {"primary", session_attrs::primary},
                                             {"standby", session_attrs::standby},
                                             {"prefer-standby", session_attrs::prefer_standby}}};
constexpr choices<host_order, 2> orders{{{"disable", host_order::as_given}, {"random", host_order::random}}};
constexpr choices<bool, 3> gss_required{{{"prefer", false}, {"disable", false}, {"require", true}}};

constexpr std::uint32_t protocol_3_0 = 0x30000, protocol_3_2 = 0x30002;
constexpr choices<std::uint32_t, 3> protocols{
    {{"3.0", protocol_3_0}, {"3.2", protocol_3_2}, {"latest", protocol_3_2}}};

// Settings of PostgreSQL with an environment variable but no keyword; "default" there means: leave it alone.
constexpr std::pair<const char*, const char*> session_variables[] = {
    {"PGDATESTYLE", "datestyle"}, {"PGTZ", "timezone"}, {"PGGEQO", "geqo"}};

constexpr std::string_view login_methods[] = {"password", "md5",  "scram-sha-256", "none",
                                              "gss",      "sspi", "oauth"};
constexpr std::size_t implemented_methods = 4;  // of login_methods

void refuse_unsupported(config_reader& values) {
    if (values.choice("gssencmode", gss_required))
        values.fail("gssencmode=require is not supported: use TLS (sslmode) to encrypt the connection");
    for (const auto keyword : {"oauth_issuer", "oauth_client_id", "oauth_client_secret", "oauth_scope"})
        if (!values.text(keyword).empty())
            values.fail("connection option \"" + std::string(keyword) +
                        "\" is not supported: no login with OAuth");
    for (const auto keyword : {"scram_client_key", "scram_server_key"})
        if (!values.text(keyword).empty())
            values.fail("connection option \"" + std::string(keyword) +
                        "\" is not supported: give the password");
}

std::vector<std::string> read_login_methods(config_reader& values) {
    const auto items = split_list(values.text("require_auth"));
    const bool negated = !items.empty() && items[0].starts_with('!');
    bool possible = negated || items.empty();
    for (auto item = items.begin(); item != items.end(); ++item) {
        const bool item_negated = item->starts_with('!');
        const auto known =
            std::find(std::begin(login_methods), std::end(login_methods), item->substr(item_negated ? 1 : 0));
        if (known == std::end(login_methods))
            values.refuse("require_auth", *item,
                          "allowed: password, md5, scram-sha-256, none, gss, sspi, oauth");
        else if (item_negated != negated)
            values.refuse("require_auth", *item, "methods with and without \"!\" cannot be combined");
        else if (std::find(items.begin(), item, *item) != item)
            values.refuse("require_auth", *item, "given more than once");
        possible = possible || known < std::begin(login_methods) + implemented_methods;
    }
    if (!possible)
        values.refuse("require_auth", values.text("require_auth"),
                      "login with GSSAPI, SSPI or OAuth is not supported");
    return {items.begin(), items.end()};
}

void read_protocol_versions(config_reader& values, net::connect_settings& settings) {
    settings.min_protocol = values.choice("min_protocol_version", protocols);
    // Who insists on a new version has no old server to be careful of.
    settings.max_protocol = values.is_set("max_protocol_version")
                                ? values.choice("max_protocol_version", protocols)
                            : settings.min_protocol > protocol_3_0 ? protocol_3_2
                                                                   : protocol_3_0;
    if (settings.min_protocol > settings.max_protocol)
        values.refuse("min_protocol_version", values.text("min_protocol_version"),
                      "above max_protocol_version");
}

void read_timing(config_reader& values, net::connect_settings& settings) {
    // One second could be over before the first byte is sent. libpq waits two then.
    if (const int timeout = values.integer("connect_timeout", 0); timeout > 0)
        settings.connect_timeout = std::chrono::seconds(std::max(timeout, 2));
    const auto not_negative = [&](std::string_view keyword) {
        return std::max(values.integer(keyword, 0), 0);
    };
    settings.keepalives = values.integer("keepalives", 1) != 0;
    settings.keepalives_idle = not_negative("keepalives_idle");
    settings.keepalives_interval = not_negative("keepalives_interval");
    settings.keepalives_count = not_negative("keepalives_count");
    settings.tcp_user_timeout = not_negative("tcp_user_timeout");
}

void read_session(const config_reader& values, const environment& env, net::connect_settings& settings) {
    const auto add = [&](std::string_view name, std::string_view value) {
        if (!value.empty())
            settings.startup_parameters.emplace_back(name, value);
    };
    settings.user = values.text("user");
    const auto dbname = values.text("dbname");
    settings.dbname = dbname.empty() ? settings.user : dbname;
    add("replication", values.text("replication"));
    add("options", values.text("options"));
    const auto name = values.text("application_name");
    add("application_name", name.empty() ? values.text("fallback_application_name") : name);
    const auto encoding = values.text("client_encoding");
    add("client_encoding", encoding.empty() || encoding == "auto" ? "UTF8" : encoding);
    for (const auto& [variable, parameter] : session_variables) {
        const auto value = env.variable(variable).value_or("");
        if (!equal_ignoring_case(value, "default"))
            add(parameter, value);
    }
}

}  // namespace

expected<resolved_config> resolve(const config& given, const environment& env) {
    const auto complete = with_defaults(given, env);
    if (!complete)
        return complete.error();
    config_reader values(*complete);
    resolved_config result;
    auto& settings = result.settings;
    read_session(values, env, settings);
    if (settings.user.empty())
        values.fail("no user name: the operating system has none, so give connection option \"user\"");
    settings.endpoints = read_endpoints(values, env);
    settings.order = values.choice("load_balance_hosts", orders);
    settings.target = values.choice("target_session_attrs", targets);
    read_protocol_versions(values, settings);
    settings.tls = read_tls(values, env);
    settings.binding = values.choice("channel_binding", bindings);
    settings.require_auth = read_login_methods(values);
    settings.require_peer = values.text("requirepeer");
    read_timing(values, settings);
    refuse_unsupported(values);
    if (const auto& why = values.first_failure())
        return *why;
    add_passwords(settings, values, env, result.warnings);
    return result;
}

}  // namespace kornak::client
