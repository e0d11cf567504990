#ifndef KORNAK_NET_TLS_ERROR_HPP
#define KORNAK_NET_TLS_ERROR_HPP

#include <string>

namespace kornak::net {

/// The reason at the root of OpenSSL's last failure on this thread. Effects: empties the thread's error
/// queue, where what is left would look like a failure of whoever uses OpenSSL next.
std::string take_tls_error();

/// The same for a connection, with what to do about it; `verify_result` is its SSL_get_verify_result.
std::string describe_tls_failure(long verify_result);

}  // namespace kornak::net

#endif
