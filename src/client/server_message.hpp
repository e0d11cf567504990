#ifndef KORNAK_CLIENT_SERVER_MESSAGE_HPP
#define KORNAK_CLIENT_SERVER_MESSAGE_HPP

#include <kornak/failure.hpp>

#include <string>
#include <string_view>

namespace kornak::client {

/// What a server said, as people read it in psql: the message, the line of `sql` with a caret where the error is
/// (when the server gave a position), DETAIL, HINT, QUERY and CONTEXT, each on a line of its own.
std::string server_message(const diagnostics& d, std::string_view sql);

/// `why` with its message made so, if it is what a server said about `sql`.
failure with_server_message(failure why, std::string_view sql);

}  // namespace kornak::client

#endif
