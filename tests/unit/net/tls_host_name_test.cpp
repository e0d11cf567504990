#include "net/tls_host_name.hpp"

#include <string>

#include <gtest/gtest.h>

#include "tls_test_certificate.hpp"

using namespace kornak;

namespace {

const tls_test::identity& certificate_with(const std::string& common_name, const std::string& names) {
    static tls_test::identity made;
    made = tls_test::self_signed({.common_name = common_name, .alternative_names = names});
    return made;
}

bool fits(const std::string& common_name, const std::string& names, const std::string& host) {
    return net::is_made_out_for(certificate_with(common_name, names).certificate.get(), host);
}

TEST(tls_host_name, tells_addresses_from_names) {
    for (const char* host : {"127.0.0.1", "10.0.0.255", "::1", "2001:db8::7"})
        EXPECT_TRUE(net::is_ip_address(host)) << host;
    for (const char* host :
         {"", "localhost", "db.example", "127.0.0", "127.0.0.256", "1.2.3.4.example", "10"})
        EXPECT_FALSE(net::is_ip_address(host)) << host;
}

TEST(tls_host_name, follows_the_rules_of_libpq) {
    const struct {
        std::string common_name, names, host;
        bool fits;
    } table[] = {
        {"ignored", "DNS:db.example", "db.example", true},
        {"ignored", "DNS:db.example", "DB.Example", true},
        {"ignored", "DNS:a.example, DNS:b.example", "b.example", true},
        {"ignored", "DNS:db.example", "other.example", false},
        {"ignored", "DNS:db.example", "example", false},
        {"ignored", "DNS:db.example", "sub.db.example", false},
        {"ignored", "DNS:db.example", "", false},
        // "*" is one whole label, the first.
        {"ignored", "DNS:*.example.org", "db.example.org", true},
        {"ignored", "DNS:*.example.org", "a.db.example.org", false},
        {"ignored", "DNS:*.example.org", "example.org", false},
        {"ignored", "DNS:d*.example.org", "db.example.org", false},
        {"ignored", "DNS:db.*.org", "db.example.org", false},
        {"*.example.org", "", "db.example.org", true},
        // The common name counts only where no alternative DNS name is.
        {"db.example", "", "db.example", true},
        {"db.example", "", "other.example", false},
        {"db.example", "DNS:other.example", "db.example", false},
        {"db.example", "IP:10.0.0.1", "db.example", true},
        // Addresses: as such, and for old certificates where names belong.
        {"ignored", "IP:10.0.0.1", "10.0.0.1", true},
        {"ignored", "IP:10.0.0.1", "10.0.0.2", false},
        {"ignored", "IP:2001:db8::1", "2001:DB8:0::1", true},
        {"ignored", "DNS:10.0.0.1", "10.0.0.1", true},
        {"10.0.0.1", "", "10.0.0.1", true},
        {"ignored", "DNS:*.0.0.1", "10.0.0.1", false},
        {"*.0.0.1", "", "10.0.0.1", false},
        {"ignored", "DNS:db.example", "10.0.0.1", false},
    };
    for (const auto& row : table)
        EXPECT_EQ(fits(row.common_name, row.names, row.host), row.fits)
            << row.common_name << " [" << row.names << "] for " << row.host;
}

TEST(tls_host_name, is_not_cut_at_a_zero_byte) {
    using namespace std::string_literals;
    EXPECT_FALSE(fits("ignored", "DNS:db.example", "db.example\0.evil.example"s));
}

TEST(tls_host_name, lists_what_a_certificate_is_for) {
    const auto names = [](const std::string& common_name, const std::string& text) {
        return net::names_in(certificate_with(common_name, text).certificate.get());
    };
    EXPECT_EQ(names("ignored", "DNS:db.example, IP:10.0.0.1"), "DNS:db.example, IP Address:10.0.0.1");
    EXPECT_EQ(names("db.example", ""), "CN=db.example");
}

TEST(tls_host_name, lists_hostile_names_without_harm) {
    const auto text = net::names_in(certificate_with("line\nbreak\x1b[2J", "").certificate.get());
    EXPECT_EQ(text.find_first_of("\n\x1b"), std::string::npos) << text;
    std::string many = "DNS:n0.example";
    for (int i = 1; i < 200; ++i)
        many += ", DNS:n" + std::to_string(i) + ".example";
    EXPECT_EQ(net::names_in(certificate_with("x", many).certificate.get()).size(), 203u);
}

}  // namespace
