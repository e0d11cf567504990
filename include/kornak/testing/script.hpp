#ifndef KORNAK_TESTING_SCRIPT_HPP
#define KORNAK_TESTING_SCRIPT_HPP

#include <cstddef>
#include <vector>

#include <kornak/testing/messages.hpp>

namespace kornak::testing {

/// One thing a scripted server does.
struct script_step {
    enum class action {
        receive,          ///< takes bytes from the client, which have to be `content`
        receive_startup,  ///< takes a StartupMessage, whatever it says
        send,             ///< sends `content`
        wait,             ///< for the end of the script of another connection
        close             ///< ends the connection
    };
    action what;
    bytes content = {};
    std::size_t connection = 0;  ///< to wait for: its number
};

/// What a server does in one connection, and what it expects of its client, in order. Written top-down:
///
///     script::startup()
///         .receives(parse("", "select $1") + bind("", "", {"7"}) + execute("") + sync())
///         .sends(parse_complete() + bind_complete() + error("22012") + ready());
///
/// Bytes that the client sends ahead of their step wait for it. After the last step the client may say
/// Terminate, and nothing else.
class script {
public:
    /// The key that `startup` gives out: what a CancelRequest for the connection has to name.
    static constexpr std::int32_t process_id = 4242;
    static constexpr std::string_view secret_key = "\x10\x20\x30\x40";

    /// A script that begins with a login without password: settings as a server of today reports them, the
    /// key, ReadyForQuery.
    static script startup();

    /// The client sends exactly these bytes.
    script& receives(bytes content);
    /// The client sends any StartupMessage; if it asks for encryption first, it is told that there is none.
    script& receives_startup();
    script& sends(bytes content);
    /// The server goes on when the script of another connection has ended: the second connection that is made
    /// has the number 2. So an answer can be made to follow a CancelRequest.
    script& waits_for(std::size_t connection);
    /// The server ends the connection; only meaningful as the last step.
    script& closes();

    const std::vector<script_step>& steps() const noexcept { return steps_; }

private:
    script& add(script_step step);

    std::vector<script_step> steps_;
};

}  // namespace kornak::testing

#endif
