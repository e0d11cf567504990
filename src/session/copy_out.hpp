#ifndef KORNAK_SESSION_COPY_OUT_HPP
#define KORNAK_SESSION_COPY_OUT_HPP

#include <string>

#include "session/exchange.hpp"
#include "session/result_set.hpp"

namespace kornak::session {

/// COPY ... TO STDOUT, by the simple protocol.
///
/// Documentation, "COPY Operations". The reply:
///
///     CopyOutResponse CopyData* CopyDone CommandComplete ReadyForQuery      or ErrorResponse ReadyForQuery anywhere
///
/// A statement that turns out to be something else fails with a usage error; a COPY FROM STDIN is ended.
class copy_out : public exchange {
public:
    explicit copy_out(std::string_view sql) : sql_(sql) {}

    void serialize(wire::byte_writer& out) override { wire::encode(out, wire::query{sql_}); }
    reply_shape shape() const noexcept override { return {}; }
    verdict on_message(char tag, wire::byte_reader body, wire::byte_writer& answer) override;
    verdict on_rows(row_run) override;

    /// The server has answered: data may come, or the copy failed.
    bool started() const noexcept { return started_; }
    const std::vector<wire::format>& columns() const noexcept { return columns_; }
    const std::string& command_tag() const noexcept { return command_tag_; }

    /// The data that has arrived and was not taken yet: for each CopyData an int32 length and its bytes.
    wire::byte_writer& arrived() noexcept { return arrived_; }

private:
    void refuse();

    std::string_view sql_;
    bool started_ = false;
    bool other_statement_ = false;
    std::vector<wire::format> columns_;
    std::string command_tag_;
    wire::byte_writer arrived_;
};

}  // namespace kornak::session

#endif
