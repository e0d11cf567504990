#ifndef KORNAK_CONFIG_HPP
#define KORNAK_CONFIG_HPP

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <kornak/failure.hpp>

namespace kornak {

/// A keyword a connection string may use, and what a form or a table of settings would show for it.
struct config_keyword {
    std::string_view keyword;
    std::string_view environment_variable;          ///< empty: none
    std::optional<std::string_view> default_value;  ///< without one, what "not set" means varies
    std::string_view label;
    std::string_view display;  ///< "": show it, "*": hide it like a password, "D": only for debugging
    int display_size;          ///< characters

    bool is_secret() const noexcept { return display == "*"; }
};

/// Where and how to connect: keywords and their values, in the order they were first set. PostgreSQL
/// documentation, chapter "Database Connection Control Functions", sections "Connection Strings" and
/// "Parameter Key Words".
///
/// A config holds what was asked for and nothing else. Service files, environment variables, password files
/// and defaults join in when it is used to connect, and only then are the values checked.
/// Thread safety: that of a standard container.
class config {
public:
    using entry = std::pair<std::string, std::string>;  // keyword, value
    enum class secrets { keep, omit };

    config() = default;
    /// Errors: usage_error, as `parse`.
    explicit config(std::string_view conninfo);

    /// Reads a connection string: `keyword=value keyword=value`, or a URI like
    /// `postgresql://user:password@host:port/dbname?keyword=value`.
    /// Errors: usage; the message tells the place and the reason, and shows no value of `conninfo`.
    static expected<config> parse(std::string_view conninfo);

    /// All keywords there are.
    static std::span<const config_keyword> keywords() noexcept;

    /// Sets or replaces a value. The obsolete `requiressl` is understood and becomes `sslmode`.
    /// Errors: usage (no such keyword; a zero byte in the value), and then nothing is changed.
    [[nodiscard]] std::optional<failure> try_set(std::string_view keyword, std::string_view value);
    /// As `try_set`. Errors: usage_error.
    config& set(std::string_view keyword, std::string_view value);

    /// The value set for `keyword`, if any. Lifetime: until the config is changed or destroyed.
    std::optional<std::string_view> get(std::string_view keyword) const noexcept;

    std::vector<entry>::const_iterator begin() const noexcept { return entries_.begin(); }
    std::vector<entry>::const_iterator end() const noexcept { return entries_.end(); }
    bool empty() const noexcept { return entries_.empty(); }

    /// The config as `keyword=value keyword=value`, which `parse` reads back. With `secrets::omit` passwords
    /// and other secrets are left out, also those inside a `dbname` that is itself a connection string.
    std::string to_conninfo(secrets = secrets::keep) const;

    bool operator==(const config&) const = default;

private:
    std::vector<entry> entries_;
};

}  // namespace kornak

#endif
