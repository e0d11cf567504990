#ifndef KORNAK_DETAIL_BYTE_READER_HPP
#define KORNAK_DETAIL_BYTE_READER_HPP

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>

namespace kornak::wire {

using bytes_view = std::span<const std::byte>;

inline std::string_view as_text(bytes_view b) noexcept {
    return {reinterpret_cast<const char*>(b.data()), b.size()};
}
inline bytes_view as_bytes(std::string_view s) noexcept {
    return {reinterpret_cast<const std::byte*>(s.data()), s.size()};
}

// Big-endian ("network order") loads and stores: every integer of the protocol. No bounds are checked here.
template <class Integer>
inline Integer load_be(const std::byte* from) noexcept {
    using bits = std::make_unsigned_t<Integer>;
    bits v;
    std::memcpy(&v, from, sizeof v);
    if constexpr (std::endian::native == std::endian::little && sizeof v > 1) {
        if constexpr (sizeof v == 2)
            v = static_cast<bits>(__builtin_bswap16(v));
        if constexpr (sizeof v == 4)
            v = static_cast<bits>(__builtin_bswap32(v));
        if constexpr (sizeof v == 8)
            v = static_cast<bits>(__builtin_bswap64(v));
    }
    return static_cast<Integer>(v);
}

template <class Integer>
inline void store_be(std::byte* to, Integer value) noexcept {
    const auto v = load_be<Integer>(reinterpret_cast<const std::byte*>(&value));
    std::memcpy(to, &v, sizeof v);
}

/// Reads big-endian values out of bytes that somebody else owns and nobody trusts.
///
/// The reader is *sticky*: a read past the end returns zero or an empty view, sets `failed()`, and so does
/// every read after it. A parser therefore reads a whole message and checks once, at the end, with
/// `complete()`. Lifetime: the bytes must outlive the reader and every view taken from it.
class byte_reader {
public:
    byte_reader() = default;
    explicit byte_reader(bytes_view bytes) noexcept : at_(bytes.data()), end_(at_ + bytes.size()) {}

    bool failed() const noexcept { return failed_; }
    std::size_t remaining() const noexcept { return static_cast<std::size_t>(end_ - at_); }
    /// Everything was read and nothing was missing.
    bool complete() const noexcept { return !failed_ && at_ == end_; }
    const std::byte* position() const noexcept { return at_; }

    std::uint8_t u8() noexcept { return integer<std::uint8_t>(); }
    std::int16_t i16() noexcept { return integer<std::int16_t>(); }
    std::uint16_t u16() noexcept { return integer<std::uint16_t>(); }
    std::int32_t i32() noexcept { return integer<std::int32_t>(); }
    std::uint32_t u32() noexcept { return integer<std::uint32_t>(); }
    std::int64_t i64() noexcept { return integer<std::int64_t>(); }
    double f64() noexcept { return std::bit_cast<double>(i64()); }
    float f32() noexcept { return std::bit_cast<float>(i32()); }

    bytes_view bytes(std::size_t n) noexcept {
        if (n > remaining()) {
            fail();
            return {};
        }
        const bytes_view taken{at_, n};
        at_ += n;
        return taken;
    }
    bytes_view rest() noexcept { return bytes(remaining()); }

    /// A string up to its terminating zero byte, which is consumed and not part of the view.
    std::string_view cstring() noexcept {
        const auto* zero =
            remaining() ? static_cast<const std::byte*>(std::memchr(at_, 0, remaining())) : nullptr;
        if (!zero) {
            fail();
            return {};
        }
        const auto text = as_text({at_, static_cast<std::size_t>(zero - at_)});
        at_ = zero + 1;
        return text;
    }

    /// Marks the input as malformed for a reason the reader cannot see (a count out of range, say).
    void fail() noexcept {
        failed_ = true;
        at_ = end_;
    }

private:
    template <class Integer>
    Integer integer() noexcept {
        if (remaining() < sizeof(Integer)) {
            fail();
            return 0;
        }
        const auto v = load_be<Integer>(at_);
        at_ += sizeof(Integer);
        return v;
    }

    const std::byte* at_ = nullptr;
    const std::byte* end_ = nullptr;
    bool failed_ = false;
};

}  // namespace kornak::wire

#endif
