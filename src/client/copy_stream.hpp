#ifndef KORNAK_CLIENT_COPY_STREAM_HPP
#define KORNAK_CLIENT_COPY_STREAM_HPP

#include <optional>

#include "client/core.hpp"
#include "session/copy_transfer.hpp"

namespace kornak::client {

/// Bytes of CopyData gathered before they are framed and sent: one message for many rows.
inline constexpr std::size_t copy_block = 64 << 10;
/// Output that may wait for the server before a writer has to: what bounds the memory of a copy.
inline constexpr std::size_t copy_unsent = 256 << 10;

/// What a copy in binary starts with. Documentation of COPY, "Binary Format": signature, flags (no OIDs),
/// length of the header extension.
inline constexpr std::string_view copy_binary_header{"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", 19};

/// COPY below both faces. Every function only prepares; the driver of the face does the waiting:
/// start(), then until started(). Into the server: append(), then until at most `copy_unsent` bytes are
/// unsent; end() or abort(), then until done(). Out of it: read(); when nothing has arrived, until has_data()
/// or done().
class copy_stream {
public:
    copy_stream(core& c, std::string_view sql, session::copy_direction wanted)
        : core_(c), exchange_(sql, wanted) {}
    copy_stream(const copy_stream&) = delete;
    copy_stream& operator=(const copy_stream&) = delete;
    /// A copy that was left open is ended, and its replies will be passed over.
    ~copy_stream();

    bool start();
    bool started() const noexcept { return done() || where() != phase::starting; }
    bool takes_data() const noexcept { return !done() && !ended_ && where() == phase::taking_data; }
    bool gives_data() const noexcept { return !done() && where() == phase::giving_data; }
    bool done() const noexcept { return exchange_.done(); }
    const session::exchange& exchange() const noexcept { return exchange_; }
    const failure* error() const noexcept { return exchange_.error(); }
    bool binary() const noexcept;
    const std::string& command_tag() const noexcept { return exchange_.command_tag(); }
    core& owner() noexcept { return core_; }

    /// Queues a block as CopyData. Does nothing once the server has rejected the copy.
    void append(wire::bytes_view block);
    void end();
    void abort(std::string_view reason);

    bool has_data() noexcept { return position_ < exchange_.arrived().size(); }
    /// The next CopyData that has arrived. Lifetime: until the next read or wait.
    std::optional<wire::bytes_view> read();

private:
    using phase = session::copy_transfer::phase;
    phase where() const noexcept { return exchange_.where(); }

    core& core_;
    session::copy_transfer exchange_;
    std::size_t position_ = 0;  // in what has arrived: bytes before it were read
    bool begun_ = false;
    bool ended_ = false;
};

}  // namespace kornak::client

#endif
