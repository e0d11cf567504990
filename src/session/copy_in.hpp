#ifndef KORNAK_SESSION_COPY_IN_HPP
#define KORNAK_SESSION_COPY_IN_HPP

#include <string>

#include "session/exchange.hpp"
#include "session/result_set.hpp"

namespace kornak::session {

/// COPY ... FROM STDIN, by the simple protocol.
///
/// Documentation, "COPY Operations". The reply:
///
///     CopyInResponse   (our CopyData*, then CopyDone or CopyFail)   CommandComplete ReadyForQuery
///
/// or ErrorResponse ReadyForQuery at any point, also while data is on its way: the server then throws the rest of
/// it away, our CopyDone included. A statement that turns out to be something else fails with a usage error.
class copy_in : public exchange {
public:
    enum class phase {
        starting,  ///< the server has not answered yet
        open,      ///< it takes data
        ended      ///< it has said how it went, or never was a COPY
    };

    explicit copy_in(std::string_view sql) : sql_(sql) {}

    void serialize(wire::byte_writer& out) override { wire::encode(out, wire::query{sql_}); }
    reply_shape shape() const noexcept override { return {}; }
    verdict on_message(char tag, wire::byte_reader body, wire::byte_writer& answer) override;
    verdict on_rows(row_run) override;
    void on_error(std::shared_ptr<const diagnostics> why) override;

    phase where() const noexcept { return phase_; }
    /// From `open` on: the format of each column.
    const std::vector<wire::format>& columns() const noexcept { return columns_; }
    const std::string& command_tag() const noexcept { return command_tag_; }

private:
    void refuse();

    std::string_view sql_;
    phase phase_ = phase::starting;
    bool other_statement_ = false;
    std::vector<wire::format> columns_;
    std::string command_tag_;
};

}  // namespace kornak::session

#endif
