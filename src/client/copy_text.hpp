#ifndef KORNAK_CLIENT_COPY_TEXT_HPP
#define KORNAK_CLIENT_COPY_TEXT_HPP

#include <kornak/detail/byte_writer.hpp>

namespace kornak::client {

/// Appends a value to a row of COPY's text format: what would end the value or the row is escaped.
/// Documentation of COPY, "Text Format".
void append_copy_text(wire::byte_writer& out, std::string_view value);

}  // namespace kornak::client

#endif
