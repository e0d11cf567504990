#ifndef KORNAK_FAILURE_HPP
#define KORNAK_FAILURE_HPP

#include <memory>
#include <string>
#include <utility>
#include <variant>

#include <kornak/diagnostics.hpp>

namespace kornak {

enum class failure_kind {
    server,      ///< the server rejected a statement or a login: `server` tells all it said
    connection,  ///< I/O, name resolution, TLS, authentication, a timeout, use of a closed connection
    protocol,    ///< the server sent what the protocol does not allow: the connection is broken
    conversion,  ///< a value does not fit the type that was asked for
    usage        ///< the caller asked for what cannot be done; nothing was sent
};

/// Why something did not work, as a value: what everything below the façades returns and never throws.
struct failure {
    failure_kind kind = failure_kind::connection;
    std::string message;  ///< what failed, on what, why; never a secret
    std::shared_ptr<const diagnostics> server;
    bool sent = true;        ///< false: no byte of the request left this process, so repeating it is safe
    bool timed_out = false;  ///< a deadline passed
    bool skipped = false;    ///< not executed, because an earlier statement of the same pipeline failed
};

/// A value or the reason why there is none (the part of C++23's std::expected that Kornak needs).
template <class T>
class expected {
public:
    expected(T value) : content_(std::in_place_index<0>, std::move(value)) {}
    expected(failure why) : content_(std::in_place_index<1>, std::move(why)) {}

    bool has_value() const noexcept { return content_.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }
    T& operator*() & { return std::get<0>(content_); }
    const T& operator*() const& { return std::get<0>(content_); }
    T&& operator*() && { return std::get<0>(std::move(content_)); }
    T* operator->() { return &std::get<0>(content_); }
    const T* operator->() const { return &std::get<0>(content_); }
    failure& error() & { return std::get<1>(content_); }
    const failure& error() const& { return std::get<1>(content_); }
    failure&& error() && { return std::get<1>(std::move(content_)); }

private:
    std::variant<T, failure> content_;
};

}  // namespace kornak

#endif
