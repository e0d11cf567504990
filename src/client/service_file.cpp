#include "client/service_file.hpp"

#include <algorithm>

#include "client/config_failure.hpp"
#include "client/config_text.hpp"

namespace kornak::client {

namespace {

// A line `keyword=value` of a section. Spaces around "=" are not ignored, here as in PostgreSQL's own reader.
std::optional<failure> read_entry(std::string_view line, config& section) {
    const auto equals = line.find('=');
    if (equals == line.npos)
        return config_failure("expected keyword=value");
    const auto keyword = line.substr(0, equals);
    if (keyword == "service" || keyword == "servicefile")
        return config_failure("a service cannot name another service");
    if (section.get(keyword))
        return std::nullopt;  // the first one counts
    return section.try_set(keyword, line.substr(equals + 1));
}

// What `keyword` is set to in `given` or else in the environment; empty: in neither.
std::string named(const config& given, const environment& env, std::string_view keyword,
                  const char* variable) {
    if (const auto value = given.get(keyword))
        return std::string(*value);
    return env.variable(variable).value_or("");
}

}  // namespace

expected<std::optional<config>> find_service(std::string_view content, std::string_view service,
                                             const std::string& path) {
    const auto heading = '[' + std::string(service) + ']';
    std::optional<config> section;
    for (std::size_t number = 1; !content.empty(); ++number) {
        const auto end = std::min(content.find('\n'), content.size());
        const auto line = trim(content.substr(0, end));
        content.remove_prefix(std::min(end + 1, content.size()));
        if (line.empty() || line.starts_with('#'))
            continue;
        if (line.starts_with('[')) {
            if (section)
                break;
            if (line.starts_with(heading))
                section.emplace();
        } else if (section) {
            if (auto why = read_entry(line, *section)) {
                why->message =
                    "service file \"" + path + "\", line " + std::to_string(number) + ": " + why->message;
                return *std::move(why);
            }
        }
    }
    return section;
}

expected<config> load_service(const config& given, const environment& env) {
    const auto service = named(given, env, "service", "PGSERVICE");
    if (service.empty())
        return config{};
    const auto named_file = named(given, env, "servicefile", "PGSERVICEFILE");
    const auto in_directory = [](const std::string& directory, const char* name) {
        return directory.empty() ? directory : directory + name;
    };
    const std::string paths[] = {
        named_file.empty() ? in_directory(env.home_directory(), "/.pg_service.conf") : named_file,
        in_directory(env.variable("PGSYSCONFDIR").value_or(""), "/pg_service.conf")};
    std::string looked_in;
    for (const auto& path : paths) {
        if (path.empty())
            continue;
        const auto file = env.read_file(path);
        if (file.content) {
            auto section = find_service(*file.content, service, path);
            if (!section)
                return std::move(section).error();
            if (*section)
                return **std::move(section);
        } else if (file.kind != file_kind::missing || path == named_file) {
            return config_failure("service file \"" + path + "\" cannot be read");
        }
        looked_in += (looked_in.empty() ? "\"" : " and \"") + path + '"';
    }
    return config_failure("definition of service \"" + service + "\" not found" +
                          (looked_in.empty() ? "" : " in " + looked_in));
}

}  // namespace kornak::client
