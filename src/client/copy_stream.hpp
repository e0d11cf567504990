#ifndef KORNAK_CLIENT_COPY_STREAM_HPP
#define KORNAK_CLIENT_COPY_STREAM_HPP

#include <optional>

#include "client/core.hpp"
#include "session/copy_in.hpp"
#include "session/copy_out.hpp"

namespace kornak::client {

/// Bytes of CopyData gathered before they are framed and sent: one message for many rows.
inline constexpr std::size_t copy_block = 64 << 10;
/// Output that may wait for the server before a writer has to: what bounds the memory of a copy.
inline constexpr std::size_t copy_unsent = 256 << 10;

/// COPY FROM STDIN below both faces. Every function only prepares; the driver of the face does the waiting:
/// start() then until started(); append() then until at most `copy_unsent` is unsent; end() or abort() then until
/// done().
class copy_in_stream {
public:
    copy_in_stream(core& c, std::string_view sql) : core_(c), exchange_(sql) {}
    ~copy_in_stream() {
        if (begun_ && !done()) core_.protocol().abandon(exchange_);
    }

    bool start();
    bool started() const noexcept { return done() || exchange_.where() != session::copy_in::phase::starting; }
    /// The server takes data.
    bool open() const noexcept { return !done() && exchange_.where() == session::copy_in::phase::open && !ended_; }
    bool done() const noexcept { return exchange_.done(); }
    const session::exchange& exchange() const noexcept { return exchange_; }
    const failure* error() const noexcept { return exchange_.error(); }
    bool binary() const noexcept;
    const std::vector<wire::format>& columns() const noexcept { return exchange_.columns(); }
    const std::string& command_tag() const noexcept { return exchange_.command_tag(); }
    core& owner() noexcept { return core_; }

    /// Queues a block as one CopyData. Does nothing once the server has rejected the copy.
    void append(wire::bytes_view block);
    void end();
    void abort(std::string_view reason);

private:
    core& core_;
    session::copy_in exchange_;
    bool begun_ = false;
    bool ended_ = false;
};

/// COPY TO STDOUT below both faces: start() then until started(); read() gives what has arrived, and when it has
/// nothing the driver waits until has_data() or done().
class copy_out_stream {
public:
    copy_out_stream(core& c, std::string_view sql) : core_(c), exchange_(sql) {}
    ~copy_out_stream() {
        if (begun_ && !done()) core_.protocol().abandon(exchange_);
    }

    bool start();
    bool started() const noexcept { return done() || exchange_.started(); }
    bool done() const noexcept { return exchange_.done(); }
    bool has_data() noexcept { return position_ < exchange_.arrived().size(); }
    const session::exchange& exchange() const noexcept { return exchange_; }
    const failure* error() const noexcept { return exchange_.error(); }
    bool binary() const noexcept;
    const std::vector<wire::format>& columns() const noexcept { return exchange_.columns(); }
    const std::string& command_tag() const noexcept { return exchange_.command_tag(); }
    core& owner() noexcept { return core_; }

    /// The next CopyData that has arrived. Lifetime: until the next read or wait.
    std::optional<wire::bytes_view> read();
    /// Forgets what was read, before more may arrive.
    void release();

private:
    core& core_;
    session::copy_out exchange_;
    std::size_t position_ = 0;
    bool begun_ = false;
};

}  // namespace kornak::client

#endif
