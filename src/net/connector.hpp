#ifndef KORNAK_NET_CONNECTOR_HPP
#define KORNAK_NET_CONNECTOR_HPP

#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "net/connect_attempt.hpp"

namespace kornak::net {

/// What a connector needs next.
struct connect_step {
    enum class action : unsigned char {
        resolve,  ///< the addresses of `connector::host_to_resolve()`
        wait,     ///< until `fd` is ready for `wanted`, or `connect_timeout` is over
        done,     ///< nothing; take the connection
        failed    ///< nothing; see `connector::error()`
    };
    action next;
    int fd = -1;
    interest wanted = interest::none;
    /// Counts the addresses tried. The clock of `connect_timeout` starts anew whenever it changes.
    std::size_t address_number = 0;
};

/// Opens one connection: tries the addresses of all the servers in the settings until one lets us in.
///
/// It never waits; a driver does, in its own way, and says how that went:
///
///     start() ──▶ step ──▶ resolve: resolved() or resolve_failed() ──▶ step ...
///                      ──▶ wait:    ready() or timed_out()         ──▶ step ...
///
/// What it tries, in this order: with and without TLS at one address as sslmode allows, the other addresses
/// of the host, the other hosts. A server that is reached and refuses the login ends it all (documentation,
/// "Specifying Multiple Hosts"), but for one that lets nobody in at the moment or has not the role asked for.
/// Lifetime of descriptors: every call may close the last one waited for, so stop watching it before. Should
/// the driver give up, it just destroys the connector.
class connector {
public:
    explicit connector(connect_settings settings, std::uint32_t shuffle_seed = random_seed());

    connect_step start();
    /// The host's addresses, in the order to try them in.
    connect_step resolved(std::vector<address> addresses);
    /// `why` is the name service's reason.
    connect_step resolve_failed(const std::string& why);
    /// The descriptor is ready; saying so too early does no harm.
    connect_step ready();
    /// `connect_timeout` has passed at this address.
    connect_step timed_out();

    const connect_settings& settings() const noexcept { return *settings_; }
    const endpoint& host_to_resolve() const noexcept { return settings_->endpoints[order_[position_]]; }

    /// Once done.
    connected take() { return attempt_->take(); }
    /// Once failed: tells of every attempt. Errors: connection (`server` is set when a server refused the
    /// last one, `timed_out` when it took too long), protocol, usage.
    const failure& error() const noexcept { return error_; }
    /// While waiting: what to report when the driver goes no further, because of `why`.
    failure give_up(failure why);

private:
    static std::uint32_t random_seed() noexcept;

    connect_step run();
    bool find_addresses();
    void use_addresses(std::vector<address> found);
    void begin_attempt(encryption tls);
    void on_failure(attempt_failure f);
    encryption first_encryption() const noexcept;
    std::optional<encryption> other_encryption() const noexcept;
    void next_address();
    void next_host();
    void record(const std::string& what, failure why);
    failure summary() const;

    std::shared_ptr<const connect_settings> settings_;
    session::required_auth required_;
    session_attrs role_;
    std::mt19937 random_;

    std::vector<std::size_t> order_;  // of the settings' endpoints
    std::size_t position_ = 0;        // in order_
    std::vector<address> addresses_;  // of that endpoint; empty while not known
    std::size_t address_ = 0;         // in addresses_
    std::size_t address_number_ = 0;
    std::optional<connect_attempt> attempt_;
    bool met_other_role_ = false;  // some server would do, but for its role
    bool over_ = false;            // there is nothing left to try

    std::vector<failure> reports_;  // of failed attempts, each complete in itself
    failure error_;
};

}  // namespace kornak::net

#endif
