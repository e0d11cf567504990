#ifndef KORNAK_WIRE_NOTICE_MESSAGES_HPP
#define KORNAK_WIRE_NOTICE_MESSAGES_HPP

#include <kornak/diagnostics.hpp>

#include "wire/message.hpp"

// Documentation sections "Error and Notice Message Fields" and "Asynchronous Operations".
namespace kornak::wire {

inline constexpr char error_response_tag = 'E';
inline constexpr char notice_response_tag = 'N';

/// The body of an ErrorResponse (`tag` 'E') or a NoticeResponse ('N'): the two differ by their tag only.
void encode_diagnostics(byte_writer& out, char tag, const diagnostics& d);
/// Fields with a code nobody has defined yet are skipped, as the documentation asks.
bool decode_diagnostics(byte_reader body, diagnostics& d);

struct notification_response {
    static constexpr char tag = 'A';
    std::int32_t process_id = 0;
    std::string_view channel, payload;
};
void encode(byte_writer& out, const notification_response& m);
bool decode(byte_reader body, notification_response& m);

}  // namespace kornak::wire

#endif
