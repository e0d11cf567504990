#ifndef KORNAK_TYPES_TEXT_SCANNER_HPP
#define KORNAK_TYPES_TEXT_SCANNER_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kornak::types {

/// Reads numbers and punctuation out of text that nobody trusts; the counterpart of `byte_reader` for text
/// forms.
///
/// Sticky in the same way: what is not there fails the scanner, and everything read from then on is zero or
/// absent. A parser reads its whole grammar and checks once, with `complete()`.
class text_scanner {
public:
    explicit text_scanner(std::string_view text) noexcept : rest_(text) {}

    bool failed() const noexcept { return failed_; }
    bool complete() const noexcept { return !failed_ && rest_.empty(); }
    std::string_view rest() const noexcept { return rest_; }
    /// The next character, or 0 at the end.
    char peek() const noexcept { return rest_.empty() ? '\0' : rest_.front(); }
    bool at_digit() const noexcept { return peek() >= '0' && peek() <= '9'; }

    /// Consumes what is named if it comes next.
    bool accept(char c) noexcept {
        if (!rest_.starts_with(c))
            return false;
        rest_.remove_prefix(1);
        return true;
    }
    bool accept(std::string_view word) noexcept {
        if (!rest_.starts_with(word))
            return false;
        rest_.remove_prefix(word.size());
        return true;
    }
    void expect(char c) noexcept {
        if (!accept(c))
            fail();
    }

    /// Minus one after an accepted `-`, else one; a `+` is consumed too.
    int sign() noexcept {
        if (accept('-'))
            return -1;
        accept('+');
        return 1;
    }
    /// All decimal digits that come next, perhaps none.
    std::string_view digits() noexcept {
        const auto end = rest_.find_first_not_of("0123456789");
        const auto taken = rest_.substr(0, end);
        rest_.remove_prefix(taken.size());
        return taken;
    }
    /// A number of at least `min` and at most `max` decimal digits (18 at the most).
    std::int64_t number(std::size_t min, std::size_t max) noexcept {
        std::int64_t value = 0;
        std::size_t digits = 0;
        for (; digits < max && at_digit(); ++digits) {
            value = value * 10 + (rest_.front() - '0');
            rest_.remove_prefix(1);
        }
        if (digits >= min)
            return value;
        fail();
        return 0;
    }
    /// What follows the decimal point of a number of seconds, if there is one: one to six digits, in
    /// microseconds.
    std::int64_t fraction() noexcept {
        if (!accept('.'))
            return 0;
        const std::size_t before = rest_.size();
        std::int64_t value = number(1, 6);
        for (std::size_t digits = before - rest_.size(); digits < 6; ++digits)
            value *= 10;
        return value;
    }

    void fail() noexcept {
        failed_ = true;
        rest_ = {};
    }

private:
    std::string_view rest_;
    bool failed_ = false;
};

}  // namespace kornak::types

#endif
