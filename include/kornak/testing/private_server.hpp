#ifndef KORNAK_TESTING_PRIVATE_SERVER_HPP
#define KORNAK_TESTING_PRIVATE_SERVER_HPP

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kornak::testing {

/// Where a test server is: all that a client has to know. A value, which owns nothing.
class server_address {
public:
    server_address(std::string conninfo, std::string socket_directory, std::uint16_t port,
                   std::string certificate_directory);

    /// For the superuser and database `kornak`, over the Unix socket, without a password.
    const std::string& conninfo() const noexcept { return conninfo_; }
    const std::string& socket_directory() const noexcept { return socket_directory_; }
    /// Of the Unix socket and of TCP, on 127.0.0.1 and, where the machine has it, on ::1.
    std::uint16_t port() const noexcept { return port_; }
    /// Holds the files that `private_server` lists.
    const std::string& certificate_directory() const noexcept { return certificate_directory_; }

    /// What a child process needs to find the server, as KEY=VALUE: PGHOST, PGPORT, PGUSER and PGDATABASE for
    /// clients, KORNAK_TEST_DSN and KORNAK_TEST_CERTS for tests.
    std::vector<std::string> environment() const;

private:
    std::string conninfo_;
    std::string socket_directory_;
    std::uint16_t port_;
    std::string certificate_directory_;
};

/// A PostgreSQL server of one's own, in a fresh temporary directory, for as long as this object lives.
///
/// The server's programs come from KORNAK_PG_BINDIR, else from `pg_config --bindir`, else from the newest
/// /usr/lib/postgresql/VERSION/bin. PostgreSQL refuses to run as root: for root it runs as `postgres`, else
/// as `nobody`. Settings are those of a test: nothing is safe on disk, nothing runs in the background.
///
/// Roles, beside the superuser `kornak`. Members of a role log in as it does, so a test can make a role with
/// a password of its own by `create role ... login password '...' in role kornak_scram`.
///
/// | role              | Unix socket     | TCP, with TLS      | TCP, without TLS |
/// |-------------------|-----------------|--------------------|------------------|
/// | `kornak`          | trust           | rejected           | rejected         |
/// | `kornak_trust`    | trust           | trust              | trust            |
/// | `kornak_scram`    | SCRAM-SHA-256   | SCRAM-SHA-256      | SCRAM-SHA-256    |
/// | `kornak_md5`      | MD5             | MD5                | MD5              |
/// | `kornak_password` | clear text      | clear text         | clear text       |
/// | `kornak_cert`     | rejected        | client certificate | rejected         |
/// | `kornak_ssl_only` | rejected        | trust              | rejected         |
/// | `kornak_nossl`    | rejected        | rejected           | trust            |
///
/// Files in `certificate_directory()`:
///   - root.crt: the authority that signed all that follows; root.crl: revokes nothing;
///     server_revoked.crl: revokes the server's certificate
///   - server.crt, server.key: for `localhost` and 127.0.0.1, and on purpose not for ::1
///   - kornak_cert.crt, kornak_cert.key: the client kornak_cert; kornak_cert_encrypted.key: the same key
///   behind
///     `key_password`
///   - other_root.crt: an authority that signed nothing here
///
/// Lifetime: the server stops and its directory goes with the object. Should this process be killed, the
/// kernel stops the server; only the directory stays. The kernel does so for the thread that made the object:
/// keep it alive.
class private_server : public server_address {
public:
    /// Of every role above that has one.
    static constexpr std::string_view password = "open-sesame";
    static constexpr std::string_view key_password = "open-barley";

    /// Starts the server and returns when it accepts connections. `settings` are lines for postgresql.conf,
    /// which win over the runner's own. Errors: std::runtime_error, with what the failed program or the
    /// server's log said.
    explicit private_server(const std::vector<std::string>& settings = {});
    ~private_server();
    private_server(const private_server&) = delete;
    private_server& operator=(const private_server&) = delete;

    /// The server that KORNAK_TEST_DSN and its companions name; when it is not set, one that is started now
    /// and lives until exit. So a test program works under the runner `kornak_private_server` as well as
    /// alone. Without KORNAK_TEST_CERTS (somebody's own server) `certificate_directory()` is empty, and there
    /// are no roles.
    static server_address running();

private:
    class instance;
    explicit private_server(std::unique_ptr<instance> started);

    std::unique_ptr<instance> instance_;
};

}  // namespace kornak::testing

#endif
