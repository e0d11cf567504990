#ifndef KORNAK_DETAIL_FORMAT_HPP
#define KORNAK_DETAIL_FORMAT_HPP

#include <cstdint>

namespace kornak::wire {

/// Format codes of parameters and columns: PostgreSQL documentation, "Formats and Format Codes".
enum class format : std::int16_t { text = 0, binary = 1 };

}  // namespace kornak::wire

#endif
