#include "testing/private_server_certificates.hpp"

#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <kornak/testing/private_server.hpp>

#include "testing/process.hpp"

namespace kornak::testing {
namespace {

// Complete, so that the machine's own openssl.cnf has no say.
constexpr std::string_view configuration = R"([req]
prompt = no
distinguished_name = replaced_by_subj
[replaced_by_subj]
CN = unnamed
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost, IP:127.0.0.1
[client]
basicConstraints = CA:FALSE
extendedKeyUsage = clientAuth
[ca]
default_ca = revocations
[revocations]
database = revoked.txt
default_md = sha256
default_crl_days = 3650
)";

class authority {
public:
    explicit authority(const std::filesystem::path& directory) { options_.directory = directory; }

    void create_self_signed(const std::string& name, const std::string& common_name) const {
        run(request(name, common_name, "authority"), options_);
    }
    void create_signed(const std::string& name, const std::string& common_name,
                       const std::string& extensions) const {
        auto command = request(name, common_name, extensions);
        command.insert(command.end(), {"-CA", "root.crt", "-CAkey", "root.key"});
        run(command, options_);
    }
    void encrypt_key(const std::string& name, const std::string& encrypted_name) const {
        run({"openssl", "pkey", "-aes256", "-passout", "pass:" + std::string{private_server::key_password},
             "-in", name + ".key", "-out", encrypted_name + ".key"},
            options_);
    }
    void revoke(const std::string& name) const { administer({"-revoke", name + ".crt"}); }
    void create_revocation_list(const std::string& name) const {
        administer({"-gencrl", "-out", name + ".crl"});
    }

private:
    // Elliptic curves: a key takes no time.
    static std::vector<std::string> request(const std::string& name, const std::string& common_name,
                                            const std::string& extensions) {
        return {"openssl",     "req",
                "-x509",       "-config",
                "openssl.cnf", "-newkey",
                "ec",          "-nodes",
                "-pkeyopt",    "ec_paramgen_curve:P-256",
                "-days",       "3650",
                "-subj",       "/CN=" + common_name,
                "-extensions", extensions,
                "-keyout",     name + ".key",
                "-out",        name + ".crt"};
    }
    void administer(const std::vector<std::string>& action) const {
        std::vector<std::string> command{"openssl", "ca",       "-config",  "openssl.cnf",
                                         "-cert",   "root.crt", "-keyfile", "root.key"};
        command.insert(command.end(), action.begin(), action.end());
        run(command, options_);
    }

    process_options options_;
};

}  // namespace

void create_certificates(const std::filesystem::path& directory) {
    std::ofstream{directory / "openssl.cnf"} << configuration;
    std::ofstream{directory / "revoked.txt"} << "";

    const authority openssl{directory};
    openssl.create_self_signed("root", "Kornak test authority");
    openssl.create_self_signed("other_root", "Kornak unrelated authority");
    openssl.create_signed("server", "localhost", "server");
    openssl.create_signed("kornak_cert", "kornak_cert", "client");
    openssl.encrypt_key("kornak_cert", "kornak_cert_encrypted");
    openssl.create_revocation_list("root");
    openssl.revoke("server");
    openssl.create_revocation_list("server_revoked");
}

}  // namespace kornak::testing
