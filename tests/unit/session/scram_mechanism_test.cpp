#include "session/scram_mechanism.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

using namespace kornak;
using session::binding_policy;
using session::scram_terms;

namespace {

using offer = std::vector<std::string_view>;

const offer plain{"SCRAM-SHA-256"};
const offer plus{"SCRAM-SHA-256-PLUS"};
const offer both{"SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"};
const offer other{"OAUTHBEARER", "SCRAM-SHA-1"};

constexpr scram_terms unencrypted(binding_policy policy) {
    return {.policy = policy, .tls = false, .certificate_hash = false};
}
constexpr scram_terms encrypted(binding_policy policy) {
    return {.policy = policy, .tls = true, .certificate_hash = true};
}
constexpr scram_terms hashless(binding_policy policy) {
    return {.policy = policy, .tls = true, .certificate_hash = false};
}

std::string choice(const offer& offered, const scram_terms& terms) {
    const auto chosen = session::choose_scram_binding(offered, terms);
    if (!chosen)
        return "refused: " + chosen.error().message;
    switch (*chosen) {
        case session::scram_binding::unsupported: return "n";
        case session::scram_binding::unoffered: return "y";
        case session::scram_binding::bound: return "p";
    }
    return {};
}

TEST(scram_mechanism, is_the_best_that_both_sides_know) {
    using enum binding_policy;
    EXPECT_EQ(choice(both, encrypted(prefer)), "p");
    EXPECT_EQ(choice({both[1], both[0]}, encrypted(prefer)), "p");
    EXPECT_EQ(choice(both, encrypted(require)), "p");
    EXPECT_EQ(choice(both, encrypted(disable)), "n");
    EXPECT_EQ(choice(plus, encrypted(prefer)), "p");
    EXPECT_EQ(choice(plain, encrypted(prefer)), "y");
    EXPECT_EQ(choice(plain, encrypted(disable)), "n");
    EXPECT_EQ(choice(plain, unencrypted(prefer)), "n");
    EXPECT_EQ(choice(plain, unencrypted(disable)), "n");
    EXPECT_EQ(choice({"OAUTHBEARER", "SCRAM-SHA-256"}, unencrypted(prefer)), "n");
}

TEST(scram_mechanism, does_without_binding_where_the_certificate_allows_none) {
    EXPECT_EQ(choice(both, hashless(binding_policy::prefer)), "n");
    EXPECT_EQ(choice(plain, hashless(binding_policy::prefer)), "n");
}

TEST(scram_mechanism, is_refused_with_the_reason) {
    using enum binding_policy;
    const struct {
        offer offered;
        scram_terms terms;
        std::string_view reason;
    } table[] = {
        {plain, encrypted(require), "does not offer SCRAM-SHA-256-PLUS; it offers: SCRAM-SHA-256"},
        {plain, unencrypted(require), "does not use TLS"},
        {both, unencrypted(require), "does not use TLS"},
        {both, unencrypted(prefer), "may have removed TLS"},
        {plus, unencrypted(disable), "may have removed TLS"},
        {both, hashless(require), "certificate defines no hash"},
        {plus, hashless(prefer), "only SCRAM-SHA-256-PLUS"},
        {plus, encrypted(disable), "only SCRAM-SHA-256-PLUS"},
        {other, encrypted(prefer), "it offers: OAUTHBEARER, SCRAM-SHA-1"},
        {other, encrypted(require), "none of the mechanisms"},
        {{}, unencrypted(prefer), "none of the mechanisms"},
        {{"scram-sha-256", "SCRAM-SHA-256 "}, unencrypted(prefer), "none of the mechanisms"},
    };
    for (const auto& [offered, terms, reason] : table) {
        const auto text = choice(offered, terms);
        EXPECT_TRUE(text.starts_with("refused: ")) << text;
        EXPECT_NE(text.find(reason), std::string::npos) << text << "\nexpected: " << reason;
    }
}

TEST(scram_mechanism, is_named_as_the_server_named_it) {
    EXPECT_EQ(session::mechanism_name(session::scram_binding::unsupported), "SCRAM-SHA-256");
    EXPECT_EQ(session::mechanism_name(session::scram_binding::unoffered), "SCRAM-SHA-256");
    EXPECT_EQ(session::mechanism_name(session::scram_binding::bound), "SCRAM-SHA-256-PLUS");
}

}  // namespace
