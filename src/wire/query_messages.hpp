#ifndef KORNAK_WIRE_QUERY_MESSAGES_HPP
#define KORNAK_WIRE_QUERY_MESSAGES_HPP

#include <kornak/detail/format.hpp>

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "wire/message.hpp"

// Documentation sections "Simple Query", "Extended Query" and "Function Call".
namespace kornak::wire {

/// Counts of parameters and columns travel as 16 bits without sign, whatever the documentation's "Int16"
/// suggests.
inline constexpr std::size_t max_parameters = 65535;

/// What Describe and Close are about.
enum class target : char { statement = 'S', portal = 'P' };

// Frontend

struct query {
    static constexpr char tag = 'Q';
    std::string_view sql;
};
void encode(byte_writer& out, const query& m);
bool decode(byte_reader body, query& m);

struct parse {
    static constexpr char tag = 'P';
    std::string_view statement, sql;
    std::span<const std::uint32_t> parameter_types = {};  // 0: the server infers it
};
void encode(byte_writer& out, const parse& m);
/// A decoded list cannot point into the body (byte order), so it is kept in `types`.
bool decode(byte_reader body, parse& m, std::vector<std::uint32_t>& types);

struct bind {
    static constexpr char tag = 'B';
    std::string_view portal, statement;
    std::span<const format> parameter_formats = {};  // none: all text; one: for all; else one each
    std::size_t parameter_count = 0;
    bytes_view parameters;  // for each an int32 length (-1: NULL) and that many bytes, as on the wire
    std::span<const format> result_formats = {};  // none: all text; one: for all columns; else one each
};
void encode(byte_writer& out, const bind& m);
/// Keeps what cannot point into the body in the two vectors.
bool decode(byte_reader body, bind& m, std::vector<format>& parameter_formats,
            std::vector<format>& result_formats);

struct describe {
    static constexpr char tag = 'D';
    target what = target::portal;
    std::string_view name;
};
void encode(byte_writer& out, const describe& m);
bool decode(byte_reader body, describe& m);

struct execute {
    static constexpr char tag = 'E';
    std::string_view portal;
    std::int32_t max_rows = 0;  // 0: all
};
void encode(byte_writer& out, const execute& m);
bool decode(byte_reader body, execute& m);

struct close {
    static constexpr char tag = 'C';
    target what = target::statement;
    std::string_view name;
};
void encode(byte_writer& out, const close& m);
bool decode(byte_reader body, close& m);

/// A message that is only its tag.
template <char Tag>
struct bare_message {
    static constexpr char tag = Tag;
};
template <char Tag>
void encode(byte_writer& out, const bare_message<Tag>&) {
    message_frame frame(out, Tag);
}
template <char Tag>
bool decode(byte_reader body, bare_message<Tag>&) {
    return body.complete();
}

using sync = bare_message<'S'>;
using flush = bare_message<'H'>;
using terminate = bare_message<'X'>;

struct function_call {
    static constexpr char tag = 'F';
    std::uint32_t function = 0;
    std::span<const format> argument_formats = {};
    std::size_t argument_count = 0;
    bytes_view arguments;  // as in bind
    format result_format = format::text;
};
void encode(byte_writer& out, const function_call& m);
bool decode(byte_reader body, function_call& m, std::vector<format>& formats);

// Backend

using parse_complete = bare_message<'1'>;
using bind_complete = bare_message<'2'>;
using close_complete = bare_message<'3'>;
using no_data = bare_message<'n'>;
using empty_query_response = bare_message<'I'>;
using portal_suspended = bare_message<'s'>;

struct field_description {
    std::string_view name;
    std::uint32_t table_oid = 0;
    std::int16_t table_column = 0;
    std::uint32_t type_oid = 0;
    std::int16_t type_size = 0;
    std::int32_t type_modifier = -1;
    format value_format = format::text;
};

struct row_description {
    static constexpr char tag = 'T';
    std::vector<field_description> fields;
};
void encode(byte_writer& out, const row_description& m);
bool decode(byte_reader body, row_description& m);

struct data_row {
    static constexpr char tag = 'D';
    std::vector<std::optional<bytes_view>> values;
};
void encode(byte_writer& out, const data_row& m);
bool decode(byte_reader body, data_row& m);

struct parameter_description {
    static constexpr char tag = 't';
    std::vector<std::uint32_t> types;
};
void encode(byte_writer& out, const parameter_description& m);
bool decode(byte_reader body, parameter_description& m);

struct command_complete {
    static constexpr char tag = 'C';
    std::string_view command_tag;
};
void encode(byte_writer& out, const command_complete& m);
bool decode(byte_reader body, command_complete& m);

struct function_call_response {
    static constexpr char tag = 'V';
    std::optional<bytes_view> value;
};
void encode(byte_writer& out, const function_call_response& m);
bool decode(byte_reader body, function_call_response& m);

}  // namespace kornak::wire

#endif
