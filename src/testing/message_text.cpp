#include "testing/message_text.hpp"

#include "wire/startup_messages.hpp"

namespace kornak::testing {
namespace {

constexpr std::size_t most_bytes_shown = 48;

const char* client_message_name(char tag) {
    switch (tag) {
        case 'B': return "Bind";
        case 'C': return "Close";
        case 'D': return "Describe";
        case 'E': return "Execute";
        case 'F': return "FunctionCall";
        case 'H': return "Flush";
        case 'P': return "Parse";
        case 'Q': return "Query";
        case 'S': return "Sync";
        case 'X': return "Terminate";
        case 'c': return "CopyDone";
        case 'd': return "CopyData";
        case 'f': return "CopyFail";
        case 'p': return "PasswordMessage or SASLResponse";
    }
    return "unknown message";
}

const char* server_message_name(char tag) {
    switch (tag) {
        case '1': return "ParseComplete";
        case '2': return "BindComplete";
        case '3': return "CloseComplete";
        case 'A': return "NotificationResponse";
        case 'C': return "CommandComplete";
        case 'D': return "DataRow";
        case 'E': return "ErrorResponse";
        case 'G': return "CopyInResponse";
        case 'H': return "CopyOutResponse";
        case 'I': return "EmptyQueryResponse";
        case 'K': return "BackendKeyData";
        case 'N': return "NoticeResponse";
        case 'R': return "Authentication";
        case 'S': return "ParameterStatus";
        case 'T': return "RowDescription";
        case 'V': return "FunctionCallResponse";
        case 'W': return "CopyBothResponse";
        case 'Z': return "ReadyForQuery";
        case 'c': return "CopyDone";
        case 'd': return "CopyData";
        case 'n': return "NoData";
        case 's': return "PortalSuspended";
        case 't': return "ParameterDescription";
        case 'v': return "NegotiateProtocolVersion";
    }
    return "unknown message";
}

const char* untagged_message_name(std::string_view message) {
    switch (wire::byte_reader(wire::as_bytes(message.substr(4))).u32()) {
        case wire::ssl_request::code: return "SSLRequest";
        case wire::gss_enc_request::code: return "GSSENCRequest";
        case wire::cancel_request::code: return "CancelRequest";
    }
    return "StartupMessage";
}

// The first message of a connection has no tag. Its length is what it starts with, and never so large that
// the first byte of it could be one.
bool is_untagged(std::string_view bytes, side sender) {
    return sender == side::client && !bytes.empty() && bytes.front() == 0;
}

const char* message_name(std::string_view message, side sender) {
    if (is_untagged(message, sender))
        return untagged_message_name(message);
    switch (sender) {
        case side::client: return client_message_name(message.front());
        case side::server: return server_message_name(message.front());
    }
    return "";
}

std::string dump(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto shown = bytes.substr(0, most_bytes_shown);
    std::string hex;
    std::string ascii;
    for (const unsigned char c : shown) {
        hex += {digits[c >> 4], digits[c & 15], ' '};
        ascii += c >= ' ' && c < 127 ? static_cast<char>(c) : '.';
    }
    if (shown.size() < bytes.size())
        ascii += "... of " + std::to_string(bytes.size()) + " bytes";
    return hex + " |" + ascii + '|';
}

}  // namespace

std::size_t message_size(std::string_view bytes, side sender) {
    const std::size_t tag = is_untagged(bytes, sender) ? 0 : 1;
    if (bytes.size() < tag + 4)
        return 0;
    const std::size_t length = wire::load_be<std::uint32_t>(wire::as_bytes(bytes).data() + tag);
    return length < 4 || length > bytes.size() - tag ? 0 : tag + length;
}

std::string describe(std::string_view bytes, side sender) {
    std::string text;
    while (!bytes.empty()) {
        const auto size = message_size(bytes, sender);
        const auto* const name = size ? message_name(bytes.substr(0, size), sender) : "not a whole message";
        const auto shown = bytes.substr(0, size ? size : bytes.size());
        text += "    " + std::string(name) + ": " + dump(shown) + '\n';
        bytes.remove_prefix(shown.size());
    }
    return text;
}

}  // namespace kornak::testing
