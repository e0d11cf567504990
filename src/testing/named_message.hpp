#ifndef KORNAK_SRC_TESTING_NAMED_MESSAGE_HPP
#define KORNAK_SRC_TESTING_NAMED_MESSAGE_HPP

#include <kornak/testing/messages.hpp>

#include "testing/script_words.hpp"

namespace kornak::testing {

/// What a function of <kornak/testing/messages.hpp> gives for arguments in words. Known are those for which
/// words are handy. Errors: std::invalid_argument, for an unknown name and for arguments that do not fit it.
bytes named_message(std::string_view name, const word_list& arguments);

}  // namespace kornak::testing

#endif
