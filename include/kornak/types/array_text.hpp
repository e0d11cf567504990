#ifndef KORNAK_TYPES_ARRAY_TEXT_HPP
#define KORNAK_TYPES_ARRAY_TEXT_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace kornak::types {

/// Takes the text form of an array apart, {{1,NULL},{"a \"b\"",d}}, of any number of dimensions.
///
/// Bounds in front, [2:4]={a,b,c}, are skipped. That sub-arrays are of equal length is not checked.
/// Lifetime: the text must outlive the reader.
class array_text_reader {
public:
    enum class token { open, close, element, end, malformed };

    /// The delimiter is a comma for all built-in types but box, which has a semicolon.
    explicit array_text_reader(std::string_view text, char delimiter = ',') noexcept
        : rest_(text), delimiter_(delimiter) {}

    /// The next piece. After `end` or `malformed` it is the same for ever.
    token next();
    /// The last element as its type's text form, empty for NULL. Lifetime: until the next call of `next()`.
    std::string_view text() const noexcept { return text_; }
    bool is_null() const noexcept { return is_null_; }

private:
    enum class state { start, opened, after_item, finished, broken };

    bool skip_bounds() noexcept;
    token open() noexcept;
    token close() noexcept;
    token item();
    bool scan_quoted();
    bool scan_bare() noexcept;
    token fail() noexcept;

    std::string_view rest_;
    std::string_view text_;
    std::string unescaped_;
    std::size_t depth_ = 0;
    state state_ = state::start;
    char delimiter_;
    bool is_null_ = false;
};

/// Appends one element to the text form of an array, in quotes if it has to be; the text is ignored for NULL.
/// Braces and delimiters between elements are up to the caller.
void append_array_element_text(std::string& to, std::string_view element, bool is_null, char delimiter = ',');

}  // namespace kornak::types

#endif
