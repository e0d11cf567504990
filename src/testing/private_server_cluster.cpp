#include "testing/private_server_cluster.hpp"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string_view>

#include <kornak/testing/private_server.hpp>

namespace kornak::testing {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view postgresql_conf = R"(
listen_addresses = '127.0.0.1,::1'
max_connections = 60
max_prepared_transactions = 10
shared_buffers = 64MB
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
timezone = 'UTC'
lc_messages = 'C'
password_encryption = 'scram-sha-256'
ssl = on
ssl_ca_file = '../certificates/root.crt'
ssl_cert_file = '../certificates/server.crt'
ssl_key_file = '../certificates/server.key'
)";

// The first line that matches decides. +role: the role and its members.
constexpr std::string_view pg_hba_conf = R"(
local      all          +kornak_scram     scram-sha-256
local      all          +kornak_md5       md5
local      all          +kornak_password  password
local      all          +kornak_cert,+kornak_ssl_only,+kornak_nossl  reject
local      all          all               trust
local      replication  all               trust
host       all          +kornak_trust     all  trust
host       all          +kornak_scram     all  scram-sha-256
host       all          +kornak_md5       all  md5
host       all          +kornak_password  all  password
hostssl    all          +kornak_cert      all  cert
hostssl    all          +kornak_ssl_only  all  trust
hostnossl  all          +kornak_nossl     all  trust
)";

// Standalone PostgreSQL takes one statement a line.
std::string initial_statements() {
    const std::string with_password = " login password '" + std::string{private_server::password} + "'\n";
    std::string statements = "create database kornak\n";
    for (const char* const role : {"kornak_trust", "kornak_cert", "kornak_ssl_only", "kornak_nossl"})
        statements += std::string{"create role "} + role + " login\n";
    statements += "create role kornak_scram" + with_password;
    statements += "create role kornak_password" + with_password;
    statements += "set password_encryption = 'md5'\n";
    statements += "create role kornak_md5" + with_password;
    return statements;
}

bool holds_a_server(const fs::path& directory) {
    return fs::exists(directory / "postgres") && fs::exists(directory / "initdb");
}

fs::path directory_of_pg_config() {
    try {
        const std::string printed = run({"pg_config", "--bindir"});
        return printed.substr(0, printed.find('\n'));
    } catch (const std::runtime_error&) {
        return {};  // not installed: there are other places to look
    }
}

fs::path newest_installed_directory() {
    fs::path newest;
    int newest_version = 0;
    std::error_code none_installed;
    for (const auto& entry : fs::directory_iterator{"/usr/lib/postgresql", none_installed}) {
        const int version = std::atoi(entry.path().filename().c_str());
        if (version <= newest_version || !holds_a_server(entry.path() / "bin"))
            continue;
        newest = entry.path() / "bin";
        newest_version = version;
    }
    return newest;
}

}  // namespace

process_options cluster::how() const {
    return {
        .directory = data.parent_path(), .environment = {"PATH=/usr/bin:/bin", "LC_ALL=C"}, .run_as = owner};
}

fs::path find_server_programs() {
    if (const char* const named = std::getenv("KORNAK_PG_BINDIR")) {
        if (holds_a_server(named))
            return fs::absolute(named);
        throw std::runtime_error("KORNAK_PG_BINDIR is " + std::string{named} +
                                 ", which does not hold the programs postgres and initdb");
    }
    if (fs::path directory = directory_of_pg_config(); holds_a_server(directory))
        return directory;
    if (fs::path directory = newest_installed_directory(); !directory.empty())
        return directory;
    throw std::runtime_error(
        "no PostgreSQL server found: install one (Debian: apt-get install postgresql), "
        "or let KORNAK_PG_BINDIR name the directory of its programs");
}

std::optional<account> find_server_account() {
    if (geteuid() != 0)
        return std::nullopt;
    for (const char* const name : {"postgres", "nobody"})
        if (const passwd* const found = getpwnam(name))
            return account{name, found->pw_uid, found->pw_gid};
    throw std::runtime_error(
        "PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody to run it "
        "as");
}

void create_cluster(const cluster& made, const std::vector<std::string>& settings) {
    const std::string data = made.data.string();
    run({made.programs / "initdb", "--pgdata", data, "--username", "kornak", "--encoding", "UTF8", "--locale",
         "C", "--auth", "trust", "--nosync"},
        made.how());

    std::ofstream conf{made.data / "postgresql.conf", std::ios::app};
    conf << postgresql_conf;
    for (const auto& setting : settings)
        conf << setting << '\n';
    conf.close();
    std::ofstream hba{made.data / "pg_hba.conf"};
    hba << pg_hba_conf;
    hba.close();
    if (!conf || !hba)
        throw std::runtime_error("cannot write the configuration of the server in " + data);

    const std::string said = run({made.programs / "postgres", "--single", "-D", data, "postgres"}, made.how(),
                                 initial_statements());
    // It goes on after an error and calls that a success.
    if (said.find("ERROR:") != std::string::npos)
        throw std::runtime_error("cannot create the roles of the server:\n" + said);
}

}  // namespace kornak::testing
