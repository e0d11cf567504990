#include "client/config_defaults.hpp"

#include <string>

#include <gtest/gtest.h>

#include "config_test_environment.hpp"

namespace kornak::client {
namespace {

TEST(config_defaults, give_every_keyword_its_default) {
    const auto values = with_defaults(config(), test_environment());
    ASSERT_TRUE(values);
    for (const auto& known : config::keywords()) {
        if (known.keyword != "user") {
            EXPECT_EQ(values->get(known.keyword), known.default_value) << known.keyword;
        }
    }
    EXPECT_EQ(values->get("user"), "ada");
}

TEST(config_defaults, take_every_variable_there_is) {
    test_environment env;
    for (const auto& known : config::keywords())
        if (!known.environment_variable.empty())
            env.variables[std::string(known.environment_variable)] = "of " + std::string(known.keyword);
    env.add_file("of servicefile", "[of service]\nport=of the service\n");
    const auto values = with_defaults(config("host=given"), env);
    ASSERT_TRUE(values) << values.error().message;
    for (const auto& known : config::keywords()) {
        if (!known.environment_variable.empty() && known.keyword != "host" && known.keyword != "port") {
            EXPECT_EQ(values->get(known.keyword), "of " + std::string(known.keyword));
        }
    }
    EXPECT_EQ(values->get("host"), "given");
    EXPECT_EQ(values->get("port"), "of the service");
}

}  // namespace
}  // namespace kornak::client
