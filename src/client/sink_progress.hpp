#ifndef KORNAK_CLIENT_SINK_PROGRESS_HPP
#define KORNAK_CLIENT_SINK_PROGRESS_HPP

#include <kornak/detail/row_sink.hpp>
#include <kornak/error.hpp>

#include <exception>

#include "client/execution.hpp"

namespace kornak::client {

/// Gives rows to a sink as they arrive. A sink that fails gets no more of them; the rest of the reply is
/// passed over, so that the connection stays usable, and finish() throws what went wrong.
class sink_progress final : public net::progress {
public:
    /// Without a sink the rows are dropped.
    sink_progress(execution& e, detail::row_sink* sink) : execution_(e), sink_(sink) {}

    void on_progress() override;
    /// The reply is complete and without error. Errors: the sink's; usage_error when the statement has no
    /// columns and rows were wanted.
    void finish();

private:
    void give(session::result_set& result);

    execution& execution_;
    detail::row_sink* sink_;
    std::vector<session::row_run> runs_;
    bool columns_given_ = false;
    std::optional<failure> failure_;
    std::exception_ptr exception_;
};

}  // namespace kornak::client

#endif
