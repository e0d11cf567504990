#include <kornak/testing/messages.hpp>

#include <stdexcept>

#include "wire/copy_messages.hpp"
#include "wire/notice_messages.hpp"
#include "wire/startup_messages.hpp"

namespace kornak::testing {
namespace {

bytes finished(const wire::byte_writer& out) {
    switch (out.first_fault()) {
        case wire::byte_writer::fault::none: break;
        case wire::byte_writer::fault::embedded_zero:
            throw std::invalid_argument("a text of a message has a zero byte inside");
        case wire::byte_writer::fault::too_large:
            throw std::invalid_argument("a message or a list in it is larger than the protocol allows");
    }
    return bytes(wire::as_text(out.view()));
}

template <class Message>
bytes encoded(const Message& m) {
    wire::byte_writer out;
    wire::encode(out, m);
    return finished(out);
}

bytes encoded(char tag, const diagnostics& d) {
    wire::byte_writer out;
    wire::encode_diagnostics(out, tag, d);
    return finished(out);
}

bytes encoded(wire::authentication::kind request, std::string_view data) {
    return encoded(wire::authentication{request, wire::as_bytes(data)});
}

std::vector<wire::format> formats(const format_list& codes) {
    std::vector<wire::format> result;
    for (const auto code : codes)
        result.push_back(static_cast<wire::format>(code));
    return result;
}

template <char Tag>
bytes copy_response(std::size_t columns, std::int16_t format) {
    const auto all = static_cast<wire::format>(format);
    return encoded(wire::copy_response<Tag>{all, std::vector(columns, all)});
}

std::optional<wire::bytes_view> view(const value& v) {
    if (!v)
        return std::nullopt;
    return wire::as_bytes(*v);
}

// As the values of Bind and FunctionCall are laid out: each after its length, and -1 is the length of NULL.
wire::byte_writer lengths_and_values(const value_list& values) {
    wire::byte_writer out;
    for (const auto& v : values) {
        out.i32(v ? static_cast<std::int32_t>(v->size()) : -1);
        out.text(v ? *v : "");
    }
    return out;
}

diagnostics brief(std::string_view severity, std::string_view sqlstate, std::string_view message) {
    diagnostics d;
    d.severity = d.severity_nonlocalized = severity;
    d.sqlstate = sqlstate;
    d.message_primary = message;
    return d;
}

}  // namespace

bytes message(char tag, std::string_view body) {
    wire::byte_writer out;
    {
        const wire::message_frame frame(out, tag);
        out.text(body);
    }
    return finished(out);
}

bytes startup_message(const setting_list& settings, std::uint32_t protocol_version) {
    return encoded(wire::startup_message{protocol_version, {settings.begin(), settings.end()}});
}

bytes ssl_request() {
    return encoded(wire::ssl_request{});
}

bytes gss_enc_request() {
    return encoded(wire::gss_enc_request{});
}

bytes cancel_request(std::int32_t process_id, std::string_view secret_key) {
    return encoded(wire::cancel_request{process_id, wire::as_bytes(secret_key)});
}

bytes password_message(std::string_view password) {
    return encoded(wire::password_message{password});
}

bytes sasl_initial_response(std::string_view mechanism, std::string_view data) {
    return encoded(wire::sasl_initial_response{mechanism, wire::as_bytes(data)});
}

bytes sasl_response(std::string_view data) {
    return encoded(wire::sasl_response{wire::as_bytes(data)});
}

bytes query(std::string_view sql) {
    return encoded(wire::query{sql});
}

bytes parse(std::string_view statement, std::string_view sql, const oid_list& parameter_types) {
    return encoded(wire::parse{statement, sql, parameter_types});
}

bytes bind(std::string_view portal, std::string_view statement, const value_list& parameters,
           const format_list& parameter_formats, const format_list& result_formats) {
    const auto values = lengths_and_values(parameters);
    return encoded(wire::bind{portal, statement, formats(parameter_formats), parameters.size(), values.view(),
                              formats(result_formats)});
}

bytes describe_statement(std::string_view name) {
    return encoded(wire::describe{wire::target::statement, name});
}

bytes describe_portal(std::string_view name) {
    return encoded(wire::describe{wire::target::portal, name});
}

bytes execute(std::string_view portal, std::int32_t max_rows) {
    return encoded(wire::execute{portal, max_rows});
}

bytes close_statement(std::string_view name) {
    return encoded(wire::close{wire::target::statement, name});
}

bytes close_portal(std::string_view name) {
    return encoded(wire::close{wire::target::portal, name});
}

bytes flush() {
    return encoded(wire::flush{});
}

bytes sync() {
    return encoded(wire::sync{});
}

bytes terminate() {
    return encoded(wire::terminate{});
}

bytes function_call(std::uint32_t function, const value_list& arguments, const format_list& argument_formats,
                    std::int16_t result_format) {
    const auto values = lengths_and_values(arguments);
    return encoded(wire::function_call{function, formats(argument_formats), arguments.size(), values.view(),
                                       static_cast<wire::format>(result_format)});
}

bytes copy_data(std::string_view data) {
    return encoded(wire::copy_data{wire::as_bytes(data)});
}

bytes copy_done() {
    return encoded(wire::copy_done{});
}

bytes copy_fail(std::string_view reason) {
    return encoded(wire::copy_fail{reason});
}

bytes authentication_ok() {
    return encoded(wire::authentication::kind::ok, {});
}

bytes authentication_cleartext_password() {
    return encoded(wire::authentication::kind::cleartext_password, {});
}

bytes authentication_md5_password(std::string_view salt) {
    return encoded(wire::authentication::kind::md5_password, salt);
}

bytes authentication_sasl(const text_list& mechanisms) {
    wire::byte_writer list;
    for (const auto& name : mechanisms)
        list.cstring(name);
    list.u8(0);
    return encoded(wire::authentication::kind::sasl, finished(list));
}

bytes authentication_sasl_continue(std::string_view data) {
    return encoded(wire::authentication::kind::sasl_continue, data);
}

bytes authentication_sasl_final(std::string_view data) {
    return encoded(wire::authentication::kind::sasl_final, data);
}

bytes negotiate_protocol_version(std::uint32_t newest_minor, const text_list& unrecognized_options) {
    return encoded(wire::negotiate_protocol_version{
        newest_minor, {unrecognized_options.begin(), unrecognized_options.end()}});
}

bytes backend_key_data(std::int32_t process_id, std::string_view secret_key) {
    return encoded(wire::backend_key_data{process_id, wire::as_bytes(secret_key)});
}

bytes parameter_status(std::string_view name, std::string_view setting) {
    return encoded(wire::parameter_status{name, setting});
}

bytes ready(char status) {
    return encoded(wire::ready_for_query{static_cast<wire::transaction_status>(status)});
}

bytes row_description(const column_list& columns) {
    wire::row_description m;
    for (const auto& c : columns) {
        m.fields.push_back({c.name, c.table_oid, c.table_column, c.type_oid, c.type_size, c.type_modifier,
                            c.binary ? wire::format::binary : wire::format::text});
    }
    return encoded(m);
}

bytes data_row(const value_list& values) {
    wire::data_row m;
    for (const auto& v : values)
        m.values.push_back(view(v));
    return encoded(m);
}

bytes command_complete(std::string_view command_tag) {
    return encoded(wire::command_complete{command_tag});
}

bytes empty_query_response() {
    return encoded(wire::empty_query_response{});
}

bytes portal_suspended() {
    return encoded(wire::portal_suspended{});
}

bytes parse_complete() {
    return encoded(wire::parse_complete{});
}

bytes bind_complete() {
    return encoded(wire::bind_complete{});
}

bytes close_complete() {
    return encoded(wire::close_complete{});
}

bytes no_data() {
    return encoded(wire::no_data{});
}

bytes parameter_description(const oid_list& types) {
    return encoded(wire::parameter_description{types});
}

bytes function_call_response(const value& result) {
    return encoded(wire::function_call_response{view(result)});
}

bytes error(const diagnostics& what) {
    return encoded(wire::error_response_tag, what);
}

bytes error(std::string_view sqlstate, std::string_view message, std::string_view severity) {
    return error(brief(severity, sqlstate, message));
}

bytes notice(const diagnostics& what) {
    return encoded(wire::notice_response_tag, what);
}

bytes notice(std::string_view message) {
    return notice(brief("NOTICE", "00000", message));
}

bytes notification(std::int32_t process_id, std::string_view channel, std::string_view payload) {
    return encoded(wire::notification_response{process_id, channel, payload});
}

bytes copy_in_response(std::size_t columns, std::int16_t format) {
    return copy_response<wire::copy_in_response::tag>(columns, format);
}

bytes copy_out_response(std::size_t columns, std::int16_t format) {
    return copy_response<wire::copy_out_response::tag>(columns, format);
}

bytes copy_both_response(std::size_t columns, std::int16_t format) {
    return copy_response<wire::copy_both_response::tag>(columns, format);
}

}  // namespace kornak::testing
