#ifndef KORNAK_NET_TLS_BIO_HPP
#define KORNAK_NET_TLS_BIO_HPP

#include <utility>

#include "net/tls_handle.hpp"
#include "net/transport.hpp"

namespace kornak::net {

/// Where OpenSSL's bytes come from and go to, and what happened there last.
struct tls_carrier {
    explicit tls_carrier(socket s) noexcept : below(std::move(s)) {}

    plain_transport below;
    wait_mode wait = wait_mode::immediate;
    io_result::status last = io_result::status::done;
};

/// A BIO over `carrier`, which has to outlive it. Null without memory.
tls_handle<BIO> new_carrier_bio(tls_carrier& carrier);

}  // namespace kornak::net

#endif
