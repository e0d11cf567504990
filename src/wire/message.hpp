#ifndef KORNAK_WIRE_MESSAGE_HPP
#define KORNAK_WIRE_MESSAGE_HPP

#include <kornak/detail/byte_reader.hpp>
#include <kornak/detail/byte_writer.hpp>

// PostgreSQL documentation, "Frontend/Backend Protocol", "Message Formats". Every message but the very first
// is a tag of one byte, an int32 length that counts itself but not the tag, and a body.
namespace kornak::wire {

inline constexpr std::size_t header_size = 5;

/// The longest message either side may send: the length field is a positive int32.
inline constexpr std::uint32_t max_message_length = 0x7fffffff;

/// What a message starts with. `length` is the size of the body.
struct message_header {
    char tag = 0;
    std::uint32_t length = 0;
    bool valid = false;  // false: the length field is below four or negative
};

/// Reads a header from at least `header_size` bytes.
inline message_header read_header(const std::byte* at) noexcept {
    const auto length = load_be<std::uint32_t>(at + 1);
    return {static_cast<char>(*at), length - 4, length >= 4 && length <= max_message_length};
}

/// Appends a message: the tag and the length around whatever is written while the frame is alive.
class message_frame {
public:
    message_frame(byte_writer& out, char tag) : out_(out) {
        out.u8(static_cast<std::uint8_t>(tag));
        length_at_ = out.reserve_i32();
    }
    /// A message without tag: the first one of a connection.
    explicit message_frame(byte_writer& out) : out_(out), length_at_(out.reserve_i32()) {}
    ~message_frame() {
        const auto length = out_.size() - length_at_;
        if (length > max_message_length)
            out_.set_fault(byte_writer::fault::too_large);
        out_.patch_i32(length_at_, static_cast<std::int32_t>(length));
    }
    message_frame(const message_frame&) = delete;
    message_frame& operator=(const message_frame&) = delete;

private:
    byte_writer& out_;
    std::size_t length_at_;
};

// A message struct M offers, for the direction tests and fake servers need as much as the client does:
//   M::tag, encode(byte_writer&, const M&) and bool decode(byte_reader body, M&).
// decode() is false when the body is short, has bytes left over, or holds a value out of its range. Views in
// a decoded struct point into the body.

}  // namespace kornak::wire

#endif
