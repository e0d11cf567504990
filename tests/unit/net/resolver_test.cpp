#include "net/resolver.hpp"

#include <netinet/in.h>
#include <sys/un.h>

#include <cstring>
#include <string>

#include <gtest/gtest.h>

using namespace kornak;
using net::address;

namespace {

std::uint16_t port_of(const address& a) {
    if (a.family() == AF_INET6)
        return ntohs(reinterpret_cast<const sockaddr_in6*>(a.native())->sin6_port);
    return ntohs(reinterpret_cast<const sockaddr_in*>(a.native())->sin_port);
}

TEST(resolver, reads_numeric_addresses) {
    const struct {
        const char* text;
        int family;
    } table[] = {
        {"127.0.0.1", AF_INET}, {"192.0.2.7", AF_INET}, {"::1", AF_INET6}, {"2001:db8::7", AF_INET6}};
    for (const auto& row : table) {
        const auto a = net::parse_address(row.text, 5433);
        ASSERT_TRUE(a) << row.text;
        EXPECT_EQ(a->text(), row.text);
        EXPECT_EQ(a->family(), row.family);
        EXPECT_EQ(port_of(*a), 5433);
        EXPECT_FALSE(a->is_unix());
    }
}

TEST(resolver, keeps_the_interface_of_a_local_address) {
    const auto a = net::parse_address("fe80::1%lo", 5432);
    ASSERT_TRUE(a);
    EXPECT_EQ(a->text(), "fe80::1%lo");
}

TEST(resolver, takes_no_name_for_an_address) {
    for (const char* text :
         {"localhost", "db.example", "127.0.0.1.", "256.0.0.1", ":::", "/tmp", "127.0.0.1 "})
        EXPECT_FALSE(net::parse_address(text, 5432)) << text;
}

TEST(resolver, finds_the_addresses_of_a_name) {
    const auto found = net::resolve("localhost", 5433);
    ASSERT_TRUE(found) << found.error().message;
    ASSERT_FALSE(found->empty());
    for (const auto& a : *found) {
        EXPECT_TRUE(a.text() == "127.0.0.1" || a.text() == "::1") << a.text();
        EXPECT_EQ(port_of(a), 5433);
    }
}

TEST(resolver, says_why_a_name_has_no_address) {
    const auto found = net::resolve("no-such-host.invalid", 5432);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, failure_kind::connection);
    EXPECT_FALSE(found.error().message.empty());
    EXPECT_FALSE(found.error().sent);
}

TEST(address, of_a_unix_socket_is_a_path) {
    const auto a = address::of_unix_socket("/run/postgresql", 5433);
    ASSERT_TRUE(a);
    EXPECT_TRUE(a->is_unix());
    EXPECT_EQ(a->text(), "/run/postgresql/.s.PGSQL.5433");
}

TEST(address, of_an_abstract_socket_begins_with_a_zero_byte_and_has_none_at_its_end) {
    const auto a = address::of_unix_socket("@run", 5433);
    ASSERT_TRUE(a);
    EXPECT_EQ(a->text(), "@run/.s.PGSQL.5433");
    EXPECT_EQ(reinterpret_cast<const sockaddr_un*>(a->native())->sun_path[0], '\0');
    EXPECT_EQ(a->size(), offsetof(sockaddr_un, sun_path) + std::strlen("@run/.s.PGSQL.5433"));
}

TEST(address, of_a_unix_socket_is_only_as_long_as_the_system_allows) {
    const auto most = sizeof(sockaddr_un{}.sun_path) - 1 - std::strlen("/.s.PGSQL.5432");
    EXPECT_TRUE(address::of_unix_socket("/" + std::string(most - 1, 'x'), 5432));
    const auto too_long = address::of_unix_socket("/" + std::string(most, 'x'), 5432);
    ASSERT_FALSE(too_long);
    EXPECT_NE(too_long.error().message.find("too long"), std::string::npos);
    EXPECT_FALSE(too_long.error().sent);
}

}  // namespace
