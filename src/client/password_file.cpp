#include "client/password_file.hpp"

#include <algorithm>
#include <initializer_list>

namespace kornak::client {

namespace {

struct password_field {
    std::string text;
    bool wildcard;        // a bare "*"
    bool closed = false;  // by a colon, not by the end of the line
};

// Removes the next field and its colon from `line`. "\" takes the character after it as it is.
password_field take_field(std::string_view& line) {
    password_field field{{}, line.starts_with("*:")};
    std::size_t i = 0;
    for (; i < line.size() && !field.closed; ++i) {
        if (line[i] == ':') {
            field.closed = true;
            continue;
        }
        if (line[i] == '\\' && i + 1 < line.size())
            ++i;
        field.text += line[i];
    }
    line.remove_prefix(i);
    return field;
}

bool take_matching_fields(std::string_view& line, const password_key& key) {
    for (const auto wanted : {key.host, key.port, key.dbname, key.user}) {
        const auto field = take_field(line);
        if (!field.closed || (!field.wildcard && field.text != wanted))
            return false;
    }
    return true;
}

}  // namespace

std::optional<std::string> load_password_file(const std::string& path, const environment& env,
                                              std::vector<std::string>& warnings) {
    auto file = env.read_file(path);
    if (file.kind == file_kind::missing)
        return std::nullopt;
    std::string_view reason;
    if (file.kind != file_kind::regular)
        reason = "it is not a regular file";
    else if (file.permissions & 077)
        reason = "its group or others have access; make its permissions 0600 or less";
    else if (!file.content)
        reason = "it cannot be read";
    else
        return std::move(file.content);
    warnings.push_back("password file \"" + path + "\" ignored: " + std::string(reason));
    return std::nullopt;
}

std::optional<std::string> find_password(std::string_view content, const password_key& key) {
    while (!content.empty()) {
        const auto end = std::min(content.find('\n'), content.size());
        auto line = content.substr(0, end);
        content.remove_prefix(std::min(end + 1, content.size()));
        while (line.ends_with('\r'))
            line.remove_suffix(1);
        if (!line.starts_with('#') && take_matching_fields(line, key))
            return take_field(line).text;
    }
    return std::nullopt;
}

}  // namespace kornak::client
