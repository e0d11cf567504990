#ifndef KORNAK_SESSION_RECEIVE_BUFFER_HPP
#define KORNAK_SESSION_RECEIVE_BUFFER_HPP

#include <span>

#include "session/chunk.hpp"

namespace kornak::session {

/// Where received bytes land: one chunk at a time, of which
///
///     [ handed out to rows | pending: arrived, not yet a whole message | free ]
///     0                    begin_                                   end_     capacity
///
/// A chunk that nobody else holds is filled again from its start; one that rows point into is left to them,
/// and only the pending bytes move to the next. So a streamed result needs one chunk, and a buffered one
/// about its size on the wire.
class receive_buffer {
public:
    /// Bytes that the next read may fill; never empty. Invalidates `pending()` but no row.
    std::span<std::byte> free_space();
    void filled(std::size_t n) noexcept { end_ += n; }

    std::span<const std::byte> pending() const noexcept {
        return {chunk_ ? chunk_->data() + begin_ : nullptr, end_ - begin_};
    }
    void consume(std::size_t n) noexcept { begin_ += n; }
    const chunk_ref& owner() const noexcept { return chunk_; }

    /// The size of the message that `pending()` is the start of, 0 when not known: room is made for it in
    /// time.
    void expect(std::size_t message_size) noexcept { expected_ = message_size; }
    /// Deep in a big reply, bigger chunks mean fewer system calls.
    void use_large_chunks(bool on) noexcept { large_ = on; }

private:
    static constexpr std::size_t small_chunk = 32 << 10;
    static constexpr std::size_t large_chunk = 256 << 10;
    static constexpr std::size_t least_free = 4 << 10;
    /// Up to here the server's word for a message's size is taken; beyond, memory grows as bytes really
    /// arrive.
    static constexpr std::size_t trusted_size = 1 << 20;

    std::size_t wanted_capacity() const noexcept;

    chunk_ref chunk_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::size_t expected_ = 0;
    bool large_ = false;
};

}  // namespace kornak::session

#endif
