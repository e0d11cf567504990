#ifndef KORNAK_DETAIL_BYTE_WRITER_HPP
#define KORNAK_DETAIL_BYTE_WRITER_HPP

#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

#include <kornak/detail/byte_reader.hpp>

namespace kornak::wire {

/// A growing buffer of bytes that big-endian values are appended to; the output side of `byte_reader`.
///
/// The writer is *sticky* like the reader: what cannot be written (a zero byte in a C string, a message past
/// the protocol's limit) is remembered as a `fault` and checked once, by whoever would send the bytes. Memory
/// is not cleared when it grows. Errors: std::bad_alloc.
class byte_writer {
public:
    enum class fault : std::uint8_t { none, embedded_zero, too_large };

    byte_writer() = default;
    byte_writer(byte_writer&& other) noexcept { swap(other); }
    byte_writer& operator=(byte_writer&& other) noexcept {
        byte_writer(std::move(other)).swap(*this);
        return *this;
    }
    byte_writer(const byte_writer&) = delete;
    byte_writer& operator=(const byte_writer&) = delete;
    ~byte_writer() { std::free(data_); }

    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }
    std::size_t capacity() const noexcept { return capacity_; }
    bytes_view view() const noexcept { return {data_, size_}; }
    std::byte* data() noexcept { return data_; }

    fault first_fault() const noexcept { return fault_; }
    void set_fault(fault f) noexcept {
        if (fault_ == fault::none)
            fault_ = f;
    }

    /// Appends `n` bytes of unspecified content and returns where they are, valid until the next append.
    std::byte* extend(std::size_t n) {
        if (capacity_ - size_ < n)
            grow(n);
        std::byte* const at = data_ + size_;
        size_ += n;
        return at;
    }

    void u8(std::uint8_t v) { *extend(1) = static_cast<std::byte>(v); }
    void i16(std::int16_t v) { store_be(extend(2), v); }
    void i32(std::int32_t v) { store_be(extend(4), v); }
    void u32(std::uint32_t v) { store_be(extend(4), v); }
    void i64(std::int64_t v) { store_be(extend(8), v); }
    void f32(float v) { i32(std::bit_cast<std::int32_t>(v)); }
    void f64(double v) { i64(std::bit_cast<std::int64_t>(v)); }
    void bytes(bytes_view b) {
        if (!b.empty())
            std::memcpy(extend(b.size()), b.data(), b.size());
    }
    void text(std::string_view s) { bytes(as_bytes(s)); }

    /// A string and its terminating zero byte; a zero byte inside it is a fault.
    void cstring(std::string_view s) {
        if (s.find('\0') != s.npos)
            set_fault(fault::embedded_zero);
        text(s);
        u8(0);
    }

    /// Leaves room for an i32 that is known only later; fill it in with `patch_i32`.
    std::size_t reserve_i32() {
        extend(4);
        return size_ - 4;
    }
    void patch_i32(std::size_t position, std::int32_t v) noexcept { store_be(data_ + position, v); }

    /// Drops everything from `size` on (a partly written message); a fault found there is dropped with it.
    void truncate(std::size_t size) noexcept {
        size_ = size;
        fault_ = fault::none;
    }
    void clear() noexcept { truncate(0); }
    /// Drops the first `n` bytes, which have been sent.
    void consume(std::size_t n) noexcept {
        std::memmove(data_, data_ + n, size_ - n);
        size_ -= n;
    }
    void swap(byte_writer& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        std::swap(capacity_, other.capacity_);
        std::swap(fault_, other.fault_);
    }

private:
    void grow(std::size_t n) {
        std::size_t wanted = capacity_ < 256 ? 256 : capacity_ * 2;
        if (wanted - size_ < n)
            wanted = size_ + n;
        auto* const moved = static_cast<std::byte*>(std::realloc(data_, wanted));
        if (!moved)
            throw std::bad_alloc{};
        data_ = moved;
        capacity_ = wanted;
    }

    std::byte* data_ = nullptr;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
    fault fault_ = fault::none;
};

}  // namespace kornak::wire

#endif
