#include <kornak/config.hpp>

#include <algorithm>

#include <kornak/error.hpp>

#include "client/config_failure.hpp"
#include "client/config_keywords.hpp"
#include "client/conninfo.hpp"
#include "client/uri.hpp"

namespace kornak {

config::config(std::string_view conninfo) {
    auto parsed = parse(conninfo);
    if (!parsed)
        throw_failure(std::move(parsed).error());
    *this = *std::move(parsed);
}

expected<config> config::parse(std::string_view conninfo) {
    return client::is_uri(conninfo) ? client::parse_uri(conninfo) : client::parse_key_values(conninfo);
}

std::optional<failure> config::try_set(std::string_view keyword, std::string_view value) {
    if (keyword == client::obsolete_keyword)
        return try_set("sslmode", value.starts_with('1') ? "require" : "prefer");
    if (!client::find_keyword(keyword))
        return client::unknown_keyword(keyword);
    if (value.find('\0') != value.npos)
        return client::config_failure("the value of connection option \"" + std::string(keyword) +
                                      "\" contains a zero byte, which PostgreSQL cannot take");
    const auto at =
        std::find_if(entries_.begin(), entries_.end(), [&](const entry& e) { return e.first == keyword; });
    if (at == entries_.end())
        entries_.emplace_back(keyword, value);
    else
        at->second = value;
    return std::nullopt;
}

config& config::set(std::string_view keyword, std::string_view value) {
    if (auto why = try_set(keyword, value))
        throw_failure(*std::move(why));
    return *this;
}

std::optional<std::string_view> config::get(std::string_view keyword) const noexcept {
    for (const auto& [name, value] : entries_)
        if (name == keyword)
            return value;
    return std::nullopt;
}

std::string config::to_conninfo(secrets which) const {
    std::string conninfo;
    if (which == secrets::keep) {
        for (const auto& [keyword, value] : entries_)
            client::append_key_value(conninfo, keyword, value);
        return conninfo;
    }
    // A dbname that cannot be expanded may still contain a password.
    const auto expanded = client::expand_dbname(*this);
    for (const auto& [keyword, value] : expanded ? *expanded : *this)
        if (!client::find_keyword(keyword)->is_secret() && (expanded || keyword != "dbname"))
            client::append_key_value(conninfo, keyword, value);
    return conninfo;
}

}  // namespace kornak
