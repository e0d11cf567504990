#include "client/conninfo.hpp"

#include <optional>

#include "client/config_failure.hpp"
#include "client/config_keywords.hpp"
#include "client/config_text.hpp"
#include "client/uri.hpp"

namespace kornak::client {

namespace {

// settings := { keyword [space] "=" [space] value }
// value    := "'" { not quote | "\" any } "'" | { not space | "\" any }
class key_value_parser {
public:
    explicit key_value_parser(std::string_view conninfo) noexcept : text_(conninfo) {}

    expected<config> run() {
        for (skip_space(); at_ < text_.size(); skip_space())
            if (auto why = read_setting())
                return *std::move(why);
        return std::move(result_);
    }

private:
    std::optional<failure> read_setting() {
        const auto start = at_;
        while (at_ < text_.size() && text_[at_] != '=' && !is_space(text_[at_]))
            ++at_;
        const auto keyword = text_.substr(start, at_ - start);
        skip_space();
        if (at_ == text_.size() || text_[at_] != '=')
            return syntax_error(start, "a keyword without \"=\"");
        ++at_;
        // Where a password was not quoted, or not well, this may be the rest of it: nothing for a message.
        if (after_secret_ && !is_settable(keyword))
            return syntax_error(start, "not a keyword");
        skip_space();
        const bool quoted = at_ < text_.size() && text_[at_] == '\'';
        const auto value_start = at_;
        const auto value = quoted ? read_quoted() : read_plain();
        if (!value)
            return syntax_error(value_start, "a quoted value without its closing quote");
        const auto* const known = find_keyword(keyword);
        after_secret_ =
            known && known->is_secret() && !(quoted && (at_ == text_.size() || is_space(text_[at_])));
        return result_.try_set(keyword, *value);
    }

    std::optional<std::string> read_quoted() {
        std::string value;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '\'') {
                ++at_;
                return value;
            }
            if (text_[at_] == '\\' && ++at_ == text_.size())
                break;
            value += text_[at_];
        }
        return std::nullopt;
    }

    std::optional<std::string> read_plain() {
        std::string value;
        for (; at_ < text_.size() && !is_space(text_[at_]); ++at_) {
            if (text_[at_] == '\\' && ++at_ == text_.size())
                break;
            value += text_[at_];
        }
        return value;
    }

    void skip_space() noexcept {
        while (at_ < text_.size() && is_space(text_[at_]))
            ++at_;
    }

    static failure syntax_error(std::size_t position, std::string_view what) {
        return config_failure("invalid connection string: " + std::string(what) + " at position " +
                              std::to_string(position + 1) +
                              "; values with spaces need single quotes, and \\' and \\\\ inside them");
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool after_secret_ = false;
    config result_;
};

bool is_connection_string(std::string_view text) noexcept {
    return is_uri(text) || text.find('=') != text.npos;
}

}  // namespace

expected<config> parse_key_values(std::string_view conninfo) {
    return key_value_parser(conninfo).run();
}

void append_key_value(std::string& conninfo, std::string_view keyword, std::string_view value) {
    if (!conninfo.empty())
        conninfo += ' ';
    conninfo.append(keyword) += '=';
    const bool quoted = value.empty() || value.find_first_of(whitespace) != value.npos;
    if (quoted)
        conninfo += '\'';
    for (const char c : value) {
        if (c == '\'' || c == '\\')
            conninfo += '\\';
        conninfo += c;
    }
    if (quoted)
        conninfo += '\'';
}

expected<config> expand_dbname(const config& given) {
    config expanded;
    for (const auto& [keyword, value] : given) {
        if (keyword != "dbname" || !is_connection_string(value)) {
            expanded.set(keyword, value);
            continue;
        }
        const auto inner = config::parse(value);
        if (!inner)
            return inner.error();
        for (const auto& [inner_keyword, inner_value] : *inner)
            expanded.set(inner_keyword, inner_value);
    }
    return expanded;
}

}  // namespace kornak::client
