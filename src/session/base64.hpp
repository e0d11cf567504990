#ifndef KORNAK_SESSION_BASE64_HPP
#define KORNAK_SESSION_BASE64_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <kornak/detail/byte_reader.hpp>

namespace kornak::session {

/// The standard alphabet with padding and without line breaks: RFC 4648, section 4.
std::string encode_base64(wire::bytes_view bytes);

/// Accepts only the one canonical spelling: no white space, no missing padding, no stray bits.
std::optional<std::vector<std::byte>> decode_base64(std::string_view text);

}  // namespace kornak::session

#endif
