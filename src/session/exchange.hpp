#ifndef KORNAK_SESSION_EXCHANGE_HPP
#define KORNAK_SESSION_EXCHANGE_HPP

#include <kornak/failure.hpp>

#include <optional>
#include <string_view>

#include "session/row_run.hpp"
#include "wire/startup_messages.hpp"

namespace kornak::session {

/// How the reply to an exchange ends: all the session needs to know to pass over a reply nobody waits for any
/// more.
struct reply_shape {
    /// The tags of which the first one ends the reply. Empty: ReadyForQuery does, and only it.
    std::string_view final_tags;
    /// The request is a Sync: where the server stops skipping after an error.
    bool is_sync = false;

    bool ends_with_ready() const noexcept { return final_tags.empty(); }
};

/// One request and the grammar of its reply.
///
/// Life: constructed by the caller, `serialize`d by session::enqueue, fed the messages of its own reply and
/// nothing else, `done()` at the end of it. Errors and broken connections are kept in `error()`, the first
/// one wins. Ownership: the caller's; it must be done or abandoned before it goes away.
class exchange {
public:
    enum class verdict {
        more,         ///< understood; the reply may go on
        refuse_copy,  ///< a CopyInResponse for which there is no data: the session ends the copy
        unexpected    ///< not in the grammar: the session breaks the connection
    };

    exchange() = default;
    exchange(const exchange&) = delete;
    exchange& operator=(const exchange&) = delete;
    virtual ~exchange() = default;

    /// Appends the request. Called once, before anything is waited for.
    virtual void serialize(wire::byte_writer& out) = 0;
    virtual reply_shape shape() const noexcept = 0;

    /// A message of the reply, rows and errors aside. What is appended to `answer` is sent to the server.
    virtual verdict on_message(char tag, wire::byte_reader body, wire::byte_writer& answer) = 0;
    /// Rows, one or many.
    virtual verdict on_rows(row_run) { return verdict::unexpected; }
    /// ReadyForQuery, for a reply that ends with it: may it end here?
    virtual verdict on_ready() { return verdict::more; }
    /// The server rejected it. Overridden where more than keeping the error is to be done.
    virtual void on_error(std::shared_ptr<const diagnostics> why);

    /// The reply is complete, or will never be.
    bool done() const noexcept { return done_; }
    /// Why it failed; null while it has not.
    const failure* error() const noexcept { return error_ ? &*error_ : nullptr; }

protected:
    void fail(failure why) {
        if (!error_)
            error_ = std::move(why);
    }

private:
    friend class session;

    bool done_ = false;
    std::optional<failure> error_;
};

}  // namespace kornak::session

#endif
