#ifndef KORNAK_WIRE_COPY_MESSAGES_HPP
#define KORNAK_WIRE_COPY_MESSAGES_HPP

#include "wire/query_messages.hpp"

// Documentation section "COPY Operations". CopyData, CopyDone and CopyFail travel both ways.
namespace kornak::wire {

/// The three responses that start a copy differ by their tag only.
template <char Tag>
struct copy_response {
    static constexpr char tag = Tag;
    format overall = format::text;
    std::vector<format> columns;
};
using copy_in_response = copy_response<'G'>;
using copy_out_response = copy_response<'H'>;
using copy_both_response = copy_response<'W'>;
template <char Tag>
void encode(byte_writer& out, const copy_response<Tag>& m);
template <char Tag>
bool decode(byte_reader body, copy_response<Tag>& m);

struct copy_data {
    static constexpr char tag = 'd';
    bytes_view data;
};
void encode(byte_writer& out, const copy_data& m);
bool decode(byte_reader body, copy_data& m);

using copy_done = bare_message<'c'>;

struct copy_fail {
    static constexpr char tag = 'f';
    /// The server refuses a CopyFail longer than 10,000 bytes by dropping the connection: encode() cuts the
    /// text, at a UTF-8 boundary, to this many.
    static constexpr std::size_t max_reason = 1024;
    std::string_view reason;
};
void encode(byte_writer& out, const copy_fail& m);
bool decode(byte_reader body, copy_fail& m);

}  // namespace kornak::wire

#endif
