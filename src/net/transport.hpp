#ifndef KORNAK_NET_TRANSPORT_HPP
#define KORNAK_NET_TRANSPORT_HPP

#include <cstddef>
#include <span>
#include <string>

#include "net/socket.hpp"
#include "net/wait_mode.hpp"

namespace kornak::net {

/// What to wait for before trying again.
enum class interest : unsigned char { none = 0, read = 1, write = 2, read_write = 3 };

constexpr interest operator|(interest a, interest b) noexcept {
    return static_cast<interest>(static_cast<unsigned char>(a) | static_cast<unsigned char>(b));
}
constexpr bool has(interest set, interest one) noexcept {
    return (static_cast<unsigned char>(set) & static_cast<unsigned char>(one)) != 0;
}

/// The outcome of one read or write.
struct io_result {
    enum class status : unsigned char {
        done,         ///< `bytes` bytes moved, at least one
        would_block,  ///< none moved; wait for `wanted` (TLS may have to write in order to read)
        closed,       ///< the peer has ended the stream
        failed        ///< `transport::error_text()` tells why
    };
    status outcome = status::done;
    std::size_t bytes = 0;
    interest wanted = interest::none;
};

/// A byte stream to a server over a connected socket: plain or TLS.
/// Thread safety: none.
class transport {
public:
    virtual ~transport() = default;

    virtual io_result read(std::span<std::byte> into, wait_mode wait) = 0;
    virtual io_result write(std::span<const std::byte> from, wait_mode wait) = 0;
    /// Bytes that a read gives without the socket being readable: a poll of the socket would miss them.
    virtual bool has_buffered_input() const noexcept { return false; }
    /// Says goodbye as far as that goes without waiting. The socket stays open.
    virtual void shutdown() noexcept {}

    virtual int fd() const noexcept = 0;
    virtual bool encrypted() const noexcept { return false; }
    const std::string& error_text() const noexcept { return error_text_; }

protected:
    std::string error_text_;
};

/// The socket itself.
class plain_transport final : public transport {
public:
    explicit plain_transport(socket s) noexcept : socket_(std::move(s)) {}

    io_result read(std::span<std::byte> into, wait_mode wait) override;
    io_result write(std::span<const std::byte> from, wait_mode wait) override;
    int fd() const noexcept override { return socket_.fd(); }

private:
    io_result failed();

    socket socket_;
};

}  // namespace kornak::net

#endif
