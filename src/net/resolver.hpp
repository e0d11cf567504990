#ifndef KORNAK_NET_RESOLVER_HPP
#define KORNAK_NET_RESOLVER_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <kornak/failure.hpp>

#include "net/address.hpp"

namespace kornak::net {

/// The address that `numeric` spells, IPv4 or IPv6, the latter maybe with "%" and an interface; nothing when
/// it is not one, but a name. Looks nothing up.
std::optional<address> parse_address(const std::string& numeric, std::uint16_t port);

/// All addresses of `host`, at least one, in the order in which the system wants them tried. Blocks while the
/// name service takes its time, and nothing can interrupt that: asynchronous drivers ask in their own way.
/// Errors: connection, nothing sent; the message is the system's reason alone.
expected<std::vector<address>> resolve(const std::string& host, std::uint16_t port);

}  // namespace kornak::net

#endif
