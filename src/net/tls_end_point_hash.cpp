#include "net/tls_end_point_hash.hpp"

#include <openssl/evp.h>

namespace kornak::net {
namespace {

const EVP_MD* hash_of_signature(X509* certificate) {
    int hash = NID_undef;
    if (X509_get_signature_info(certificate, &hash, nullptr, nullptr, nullptr) != 1)
        return nullptr;
    // The RFC replaces the broken ones.
    if (hash == NID_md5 || hash == NID_sha1)
        return EVP_sha256();
    return hash == NID_undef ? nullptr : EVP_get_digestbynid(hash);
}

}  // namespace

std::vector<std::byte> end_point_hash(X509* certificate) {
    std::vector<std::byte> bytes;
    if (const EVP_MD* const hash = hash_of_signature(certificate)) {
        bytes.resize(EVP_MAX_MD_SIZE);
        unsigned int size = 0;
        if (X509_digest(certificate, hash, reinterpret_cast<unsigned char*>(bytes.data()), &size) != 1)
            size = 0;
        bytes.resize(size);
    }
    return bytes;
}

}  // namespace kornak::net
