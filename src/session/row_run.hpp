#ifndef KORNAK_SESSION_ROW_RUN_HPP
#define KORNAK_SESSION_ROW_RUN_HPP

#include <cstring>
#include <vector>

#include "session/chunk.hpp"

namespace kornak::session {

/// DataRow messages lying one after another in a chunk, headers included. Each is whole (its length was
/// checked against what had arrived); what is inside it has not been looked at.
struct row_run {
    chunk_ref owner;
    const std::byte* begin = nullptr;
    const std::byte* end = nullptr;
    std::size_t rows = 0;

    std::size_t bytes() const noexcept { return static_cast<std::size_t>(end - begin); }
};

/// The rows of a result as they arrived, without a copy of any.
class row_store {
public:
    bool empty() const noexcept { return rows_ == 0; }
    std::size_t rows() const noexcept { return rows_; }
    std::size_t bytes() const noexcept { return bytes_; }
    const std::vector<row_run>& runs() const noexcept { return runs_; }

    void append(row_run run) {
        rows_ += run.rows;
        bytes_ += run.bytes();
        // The usual case: the next read brought more rows into the same chunk.
        if (!runs_.empty() && runs_.back().end == run.begin && runs_.back().owner == run.owner) {
            runs_.back().end = run.end;
            runs_.back().rows += run.rows;
        } else {
            runs_.push_back(std::move(run));
        }
    }

    /// Gives all rows away and is empty afterwards, but for the memory of its list.
    void take(std::vector<row_run>& into) {
        into.clear();
        into.swap(runs_);
        rows_ = bytes_ = 0;
    }

    /// Copies a small result out of the big chunk it arrived in, which then can be filled again.
    void compact() {
        if (runs_.size() != 1 || bytes_ > runs_.front().owner->capacity() / 8)
            return;
        auto& run = runs_.front();
        auto own = chunk_ref::allocate(bytes_);
        std::memcpy(own->data(), run.begin, bytes_);
        run.begin = own->data();
        run.end = run.begin + bytes_;
        run.owner = std::move(own);
    }

    void clear() noexcept {
        runs_.clear();
        rows_ = bytes_ = 0;
    }

private:
    std::vector<row_run> runs_;
    std::size_t rows_ = 0;
    std::size_t bytes_ = 0;
};

}  // namespace kornak::session

#endif
