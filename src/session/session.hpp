#ifndef KORNAK_SESSION_SESSION_HPP
#define KORNAK_SESSION_SESSION_HPP

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "session/exchange.hpp"
#include "session/receive_buffer.hpp"

namespace kornak::session {

/// What the server says on its own account, whatever is running.
struct notification {
    std::int32_t process_id = 0;
    std::string channel, payload;
};

/// What BackendKeyData told: enough to cancel what the connection is doing.
struct backend_key {
    std::int32_t process_id = 0;
    std::string secret;  // 4 bytes in protocol 3.0, up to 256 from 3.2 on
};

/// Bytes in, bytes out, a queue of pending exchanges. No I/O, no clock, no exception but std::bad_alloc.
///
/// The server answers strictly in the order of the requests, so the exchange at the front owns every message
/// up to the end of its reply (documentation, "Message Flow"). Notices, notifications and parameter changes
/// may come at any time and are peeled off here. After an ErrorResponse in the extended protocol the server
/// ignores everything up to the next Sync ("Extended Query"): so does the session, and fails the exchanges in
/// between as `skipped`. A message that the grammar does not allow, a ReadyForQuery nobody asked for above
/// all, breaks the session for good: a reply that shifted by one would give somebody another one's rows.
///
/// Thread safety: none; one thread at a time.
class session {
public:
    session() = default;
    session(const session&) = delete;
    session& operator=(const session&) = delete;

    // Input. Read into `input_space()`, then say how much it was.
    std::span<std::byte> input_space() { return input_.free_space(); }
    void input_filled(std::size_t n);
    /// The connection is gone: every pending exchange fails, once.
    void input_closed(const failure& why) noexcept { break_with(why); }

    // Output. Send from the front of `output()`, then say how much went out.
    wire::bytes_view output() const noexcept { return output_.view().subspan(output_begin_); }
    void output_sent(std::size_t n) noexcept;

    /// Serialises `x` and puts it at the back of the queue. On failure nothing was appended and `x` is done.
    /// Lifetime: `x` must stay until it is done or abandoned.
    bool enqueue(exchange& x);
    /// The caller of `x` has gone: its reply will be passed over.
    void abandon(const exchange& x) noexcept;
    /// Appends bytes that belong to the exchange at the back: CopyData and its end.
    wire::byte_writer& writer() noexcept { return output_; }

    bool idle() const noexcept { return queue_.empty(); }
    /// Somebody waits for a reply; replies that were abandoned do not count.
    bool busy() const noexcept;
    /// Null while the session works; afterwards why it does not, for ever.
    const failure* broken() const noexcept { return broken_ ? &*broken_ : nullptr; }

    wire::transaction_status status() const noexcept { return status_; }
    const backend_key& key() const noexcept { return key_; }
    void set_key(backend_key key) { key_ = std::move(key); }
    /// The last value the server reported for a parameter; null if it never did.
    const std::string* parameter(std::string_view name) const noexcept;
    const std::vector<std::pair<std::string, std::string>>& parameters() const noexcept {
        return parameters_;
    }
    /// Grows whenever a parameter changes: a cheap way to notice.
    std::size_t parameter_changes() const noexcept { return parameter_changes_; }

    // What arrived on the side, oldest first; taking empties it. Of the notices the last hundred are kept.
    std::vector<std::shared_ptr<const diagnostics>> take_notices() { return std::exchange(notices_, {}); }
    std::vector<notification> take_notifications() { return std::exchange(notifications_, {}); }
    bool has_side_messages() const noexcept { return !notices_.empty() || !notifications_.empty(); }

    /// Bytes received since the queue was last empty: tells drivers that they are deep in a big reply.
    std::size_t reply_bytes() const noexcept { return reply_bytes_; }

private:
    struct pending {
        exchange* request;  // null: abandoned
        reply_shape shape;
        std::size_t first_byte;  // of the request, counted from the start of the connection
    };

    bool check_header(wire::message_header h);
    std::size_t take_rows(wire::bytes_view arrived);
    void dispatch(char tag, wire::byte_reader body);
    void on_ready(wire::byte_reader body);
    void on_error(wire::byte_reader body);
    void on_reply(char tag, wire::byte_reader body);
    void end_copy_in();
    bool on_side_message(char tag, wire::byte_reader body);
    void keep_notice(diagnostics d);
    void set_parameter(std::string_view name, std::string_view value);
    void skip_to_sync();
    void finish_front();
    void break_with(failure why) noexcept;
    void break_protocol(std::string what) noexcept;

    receive_buffer input_;
    wire::byte_writer output_;
    std::size_t output_begin_ = 0;  // bytes before it are sent
    std::size_t sent_total_ = 0;
    std::size_t reply_bytes_ = 0;

    std::deque<pending> queue_;
    std::shared_ptr<const diagnostics>
        skip_reason_;  // set: the server ignores everything until the next Sync
    std::optional<failure> broken_;

    wire::transaction_status status_ = wire::transaction_status::idle;
    backend_key key_;
    std::vector<std::pair<std::string, std::string>> parameters_;
    std::size_t parameter_changes_ = 0;
    std::vector<std::shared_ptr<const diagnostics>> notices_;
    std::vector<notification> notifications_;
};

}  // namespace kornak::session

#endif
