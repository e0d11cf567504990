#ifndef KORNAK_COMMAND_RESULT_HPP
#define KORNAK_COMMAND_RESULT_HPP

#include <cstdint>
#include <string>

namespace kornak {

/// What a statement did, in the server's words: "INSERT 0 3", "CREATE TABLE".
struct command_result {
    std::string tag;
    std::uint64_t rows =
        0;  ///< inserted, updated, deleted, selected or copied; 0 where the tag has no number
};

}  // namespace kornak

#endif
