#include <kornak/types/array_text.hpp>

#include <kornak/types/array_header.hpp>

#include "types/equals_ignoring_case.hpp"
#include "types/text_scanner.hpp"

namespace kornak::types {
namespace {

/// Without quotes, the word NULL is not a text.
bool is_null_word(std::string_view text) noexcept {
    return equals_ignoring_case(text, "null");
}

bool needs_quotes(std::string_view text, char delimiter) noexcept {
    return text.empty() || text.find_first_of("{}\"\\ \t\n\r\v\f") != text.npos ||
           text.find(delimiter) != text.npos || is_null_word(text);
}

}  // namespace

array_text_reader::token array_text_reader::next() {
    switch (state_) {
        case state::start: return skip_bounds() && rest_.starts_with('{') ? open() : fail();
        case state::opened: return rest_.starts_with('}') ? close() : item();
        case state::after_item:
            if (rest_.starts_with('}'))
                return close();
            if (!rest_.starts_with(delimiter_))
                return fail();
            rest_.remove_prefix(1);
            return item();
        case state::finished: return rest_.empty() ? token::end : fail();
        case state::broken: break;
    }
    return token::malformed;
}

// "[2:4][-1:0]=", one pair for each dimension.
bool array_text_reader::skip_bounds() noexcept {
    if (!rest_.starts_with('['))
        return true;
    constexpr std::size_t most_digits = 10;
    text_scanner scanner{rest_};
    while (scanner.accept('[')) {
        scanner.sign();
        scanner.number(1, most_digits);
        scanner.expect(':');
        scanner.sign();
        scanner.number(1, most_digits);
        scanner.expect(']');
    }
    scanner.expect('=');
    rest_ = scanner.rest();
    return !scanner.failed();
}

array_text_reader::token array_text_reader::open() noexcept {
    if (depth_ == array_header::max_dimensions)
        return fail();
    ++depth_;
    rest_.remove_prefix(1);
    state_ = state::opened;
    return token::open;
}

array_text_reader::token array_text_reader::close() noexcept {
    --depth_;
    rest_.remove_prefix(1);
    state_ = depth_ == 0 ? state::finished : state::after_item;
    return token::close;
}

array_text_reader::token array_text_reader::item() {
    if (rest_.starts_with('{'))
        return open();
    state_ = state::after_item;
    return (rest_.starts_with('"') ? scan_quoted() : scan_bare()) ? token::element : fail();
}

bool array_text_reader::scan_quoted() {
    is_null_ = false;
    unescaped_.clear();
    rest_.remove_prefix(1);
    for (;;) {
        const auto special = rest_.find_first_of("\"\\");
        if (special == rest_.npos)
            return false;
        if (rest_[special] == '"') {
            // Without a backslash before, there is nothing to copy.
            text_ = rest_.substr(0, special);
            if (!unescaped_.empty())
                text_ = unescaped_.append(text_);
            rest_.remove_prefix(special + 1);
            return true;
        }
        if (special + 1 == rest_.size())
            return false;
        unescaped_.append(rest_, 0, special);
        unescaped_ += rest_[special + 1];
        rest_.remove_prefix(special + 2);
    }
}

bool array_text_reader::scan_bare() noexcept {
    const char special[] = {'{', '}', '"', '\\', delimiter_};
    text_ = rest_.substr(0, rest_.find_first_of(std::string_view{special, sizeof special}));
    rest_.remove_prefix(text_.size());
    if (text_.empty())
        return false;
    is_null_ = is_null_word(text_);
    if (is_null_)
        text_ = {};
    return true;
}

array_text_reader::token array_text_reader::fail() noexcept {
    state_ = state::broken;
    return token::malformed;
}

void append_array_element_text(std::string& to, std::string_view element, bool is_null, char delimiter) {
    if (is_null) {
        to += "NULL";
        return;
    }
    if (!needs_quotes(element, delimiter)) {
        to += element;
        return;
    }
    to += '"';
    for (const char c : element) {
        if (c == '"' || c == '\\')
            to += '\\';
        to += c;
    }
    to += '"';
}

}  // namespace kornak::types
