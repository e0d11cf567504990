#ifndef KORNAK_SESSION_CHUNK_HPP
#define KORNAK_SESSION_CHUNK_HPP

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <utility>

namespace kornak::session {

/// A block of received bytes, counted by reference: rows are views into it, and it lives as long as one of
/// them. Thread safety: the count is atomic, so results may be dropped on any thread; the bytes are written
/// only by the session that receives into them, and never where a run of rows already points.
class chunk {
public:
    static chunk* allocate(std::size_t capacity) {
        auto* const memory = std::malloc(sizeof(chunk) + capacity);
        if (!memory)
            throw std::bad_alloc{};
        return new (memory) chunk(capacity);
    }
    std::size_t capacity() const noexcept { return capacity_; }
    std::byte* data() noexcept { return reinterpret_cast<std::byte*>(this + 1); }

    void add_reference() noexcept { references_.fetch_add(1, std::memory_order_relaxed); }
    void drop_reference() noexcept {
        if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1)
            std::free(this);
    }
    bool unique() const noexcept { return references_.load(std::memory_order_acquire) == 1; }

private:
    explicit chunk(std::size_t capacity) : capacity_(capacity) {}

    std::atomic<std::size_t> references_{1};
    std::size_t capacity_;
};

/// Shared ownership of a chunk.
class chunk_ref {
public:
    chunk_ref() = default;
    static chunk_ref allocate(std::size_t capacity) {
        chunk_ref r;
        r.chunk_ = chunk::allocate(capacity);
        return r;
    }
    chunk_ref(const chunk_ref& other) noexcept : chunk_(other.chunk_) {
        if (chunk_)
            chunk_->add_reference();
    }
    chunk_ref(chunk_ref&& other) noexcept : chunk_(std::exchange(other.chunk_, nullptr)) {}
    chunk_ref& operator=(chunk_ref other) noexcept {
        std::swap(chunk_, other.chunk_);
        return *this;
    }
    ~chunk_ref() {
        if (chunk_)
            chunk_->drop_reference();
    }
    chunk* operator->() const noexcept { return chunk_; }
    explicit operator bool() const noexcept { return chunk_ != nullptr; }
    bool operator==(const chunk_ref&) const = default;

private:
    chunk* chunk_ = nullptr;
};

}  // namespace kornak::session

#endif
