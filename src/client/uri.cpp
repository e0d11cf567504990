#include "client/uri.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "client/config_failure.hpp"
#include "client/config_keywords.hpp"

namespace kornak::client {

namespace {

constexpr std::string_view schemes[] = {"postgresql://", "postgres://"};

// -1: not a hexadecimal digit.
int hex_value(char c) noexcept {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

// The byte that `text` begins with as "%41"; -1: it does not.
int escaped_byte(std::string_view text) noexcept {
    const int high = text.size() > 2 ? hex_value(text[1]) : -1;
    const int low = high >= 0 ? hex_value(text[2]) : -1;
    return low < 0 ? -1 : high << 4 | low;
}

// uri       := scheme [user [":" password] "@"] hosts ["/" dbname] ["?" parameter {"&" parameter}]
// hosts     := [host] [":" port] {"," [host] [":" port]}
// host      := "[" IPv6 address "]" | name | percent-encoded path
// parameter := keyword "=" value
//
// Every part may be percent-encoded. Empty parts are taken as not given, except for a parameter's value.
class uri_parser {
public:
    explicit uri_parser(std::string_view uri) noexcept : text_(uri) {}

    expected<config> run() {
        at_ = text_.find("//") + 2;
        if (read_userinfo() && read_hosts() && read_dbname() && read_parameters())
            return std::move(result_);
        return *std::move(why_);
    }

private:
    bool read_userinfo() {
        const auto end = text_.find_first_of("@/", at_);
        if (end == text_.npos || text_[end] != '@')
            return true;
        const auto userinfo = take_until("@");
        ++at_;
        const auto colon = std::min(userinfo.find(':'), userinfo.size());
        return set_part("user", userinfo.substr(0, colon)) &&
               (colon == userinfo.size() || set_part("password", userinfo.substr(colon + 1)));
    }

    bool read_hosts() {
        std::string hosts, ports;
        for (;; ++at_) {
            const auto host = read_host();
            if (!host)
                return false;
            hosts += *host;
            if (next_is(':')) {
                ++at_;
                const auto port = decode(take_until("/?,"));
                if (!port)
                    return false;
                ports += *port;
            }
            if (!next_is(','))
                break;
            hosts += ',';
            ports += ',';
        }
        return (hosts.empty() || set("host", hosts)) && (ports.empty() || set("port", ports));
    }

    std::optional<std::string> read_host() {
        if (!next_is('['))
            return decode(take_until(":/?,"));
        const auto start = at_++;
        const auto address = take_until("]");
        if (!next_is(']')) {
            refuse(start, "\"[\" without \"]\"");
            return std::nullopt;
        }
        ++at_;
        if (address.empty()) {
            refuse(start, "an empty address");
            return std::nullopt;
        }
        if (at_ < text_.size() && std::string_view(":/?,").find(text_[at_]) == std::string_view::npos) {
            refuse(at_, "something other than a port, a path or parameters after \"]\"");
            return std::nullopt;
        }
        return decode(address);
    }

    bool read_dbname() {
        if (!next_is('/'))
            return true;
        ++at_;
        return set_part("dbname", take_until("?"));
    }

    bool read_parameters() {
        for (++at_; at_ < text_.size(); ++at_)
            if (!read_parameter(take_until("&")))
                return false;
        return true;
    }

    bool read_parameter(std::string_view parameter) {
        const auto equals = parameter.find('=');
        if (equals == parameter.npos)
            return refuse(offset(parameter), "a parameter without \"=\"");
        if (parameter.find('=', equals + 1) != parameter.npos)
            return refuse(offset(parameter), "a parameter with more than one \"=\"");
        const auto keyword = decode(parameter.substr(0, equals));
        if (!keyword)
            return false;
        const auto value = decode(parameter.substr(equals + 1));
        if (!value)
            return false;
        if (*keyword == "ssl" && *value == "true")  // as JDBC spells it
            return set("sslmode", "require");
        // With an "@" still to come this is likely the rest of a password that has a "/" or a "?": not to be
        // shown.
        if (text_.find('@', offset(parameter)) != text_.npos && !is_settable(*keyword))
            return refuse(offset(parameter), "a parameter that does not exist");
        return set(*keyword, *value);
    }

    /// Spaces around a part are dropped, spaces in it refused: PostgreSQL 18's reading.
    std::optional<std::string> decode(std::string_view part) {
        const auto first = std::min(part.find_first_not_of(' '), part.size());
        const auto last = part.find_last_not_of(' ') + 1;
        std::string decoded;
        for (auto i = first; i < last; ++i) {
            if (part[i] == ' ') {
                refuse(offset(part) + i, "a space");
                return std::nullopt;
            }
            if (part[i] != '%') {
                decoded += part[i];
                continue;
            }
            const int byte = escaped_byte(part.substr(i));
            if (byte <= 0) {
                refuse(offset(part) + i,
                       byte == 0 ? "a zero byte" : "a \"%\" without two hexadecimal digits");
                return std::nullopt;
            }
            decoded += static_cast<char>(byte);
            i += 2;
        }
        return decoded;
    }

    bool set_part(std::string_view keyword, std::string_view part) {
        if (part.empty())
            return true;
        const auto value = decode(part);
        return value && set(keyword, *value);
    }

    bool set(std::string_view keyword, std::string_view value) {
        why_ = result_.try_set(keyword, value);
        return !why_;
    }

    std::string_view take_until(std::string_view delimiters) {
        const auto start = at_;
        at_ = std::min(text_.find_first_of(delimiters, at_), text_.size());
        return text_.substr(start, at_ - start);
    }

    bool next_is(char c) const noexcept { return at_ < text_.size() && text_[at_] == c; }

    std::size_t offset(std::string_view part) const noexcept {
        return static_cast<std::size_t>(part.data() - text_.data());
    }

    bool refuse(std::size_t position, std::string_view what) {
        why_ = config_failure(
            "invalid connection URI: " + std::string(what) + " at position " + std::to_string(position + 1) +
            "; special characters need percent-encoding (%40 for @, %2F for /, %20 for a space)");
        return false;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    config result_;
    std::optional<failure> why_;
};

}  // namespace

bool is_uri(std::string_view conninfo) noexcept {
    return std::any_of(std::begin(schemes), std::end(schemes),
                       [&](std::string_view scheme) { return conninfo.starts_with(scheme); });
}

expected<config> parse_uri(std::string_view uri) {
    return uri_parser(uri).run();
}

}  // namespace kornak::client
