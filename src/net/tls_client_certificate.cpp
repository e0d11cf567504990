#include "net/tls_client_certificate.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

#include "net/tls_error.hpp"

namespace kornak::net {
namespace {

failure unusable(std::string why) {
    return {failure_kind::connection, "cannot use the client certificate: " + std::move(why), nullptr, false};
}

std::string quoted(const std::string& path) {
    return "\"" + path + "\"";
}

/// Answers OpenSSL's request for a pass phrase while it lives, so that OpenSSL never asks at the terminal.
class pass_phrase {
public:
    pass_phrase(SSL_CTX* context, const std::string& text) : context_(context), text_(text) {
        SSL_CTX_set_default_passwd_cb(context_, answer);
        SSL_CTX_set_default_passwd_cb_userdata(context_, this);
    }
    pass_phrase(const pass_phrase&) = delete;
    pass_phrase& operator=(const pass_phrase&) = delete;
    ~pass_phrase() {
        SSL_CTX_set_default_passwd_cb(context_, nullptr);
        SSL_CTX_set_default_passwd_cb_userdata(context_, nullptr);
    }

    bool was_asked_for() const noexcept { return asked_; }

private:
    static int answer(char* buffer, int size, int, void* self_pointer) {
        auto& self = *static_cast<pass_phrase*>(self_pointer);
        self.asked_ = true;
        if (self.text_.empty() || self.text_.size() > static_cast<std::size_t>(size))
            return -1;
        std::memcpy(buffer, self.text_.data(), self.text_.size());
        return static_cast<int>(self.text_.size());
    }

    SSL_CTX* context_;
    const std::string& text_;
    bool asked_ = false;
};

/// The rule of libpq: a key is its owner's alone, unless it is root's, who may let a group read it.
std::optional<failure> check_key_file(const std::string& path) {
    struct stat file;
    if (::stat(path.c_str(), &file) != 0)
        return unusable("private key file " + quoted(path) + ": " + std::generic_category().message(errno) +
                        "; name the key that belongs to sslcert in sslkey");
    if (!S_ISREG(file.st_mode))
        return unusable("private key file " + quoted(path) + " is not a regular file");
    const mode_t forbidden = file.st_uid == 0 ? S_IWGRP | S_IXGRP | S_IRWXO : S_IRWXG | S_IRWXO;
    if ((file.st_mode & forbidden) != 0)
        return unusable("private key file " + quoted(path) +
                        " is open to others; its mode must be 0600 or less, or 0640 or less if root owns it");
    return std::nullopt;
}

std::optional<failure> load_key(SSL_CTX* context, const tls_settings& settings) {
    if (auto why = check_key_file(settings.key))
        return why;
    const pass_phrase phrase{context, settings.key_password};
    if (SSL_CTX_use_PrivateKey_file(context, settings.key.c_str(), SSL_FILETYPE_PEM) == 1)
        return std::nullopt;
    const std::string reason = take_tls_error();
    if (SSL_CTX_use_PrivateKey_file(context, settings.key.c_str(), SSL_FILETYPE_ASN1) == 1)
        return std::nullopt;
    take_tls_error();
    const std::string start = "private key file " + quoted(settings.key);
    if (!phrase.was_asked_for())
        return unusable(start + ": " + reason);
    if (settings.key_password.empty())
        return unusable(start + " is encrypted; give its pass phrase in sslpassword");
    return unusable(start + ": sslpassword does not open it (" + reason + ")");
}

}  // namespace

std::optional<failure> load_client_certificate(SSL_CTX* context, const tls_settings& settings) {
    struct stat file;
    if (settings.cert.empty())
        return std::nullopt;
    if (::stat(settings.cert.c_str(), &file) != 0) {
        if (!settings.cert_given)
            return std::nullopt;
        return unusable("file " + quoted(settings.cert) +
                        " (sslcert): " + std::generic_category().message(errno));
    }
    if (SSL_CTX_use_certificate_chain_file(context, settings.cert.c_str()) != 1)
        return unusable("file " + quoted(settings.cert) + " (sslcert): " + take_tls_error());
    if (auto why = load_key(context, settings))
        return why;
    if (SSL_CTX_check_private_key(context) != 1)
        return unusable("the key in " + quoted(settings.key) + " does not belong to it: " + take_tls_error());
    return std::nullopt;
}

}  // namespace kornak::net
