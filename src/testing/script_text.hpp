#ifndef KORNAK_SRC_TESTING_SCRIPT_TEXT_HPP
#define KORNAK_SRC_TESTING_SCRIPT_TEXT_HPP

#include <istream>
#include <vector>

#include <kornak/testing/script.hpp>

namespace kornak::testing {

/// Reads scripts, one for each connection, from lines of text:
///
///     startup            a login without password, as script::startup
///     receive MESSAGE    the client sends exactly this
///     send MESSAGE
///     wait NUMBER        for the end of the script of the connection of that number, the first one having 1
///     close              the server ends the connection
///     connection         what follows is for the next connection
///     # comment
///
/// MESSAGE is one of:
///
///     NAME ARGUMENT...   a function of <kornak/testing/messages.hpp>: ready T, error 22012 "division by
///     zero",
///                        data_row "1" null "three", row_description id 23 name 25
///     TAG ITEM...        any message with a tag of one character: Z "I", D 2:1 4:3 "abc"
///     hex DIGITS...      any bytes: hex 5a00000005 49
///
/// An item is a string, or a number as WIDTH:VALUE where the width is 1, 2 or 4 bytes. Strings stand in
/// double quotes, with the escapes \0 \n \\ \" and \xHH; a string ends with a zero byte only where \0 says
/// so. Errors: std::invalid_argument, with the number of the line.
std::vector<script> read_scripts(std::istream& text);

}  // namespace kornak::testing

#endif
