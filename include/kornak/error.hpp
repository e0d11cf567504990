#ifndef KORNAK_ERROR_HPP
#define KORNAK_ERROR_HPP

#include <stdexcept>
#include <string_view>

#include <kornak/failure.hpp>

namespace kornak {

/// What every function of the C++ face throws: a `failure` as an exception. Catch a leaf to tell the kinds
/// apart.
class error : public std::runtime_error {
public:
    explicit error(failure why) : std::runtime_error(why.message), why_(std::move(why)) {}

    const failure& why() const noexcept { return why_; }
    /// False when no byte of the request left this process: repeating it is safe.
    bool sent() const noexcept { return why_.sent; }

private:
    failure why_;
};

/// The server said no. The connection stays usable unless the severity is FATAL.
class server_error : public error {
public:
    using error::error;
    const diagnostics& diag() const noexcept { return *why().server; }
    /// Five characters; compare with the constants of <kornak/sqlstate.hpp>.
    std::string_view sqlstate() const noexcept { return diag().sqlstate; }
};

/// No connection: I/O, TLS, authentication, timeout, closed. The connection is not usable any more.
class connection_error : public error {
public:
    using error::error;
};

/// The server broke the protocol. The connection is not usable any more.
class protocol_error : public error {
public:
    using error::error;
};

/// A value does not fit the C++ type asked for. The connection stays usable.
class conversion_error : public error {
public:
    using error::error;
};

/// The call makes no sense as it stands. Nothing was sent; the connection is as it was.
class usage_error : public error {
public:
    using error::error;
};

/// Throws the leaf that belongs to `why.kind`.
[[noreturn]] void throw_failure(failure why);

}  // namespace kornak

#endif
