#ifndef KORNAK_SESSION_COPY_TRANSFER_HPP
#define KORNAK_SESSION_COPY_TRANSFER_HPP

#include <string>
#include <vector>

#include "session/exchange.hpp"
#include "wire/query_messages.hpp"

namespace kornak::session {

enum class copy_direction {
    in,     ///< COPY … FROM STDIN
    out,    ///< COPY … TO STDOUT
    either  ///< whichever the statement is
};

/// COPY, by the simple protocol. Documentation, "COPY Operations". The reply:
///
///     CopyInResponse  (our CopyData*, then CopyDone or CopyFail)  CommandComplete  ReadyForQuery
///     CopyOutResponse  CopyData*  CopyDone                        CommandComplete  ReadyForQuery
///
/// or ErrorResponse ReadyForQuery at any point, also while our data is on its way: the server then throws the
/// rest of it away, CopyDone included. A statement that turns out to be something else is passed over (a copy
/// in the other direction is ended), and the exchange fails with a usage error.
class copy_transfer : public exchange {
public:
    enum class phase {
        starting,     ///< the server has not answered yet
        taking_data,  ///< the server takes our data
        giving_data,  ///< the server sends its data
        ended         ///< it has said how it went, or this never was such a COPY
    };

    /// Lifetime: `sql` is only used until the exchange is enqueued.
    copy_transfer(std::string_view sql, copy_direction wanted) : sql_(sql), wanted_(wanted) {}

    void serialize(wire::byte_writer& out) override { wire::encode(out, wire::query{sql_}); }
    reply_shape shape() const noexcept override { return {}; }
    verdict on_message(char tag, wire::byte_reader body, wire::byte_writer& answer) override;
    verdict on_rows(row_run) override;
    verdict on_ready() override;
    void on_error(std::shared_ptr<const diagnostics> why) override;

    phase where() const noexcept { return phase_; }
    /// From the server's answer on: the format of each column.
    const std::vector<wire::format>& columns() const noexcept { return columns_; }
    const std::string& command_tag() const noexcept { return command_tag_; }

    /// Data of the server that was not taken yet: for each CopyData an int32 length and its bytes.
    wire::byte_writer& arrived() noexcept { return arrived_; }

private:
    verdict starting(char tag, wire::byte_reader body);
    verdict passing_over(char tag);
    verdict complete(wire::byte_reader body);
    void refuse();

    std::string_view sql_;
    copy_direction wanted_;
    phase phase_ = phase::starting;
    std::vector<wire::format> columns_;
    std::string command_tag_;
    wire::byte_writer arrived_;
};

}  // namespace kornak::session

#endif
