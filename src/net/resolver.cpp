#include "net/resolver.hpp"

#include <netdb.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace kornak::net {
namespace {

struct address_info_deleter {
    void operator()(addrinfo* list) const noexcept { ::freeaddrinfo(list); }
};

expected<std::vector<address>> look_up(const std::string& host, std::uint16_t port, int flags) {
    // No AI_ADDRCONFIG: it hides localhost on a machine that has no other network. An address of a family
    // that the machine cannot use fails at once, and the next one is tried.
    addrinfo hints{};
    hints.ai_flags = flags | AI_NUMERICSERV;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    const int error = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &list);
    if (error != 0)
        return failure{failure_kind::connection,
                       error == EAI_SYSTEM ? std::strerror(errno) : ::gai_strerror(error), nullptr, false};
    const std::unique_ptr<addrinfo, address_info_deleter> owner{list};
    std::vector<address> found;
    for (const addrinfo* at = list; at; at = at->ai_next)
        found.emplace_back(at->ai_addr, at->ai_addrlen);
    return found;
}

}  // namespace

std::optional<address> parse_address(const std::string& numeric, std::uint16_t port) {
    const auto found = look_up(numeric, port, AI_NUMERICHOST);
    if (!found)
        return std::nullopt;
    return found->front();
}

expected<std::vector<address>> resolve(const std::string& host, std::uint16_t port) {
    return look_up(host, port, 0);
}

}  // namespace kornak::net
