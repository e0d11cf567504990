#ifndef KORNAK_SRC_TESTING_MESSAGE_TEXT_HPP
#define KORNAK_SRC_TESTING_MESSAGE_TEXT_HPP

#include <string>
#include <string_view>

namespace kornak::testing {

/// Who sent a message: the two sides use the same tags for different ones.
enum class side { client, server };

/// Bytes as text for people, one line for each message in them: its name, its bytes in hexadecimal and as
/// ASCII. Long ones are cut. What is no whole message is shown as such.
std::string describe(std::string_view bytes, side sender);

/// The size of the message that `bytes` begin with, header included; 0 when it is not all there, or none at
/// all.
std::size_t message_size(std::string_view bytes, side sender);

}  // namespace kornak::testing

#endif
