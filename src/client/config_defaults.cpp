#include "client/config_defaults.hpp"

#include "client/conninfo.hpp"
#include "client/service_file.hpp"

namespace kornak::client {

namespace {

void set_if_open(config& values, std::string_view keyword, std::string_view value) {
    if (!values.get(keyword))
        values.set(keyword, value);
}

void add_environment(config& values, const environment& env) {
    for (const auto& known : config::keywords())
        if (!known.environment_variable.empty() && !values.get(known.keyword))
            if (const auto value = env.variable(std::string(known.environment_variable)))
                values.set(known.keyword, *value);
    if (env.variable("PGREQUIRESSL").value_or("").starts_with('1'))
        set_if_open(values, "sslmode", "require");
}

void add_compiled_defaults(config& values, const environment& env) {
    // Certificates that everybody can have prove nothing unless the name in them is checked.
    if (values.get("sslrootcert") == "system")
        set_if_open(values, "sslmode", "verify-full");
    for (const auto& known : config::keywords())
        if (known.default_value)
            set_if_open(values, known.keyword, *known.default_value);
    if (values.get("user").value_or("").empty())
        values.set("user", env.user_name());
}

}  // namespace

expected<config> with_defaults(const config& given, const environment& env) {
    auto values = expand_dbname(given);
    if (!values)
        return values;
    const auto service = load_service(*values, env);
    if (!service)
        return service.error();
    for (const auto& [keyword, value] : *service)
        set_if_open(*values, keyword, value);
    add_environment(*values, env);
    add_compiled_defaults(*values, env);
    return values;
}

}  // namespace kornak::client
