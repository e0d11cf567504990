#ifndef KORNAK_TESTS_SESSION_STARTUP_LOGIN_HPP
#define KORNAK_TESTS_SESSION_STARTUP_LOGIN_HPP

#include <cstring>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "session/startup.hpp"
#include "wire/notice_messages.hpp"

namespace startup_test {

using namespace kornak;
using kind = wire::authentication::kind;

inline expected<std::string> fixed_nonce() {
    return std::string("abcdefghijklmnopqrstuvwx");
}

inline session::startup_request request(std::string_view password = "") {
    session::startup_request r;
    r.login.user = "joe";
    r.login.password = password;
    r.login.new_nonce = fixed_nonce;
    return r;
}

/// A start-up and the session it runs in, with what the server says put in by hand.
class login {
public:
    explicit login(const session::startup_request& r) : startup(r) {
        session.enqueue(startup);
        startup_message = sent();
    }

    void receive_bytes(std::string_view bytes) {
        const auto space = session.input_space();
        ASSERT_GE(space.size(), bytes.size());
        std::memcpy(space.data(), bytes.data(), bytes.size());
        session.input_filled(bytes.size());
    }
    template <class Message>
    void receive(const Message& m) {
        wire::byte_writer out;
        encode(out, m);
        receive_bytes(wire::as_text(out.view()));
    }
    void receive_request(kind request, std::string_view data = "") {
        receive(wire::authentication{request, wire::as_bytes(data)});
    }
    void receive_error(std::string_view sqlstate, std::string_view message, const char* severity = "FATAL") {
        diagnostics d;
        d.severity = d.severity_nonlocalized = severity;
        d.sqlstate = sqlstate;
        d.message_primary = message;
        receive_diagnostics(d);
    }
    void receive_diagnostics(const diagnostics& d) {
        wire::byte_writer out;
        wire::encode_diagnostics(out, wire::error_response_tag, d);
        receive_bytes(wire::as_text(out.view()));
    }

    /// What the client has sent since the last call.
    std::string sent() {
        const std::string bytes(wire::as_text(session.output()));
        session.output_sent(bytes.size());
        return bytes;
    }
    /// The body of the one message that the client has sent; every answer of a login has the tag 'p'.
    std::string answer() {
        const auto bytes = sent();
        if (bytes.size() < wire::header_size)
            return "none";
        const auto header = wire::read_header(wire::as_bytes(bytes).data());
        EXPECT_EQ(header.tag, 'p');
        EXPECT_EQ(header.length + wire::header_size, bytes.size());
        return bytes.substr(wire::header_size);
    }

    std::string error() const { return startup.error() ? startup.error()->message : ""; }
    /// The start-up has failed, nothing more will be said, and nothing was answered.
    void expect_refused(const std::string& why, failure_kind k = failure_kind::connection) {
        ASSERT_TRUE(startup.error());
        EXPECT_NE(error().find(why), std::string::npos) << error();
        EXPECT_EQ(startup.error()->kind, k);
        EXPECT_EQ(sent(), "");
        EXPECT_TRUE(startup.done());
        EXPECT_FALSE(startup.succeeded());
    }
    void finish() {
        receive(wire::ready_for_query{});
        EXPECT_TRUE(startup.succeeded()) << error();
        EXPECT_TRUE(session.idle());
    }

    session::session session;
    session::startup startup;
    std::string startup_message;
};

}  // namespace startup_test

#endif
