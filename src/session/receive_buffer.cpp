#include "session/receive_buffer.hpp"

#include <algorithm>
#include <cstring>

namespace kornak::session {

std::size_t receive_buffer::wanted_capacity() const noexcept {
    const auto usual = large_ ? large_chunk : small_chunk;
    const auto arrived = end_ - begin_;
    const auto message =
        expected_ <= trusted_size ? expected_ : std::min(expected_, std::max(trusted_size, arrived * 2));
    return std::max({usual, message, arrived + least_free});
}

std::span<std::byte> receive_buffer::free_space() {
    const auto arrived = end_ - begin_;
    const auto still_missing = expected_ > arrived ? expected_ - arrived : 1;
    const auto least = std::min(still_missing, least_free);
    const auto wanted = wanted_capacity();
    // A giant message does not cost its memory for as long as the connection lives.
    const bool oversized = chunk_ && chunk_->capacity() > std::max(wanted, large_chunk);
    const bool reusable = chunk_ && chunk_->unique() && chunk_->capacity() >= wanted && !oversized;
    // Moving a few bytes down is cheaper than the extra read that a nearly full chunk costs.
    if (reusable && arrived <= least_free) {
        std::memmove(chunk_->data(), chunk_->data() + begin_, arrived);
        begin_ = 0;
        end_ = arrived;
    }
    if (!chunk_ || chunk_->capacity() - end_ < least || (oversized && arrived <= least_free)) {
        if (reusable) {
            std::memmove(chunk_->data(), chunk_->data() + begin_, arrived);
        } else {
            auto next = chunk_ref::allocate(wanted);
            if (arrived)
                std::memcpy(next->data(), chunk_->data() + begin_, arrived);
            chunk_ = std::move(next);
        }
        begin_ = 0;
        end_ = arrived;
    }
    return {chunk_->data() + end_, chunk_->capacity() - end_};
}

}  // namespace kornak::session
