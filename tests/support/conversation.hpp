#ifndef KORNAK_TESTS_SUPPORT_CONVERSATION_HPP
#define KORNAK_TESTS_SUPPORT_CONVERSATION_HPP

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "session/session.hpp"

namespace kornak::testing {

/// The client's side of a script: a session, and the exchanges that were put into it.
class conversation {
public:
    using condition = std::function<bool()>;

    conversation() = default;
    conversation(const conversation&) = delete;
    conversation& operator=(const conversation&) = delete;
    virtual ~conversation() = default;

    session::session& session() noexcept { return session_; }

    template <class Exchange, class... Arguments>
    Exchange& enqueue(Arguments&&... arguments) {
        auto owned = std::make_unique<Exchange>(std::forward<Arguments>(arguments)...);
        auto& x = *owned;
        exchanges_.push_back({std::move(owned), sent_ + session_.output().size()});
        session_.enqueue(x);
        return x;
    }

    /// Tells the session that nobody waits for `x` any more, and destroys it.
    void abandon(session::exchange& x) {
        session_.abandon(x);
        std::erase_if(exchanges_, [&](const entry& e) { return e.request.get() == &x; });
    }

    /// Follows the script until every exchange is done. False when the connection is not what the script
    /// says, on purpose or not: there is nothing to be expected of the exchanges then.
    bool run() {
        return run_until([this] {
            return std::all_of(exchanges_.begin(), exchanges_.end(),
                               [](const entry& e) { return e.request->done(); });
        });
    }
    virtual bool run_until(const condition& met) = 0;

protected:
    struct entry {
        std::unique_ptr<session::exchange> request;
        std::size_t first_byte;  // of the request, counted from the start of the connection
    };
    const std::vector<entry>& exchanges() const noexcept { return exchanges_; }
    std::size_t sent() const noexcept { return sent_; }
    void output_sent(std::size_t n) {
        session_.output_sent(n);
        sent_ += n;
    }

private:
    session::session session_;
    std::vector<entry> exchanges_;
    std::size_t sent_ = 0;
};

/// What a client does in a conversation, and what it then expects.
using client_role = std::function<void(conversation&)>;

}  // namespace kornak::testing

#endif
