#ifndef KORNAK_WIRE_STARTUP_MESSAGES_HPP
#define KORNAK_WIRE_STARTUP_MESSAGES_HPP

#include <string_view>
#include <utility>
#include <vector>

#include "wire/message.hpp"

// The messages of the start-up phase: documentation section "Start-up", and those that stand in its place.
namespace kornak::wire {

inline constexpr std::uint32_t protocol_3_0 = 3u << 16;
inline constexpr std::uint32_t protocol_3_2 = 3u << 16 | 2;

using parameter_list = std::vector<std::pair<std::string_view, std::string_view>>;

// Messages without a tag: the first one decides what a new connection is for.

struct startup_message {
    std::uint32_t protocol_version = protocol_3_0;
    parameter_list parameters;
};
void encode(byte_writer& out, const startup_message& m);
bool decode(byte_reader body, startup_message& m);  // body: what follows the length

struct ssl_request {
    static constexpr std::uint32_t code = 80877103;
};
void encode(byte_writer& out, const ssl_request& m);

struct gss_enc_request {
    static constexpr std::uint32_t code = 80877104;
};
void encode(byte_writer& out, const gss_enc_request& m);

struct cancel_request {
    static constexpr std::uint32_t code = 80877102;
    std::int32_t process_id = 0;
    bytes_view secret_key;  // 4 bytes in protocol 3.0, up to 256 from 3.2 on
};
void encode(byte_writer& out, const cancel_request& m);
bool decode(byte_reader body, cancel_request& m);  // body: what follows the length, the code included

// Backend

/// 'R': every authentication request; `data` is the salt, the mechanism list or the SASL payload.
struct authentication {
    static constexpr char tag = 'R';
    enum class kind : std::int32_t {
        ok = 0,
        kerberos_v5 = 2,
        cleartext_password = 3,
        md5_password = 5,
        gss = 7,
        gss_continue = 8,
        sspi = 9,
        sasl = 10,
        sasl_continue = 11,
        sasl_final = 12
    };
    kind request = kind::ok;
    bytes_view data;

    /// The names in the list of a `sasl` request; false when the list is malformed.
    bool mechanisms(std::vector<std::string_view>& names) const;
};
void encode(byte_writer& out, const authentication& m);
bool decode(byte_reader body, authentication& m);

struct negotiate_protocol_version {
    static constexpr char tag = 'v';
    std::uint32_t newest_minor = 0;  // sent as a whole version (major << 16 | minor) by some servers
    std::vector<std::string_view> unrecognized_options;
};
void encode(byte_writer& out, const negotiate_protocol_version& m);
bool decode(byte_reader body, negotiate_protocol_version& m);

struct backend_key_data {
    static constexpr char tag = 'K';
    std::int32_t process_id = 0;
    bytes_view secret_key;
};
void encode(byte_writer& out, const backend_key_data& m);
bool decode(byte_reader body, backend_key_data& m);

struct parameter_status {
    static constexpr char tag = 'S';
    std::string_view name, value;
};
void encode(byte_writer& out, const parameter_status& m);
bool decode(byte_reader body, parameter_status& m);

enum class transaction_status : char { idle = 'I', in_transaction = 'T', in_error = 'E' };

struct ready_for_query {
    static constexpr char tag = 'Z';
    transaction_status status = transaction_status::idle;
};
void encode(byte_writer& out, const ready_for_query& m);
bool decode(byte_reader body, ready_for_query& m);

// Frontend: three messages share the tag 'p'; which one it is follows from the request it answers.

struct password_message {
    static constexpr char tag = 'p';
    std::string_view password;
};
void encode(byte_writer& out, const password_message& m);
bool decode(byte_reader body, password_message& m);

struct sasl_initial_response {
    static constexpr char tag = 'p';
    std::string_view mechanism;
    bytes_view data;
};
void encode(byte_writer& out, const sasl_initial_response& m);
bool decode(byte_reader body, sasl_initial_response& m);

struct sasl_response {
    static constexpr char tag = 'p';
    bytes_view data;
};
void encode(byte_writer& out, const sasl_response& m);
bool decode(byte_reader body, sasl_response& m);

}  // namespace kornak::wire

#endif
