#ifndef KORNAK_COPY_HPP
#define KORNAK_COPY_HPP

#include <span>

#include <kornak/connection.hpp>

namespace kornak {

namespace client {
class copy_stream;
}

/// Loads rows by `COPY … FROM STDIN`, in text or in binary as the statement says.
///
///     kornak::copy_in in{db, "copy items(name, description) from stdin (format binary)"};
///     in.write("a name", std::optional<std::string>{});
///     in.finish();
///
/// In binary each value must have exactly the type of its column (an int for an integer, a std::int64_t for a
/// bigint). Memory stays bounded: a write waits when the server is slower. Leaving without finish(), by an
/// exception say, aborts the copy: nothing is loaded, and the connection is usable. Lifetime: the connection
/// must outlive it; it can do nothing else meanwhile.
class copy_in {
public:
    /// Errors: as connection::execute; usage_error if `sql` is no COPY FROM STDIN.
    copy_in(connection& db, std::string_view sql);
    copy_in(const copy_in&) = delete;
    copy_in& operator=(const copy_in&) = delete;
    ~copy_in();

    /// One row. Errors: server_error as soon as the server has rejected one (its context names the line).
    template <class... Values>
    void write(const Values&... values) {
        begin_row(sizeof...(Values));
        (add(values), ...);
        end_row();
    }
    /// Bytes in the format of the copy, wherever rows begin and end in them; not to be mixed with `write`.
    void write_raw(std::span<const std::byte> block);

    /// Ends the copy and returns what it did. Errors: server_error, and nothing is loaded then; usage_error
    /// when the copy is over already.
    command_result finish();

private:
    template <class T>
    void add(const T& value) {
        if constexpr (detail::null_value<T>) {
            add_null();
        } else if constexpr (detail::is_optional<T>) {
            if (value)
                add(*value);
            else
                add_null();
        } else if constexpr (detail::text_like<T>) {
            add_text(value);
        } else if (binary_) {
            const auto length_at = block_.reserve_i32();
            codec<T>::encode_binary(block_, value);
            block_.patch_i32(length_at, static_cast<std::int32_t>(block_.size() - length_at - 4));
        } else {
            scratch_.clear();
            codec<T>::encode_text(scratch_, value);
            add_text(scratch_);
        }
    }
    void check_open() const;
    void begin_row(std::size_t columns);
    void add_text(std::string_view text);
    void add_null();
    void end_row();
    void send_block(std::size_t keep_unsent);

    std::unique_ptr<client::copy_stream> stream_;
    wire::byte_writer block_;
    std::string scratch_;
    bool binary_ = false;
    bool first_column_ = true;
    bool header_pending_ = false;  // binary: the signature goes before the first row
};

/// Unloads rows by `COPY … TO STDOUT`, as raw blocks in the format of the copy.
///
///     kornak::copy_out out{db, "copy items to stdout"};
///     while (const auto block = out.read()) std::cout << kornak::as_text(*block);
///
/// Leaving early reads the rest and drops it.
class copy_out {
public:
    copy_out(connection& db, std::string_view sql);
    copy_out(const copy_out&) = delete;
    copy_out& operator=(const copy_out&) = delete;
    ~copy_out();

    /// The next block, usually a row; empty at the end. Lifetime: until the next call.
    std::optional<std::span<const std::byte>> read();

private:
    std::unique_ptr<client::copy_stream> stream_;
};

inline std::string_view as_text(std::span<const std::byte> block) noexcept {
    return wire::as_text(block);
}

}  // namespace kornak

#endif
