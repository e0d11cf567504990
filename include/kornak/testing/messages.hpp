#ifndef KORNAK_TESTING_MESSAGES_HPP
#define KORNAK_TESTING_MESSAGES_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <kornak/column.hpp>
#include <kornak/diagnostics.hpp>

/// The messages of PostgreSQL's protocol as bytes, to write scripts with: PostgreSQL documentation,
/// "Frontend/Backend Protocol", "Message Formats". `a() + b()` are two messages, one after the other.
/// Errors: std::invalid_argument, where a text that ends with a zero byte has one inside, or a list is too
/// long.
namespace kornak::testing {

/// Bytes as they travel; not text.
using bytes = std::string;

/// One value as it travels; nothing is NULL.
using value = std::optional<std::string>;
using value_list = std::vector<value>;
using text_list = std::vector<std::string>;
/// Names and values of settings.
using setting_list = std::vector<std::pair<std::string, std::string>>;
/// 0 is text, 1 is binary. None: all are text; one: it holds for all; else one for each.
using format_list = std::vector<std::int16_t>;
using oid_list = std::vector<std::uint32_t>;

inline constexpr std::uint32_t protocol_3_0 = 3u << 16;

/// A message of any tag and body: what the functions below cannot say, or what no server should.
bytes message(char tag, std::string_view body);

// What a client sends.

bytes startup_message(const setting_list& settings, std::uint32_t protocol_version = protocol_3_0);
bytes ssl_request();
bytes gss_enc_request();
bytes cancel_request(std::int32_t process_id, std::string_view secret_key);
bytes password_message(std::string_view password);
bytes sasl_initial_response(std::string_view mechanism, std::string_view data);
bytes sasl_response(std::string_view data);

bytes query(std::string_view sql);
bytes parse(std::string_view statement, std::string_view sql, const oid_list& parameter_types = {});
bytes bind(std::string_view portal, std::string_view statement, const value_list& parameters = {},
           const format_list& parameter_formats = {}, const format_list& result_formats = {});
bytes describe_statement(std::string_view name);
bytes describe_portal(std::string_view name);
bytes execute(std::string_view portal, std::int32_t max_rows = 0);
bytes close_statement(std::string_view name);
bytes close_portal(std::string_view name);
bytes flush();
bytes sync();
bytes terminate();
bytes function_call(std::uint32_t function, const value_list& arguments,
                    const format_list& argument_formats = {}, std::int16_t result_format = 0);

// What both send.

bytes copy_data(std::string_view data);
bytes copy_done();
bytes copy_fail(std::string_view reason);

// What a server sends.

bytes authentication_ok();
bytes authentication_cleartext_password();
/// `salt`: four bytes.
bytes authentication_md5_password(std::string_view salt);
bytes authentication_sasl(const text_list& mechanisms);
bytes authentication_sasl_continue(std::string_view data);
bytes authentication_sasl_final(std::string_view data);
bytes negotiate_protocol_version(std::uint32_t newest_minor, const text_list& unrecognized_options = {});
bytes backend_key_data(std::int32_t process_id, std::string_view secret_key);
bytes parameter_status(std::string_view name, std::string_view setting);
/// `status`: I idle, T in a transaction, E in a failed transaction.
bytes ready(char status = 'I');

bytes row_description(const column_list& columns);
bytes data_row(const value_list& values);
bytes command_complete(std::string_view command_tag);
bytes empty_query_response();
bytes portal_suspended();
bytes parse_complete();
bytes bind_complete();
bytes close_complete();
bytes no_data();
bytes parameter_description(const oid_list& types);
bytes function_call_response(const value& result);

bytes error(const diagnostics& what);
/// `severity` may also be FATAL or PANIC, after which a server closes the connection.
bytes error(std::string_view sqlstate, std::string_view message = "scripted error",
            std::string_view severity = "ERROR");
bytes notice(const diagnostics& what);
bytes notice(std::string_view message);
bytes notification(std::int32_t process_id, std::string_view channel, std::string_view payload);

/// `format` is that of the copy and of all its columns, as PostgreSQL has it.
bytes copy_in_response(std::size_t columns, std::int16_t format = 0);
bytes copy_out_response(std::size_t columns, std::int16_t format = 0);
bytes copy_both_response(std::size_t columns, std::int16_t format = 0);

}  // namespace kornak::testing

#endif
