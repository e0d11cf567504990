#include "client/sink_progress.hpp"

namespace kornak::client {

void sink_progress::on_progress() {
    auto* const result = execution_.arriving();
    if (!result)
        return;
    if (sink_ && !failure_ && !exception_) {
        try {
            give(*result);
        } catch (...) {
            exception_ = std::current_exception();
        }
    }
    // Let go of the chunks, whether the rows were wanted or not: the session fills them again.
    result->rows.take(runs_);
    runs_.clear();
}

void sink_progress::give(session::result_set& result) {
    if (!columns_given_) {
        columns_given_ = true;
        failure_ = sink_->on_columns(result.columns);
    }
    for (const auto& run : result.rows.runs()) {
        if (failure_)
            return;
        failure_ = sink_->on_rows(run.begin, run.end, run.rows);
    }
}

void sink_progress::finish() {
    if (exception_)
        std::rethrow_exception(exception_);
    if (failure_)
        throw_failure(std::move(*failure_));
    if (sink_ && !columns_given_) {
        failure f;
        f.kind = failure_kind::usage;
        f.message =
            "the statement returns no rows; it has been executed: use execute() for statements like this";
        throw_failure(std::move(f));
    }
}

}  // namespace kornak::client
