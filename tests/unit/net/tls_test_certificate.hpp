#ifndef KORNAK_TESTS_TLS_TEST_CERTIFICATE_HPP
#define KORNAK_TESTS_TLS_TEST_CERTIFICATE_HPP

#include <memory>
#include <stdexcept>
#include <string>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

// Designated initialisers say what matters to a test and leave out the rest on purpose.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

/// Certificates made in memory, as a test needs them.
namespace tls_test {

struct deleter {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(X509_CRL* list) const { X509_CRL_free(list); }
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
template <class T>
using owned = std::unique_ptr<T, deleter>;

template <class T>
owned<T> checked(T* object) {
    if (!object)
        throw std::runtime_error("OpenSSL could not make a test certificate");
    return owned<T>{object};
}

struct identity {
    owned<EVP_PKEY> key;
    owned<X509> certificate;
};

inline owned<EVP_PKEY> new_key() {
    return checked(EVP_EC_gen("P-256"));
}

/// What a certificate says.
struct plan {
    std::string common_name = "db.example";
    std::string alternative_names = {};  // as in openssl.cnf: "DNS:db.example, IP:10.0.0.1"
    bool authority = false;
    long from = -3600;  // seconds from now
    long until = 3600;
    const EVP_MD* hash = EVP_sha256();  // null for a key that has its own
};

inline void add_extension(X509* certificate, int kind, const std::string& text) {
    const auto extension = checked(X509V3_EXT_conf_nid(nullptr, nullptr, kind, text.c_str()));
    X509_add_ext(certificate, extension.get(), -1);
}

inline void set_name(X509_NAME* name, const std::string& common_name) {
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(common_name.data()),
                               static_cast<int>(common_name.size()), -1, 0);
}

/// Everything but the signature. Without an issuer it is its own.
inline owned<X509> unsigned_certificate(EVP_PKEY* key, const plan& p, const X509* issuer = nullptr) {
    static long serial = 0;
    auto certificate = checked(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), p.from);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), p.until);
    set_name(X509_get_subject_name(certificate.get()), p.common_name);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer ? issuer : certificate.get()));
    X509_set_pubkey(certificate.get(), key);
    add_extension(certificate.get(), NID_basic_constraints, p.authority ? "critical,CA:TRUE" : "CA:FALSE");
    if (!p.alternative_names.empty())
        add_extension(certificate.get(), NID_subject_alt_name, p.alternative_names);
    return certificate;
}

inline identity self_signed(const plan& p, owned<EVP_PKEY> key = new_key()) {
    auto certificate = unsigned_certificate(key.get(), p);
    if (X509_sign(certificate.get(), key.get(), p.hash) == 0)
        throw std::runtime_error("OpenSSL could not sign a test certificate");
    return {std::move(key), std::move(certificate)};
}

inline identity signed_by(const identity& issuer, const plan& p) {
    auto key = new_key();
    auto certificate = unsigned_certificate(key.get(), p, issuer.certificate.get());
    if (X509_sign(certificate.get(), issuer.key.get(), p.hash) == 0)
        throw std::runtime_error("OpenSSL could not sign a test certificate");
    return {std::move(key), std::move(certificate)};
}

inline identity new_authority(const std::string& name = "Test Authority") {
    return self_signed({.common_name = name, .authority = true});
}

inline std::string content_of(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(size)};
}

inline std::string pem(const X509* certificate) {
    const auto bio = checked(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(bio.get(), certificate);
    return content_of(bio.get());
}

/// Encrypted when there is a pass phrase.
inline std::string pem(const EVP_PKEY* key, const std::string& pass_phrase = {}) {
    const auto bio = checked(BIO_new(BIO_s_mem()));
    PEM_write_bio_PKCS8PrivateKey(bio.get(), key, pass_phrase.empty() ? nullptr : EVP_aes_256_cbc(),
                                  pass_phrase.data(), static_cast<int>(pass_phrase.size()), nullptr, nullptr);
    return content_of(bio.get());
}

inline std::string der(const EVP_PKEY* key) {
    const auto bio = checked(BIO_new(BIO_s_mem()));
    i2d_PrivateKey_bio(bio.get(), key);
    return content_of(bio.get());
}

inline std::string der(const X509* certificate) {
    const auto bio = checked(BIO_new(BIO_s_mem()));
    i2d_X509_bio(bio.get(), certificate);
    return content_of(bio.get());
}

/// The authority's revocation list, with `revoked` on it unless that is null. It ends `until` seconds from
/// now.
inline std::string revocation_list(const identity& authority, X509* revoked = nullptr, long until = 3600) {
    const auto list = checked(X509_CRL_new());
    X509_CRL_set_version(list.get(), X509_CRL_VERSION_2);
    X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(authority.certificate.get()));
    const std::unique_ptr<ASN1_TIME, decltype(&ASN1_TIME_free)> time{ASN1_TIME_new(), ASN1_TIME_free};
    X509_CRL_set1_lastUpdate(list.get(), X509_gmtime_adj(time.get(), -7200));
    if (revoked) {
        X509_REVOKED* const entry = X509_REVOKED_new();
        X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(revoked));
        X509_REVOKED_set_revocationDate(entry, time.get());
        X509_CRL_add0_revoked(list.get(), entry);
    }
    X509_CRL_set1_nextUpdate(list.get(), X509_gmtime_adj(time.get(), until));
    X509_CRL_sign(list.get(), authority.key.get(), EVP_sha256());
    const auto bio = checked(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509_CRL(bio.get(), list.get());
    return content_of(bio.get());
}

}  // namespace tls_test

#endif
