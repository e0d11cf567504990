#ifndef KORNAK_TESTS_UNIT_CLIENT_EXECUTION_CONVERSATION_HPP
#define KORNAK_TESTS_UNIT_CLIENT_EXECUTION_CONVERSATION_HPP

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "client/execution.hpp"
#include "wire/notice_messages.hpp"

namespace kornak::client {

/// Bytes are handed to the session directly.
class no_transport final : public net::transport {
public:
    net::io_result read(std::span<std::byte>, net::wait_mode) override {
        return {net::io_result::status::closed};
    }
    net::io_result write(std::span<const std::byte>, net::wait_mode) override {
        return {net::io_result::status::closed};
    }
    int fd() const noexcept override { return -1; }
};

inline net::connected logged_in() {
    net::connected c;
    c.io = std::make_unique<no_transport>();
    c.session = std::make_unique<session::session>();
    return c;
}

inline constexpr wire::parse_complete parsed;
inline constexpr wire::bind_complete bound;
inline constexpr wire::close_complete closed;
inline constexpr wire::no_data no_columns;
inline constexpr wire::ready_for_query ready;
inline constexpr wire::ready_for_query ready_in_transaction{wire::transaction_status::in_transaction};

inline wire::row_description column(wire::format f = wire::format::text) {
    return {{{.name = "n", .type_oid = 23, .type_size = 4, .value_format = f}}};
}
inline wire::data_row row(std::string_view value) {
    return {{wire::as_bytes(value)}};
}
inline wire::command_complete done(std::string_view tag) {
    return {tag};
}

struct error_response {
    std::string_view sqlstate, routine = "";
};
inline void encode(wire::byte_writer& out, const error_response& e) {
    diagnostics d;
    d.severity = d.severity_nonlocalized = "ERROR";
    d.sqlstate = e.sqlstate;
    d.message_primary = "no";
    d.source_function = e.routine;
    wire::encode_diagnostics(out, wire::error_response_tag, d);
}

/// What an execution says to a server, and what it is told.
class execution_conversation : public ::testing::Test {
protected:
    /// The messages sent since the last call, by their tags; a named statement follows as a number.
    std::string sent() {
        std::string text;
        auto bytes = protocol().output();
        const auto all = bytes.size();
        while (!bytes.empty()) {
            const auto header = wire::read_header(bytes.data());
            const auto body = bytes.subspan(wire::header_size, header.length);
            text +=
                (text.empty() ? "" : " ") + (header.tag + statement_in(header.tag, wire::byte_reader(body)));
            bytes = bytes.subspan(wire::header_size + header.length);
        }
        protocol().output_sent(all);
        return text;
    }

    template <class... Messages>
    void reply(const Messages&... messages) {
        wire::byte_writer out;
        (encode(out, messages), ...);
        for (auto rest = out.view(); !rest.empty();) {
            const auto space = protocol().input_space();
            const auto n = std::min(space.size(), rest.size());
            std::copy_n(rest.begin(), n, space.begin());
            protocol().input_filled(n);
            rest = rest.subspan(n);
        }
    }

    /// Executes once, and says what was sent.
    template <class... Messages>
    std::string run(const execution_request& what, const Messages&... messages) {
        EXPECT_TRUE(execution_.start(core_, what));
        auto requests = sent();
        EXPECT_FALSE(execution_.last().done());
        reply(messages...);
        EXPECT_TRUE(execution_.last().done());
        again_ = execution_.finish();
        return requests;
    }

    std::string error() const {
        const auto* const why = execution_.error();
        return !why ? "" : why->server ? why->server->sqlstate : why->message;
    }

    session::session& protocol() { return core_.protocol(); }
    statement_cache& cache() { return core_.statements(); }

    core core_{logged_in()};
    execution execution_;
    bool again_ = false;

private:
    std::string statement_in(char tag, wire::byte_reader body) {
        if (tag == wire::bind::tag || tag == wire::close::tag) {
            body.bytes(1);  // the empty name of the portal, or what is to be closed
        } else if (tag != wire::parse::tag) {
            return "";
        }
        const auto name = body.cstring();
        if (name.empty())
            return "";
        const auto known = std::find(names_.begin(), names_.end(), name);
        const auto number = known - names_.begin() + 1;
        if (known == names_.end())
            names_.emplace_back(name);
        return std::to_string(number);
    }

    std::vector<std::string> names_;
};

}  // namespace kornak::client

#endif
