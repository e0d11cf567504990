#ifndef KORNAK_CLIENT_SERVER_MESSAGE_HPP
#define KORNAK_CLIENT_SERVER_MESSAGE_HPP

#include <kornak/failure.hpp>

#include <string>
#include <string_view>

namespace kornak::client {

/// What a server said, laid out as libpq does by default but without the severity in front: the message, the
/// place in the statement with a caret below it (when the server named one), DETAIL, HINT, QUERY and CONTEXT.
/// Never empty.
///
/// `sql` is the statement as it was sent, in UTF-8; when it is empty the place follows the message as a
/// number.
std::string server_message(const diagnostics& d, std::string_view sql);

/// `why` with its message made so, if it is what a server said about `sql`.
failure with_server_message(failure why, std::string_view sql);

}  // namespace kornak::client

#endif
