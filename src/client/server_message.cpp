#include "client/server_message.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>

#include "client/config_text.hpp"
#include "client/wide_characters.hpp"

namespace kornak::client {

namespace {

// An excerpt of the statement takes at most so many columns of a terminal,
constexpr std::size_t excerpt_width = 60;
// and is cut on the right no nearer to the marked place than this.
constexpr std::size_t margin = 10;
// UTF-8 that has more bytes than this has a character too many for an excerpt: each takes a column or two.
constexpr std::size_t excerpt_bytes = 4 * (excerpt_width + 1);

bool is_continuation(char c) noexcept {
    return (c & 0xc0) == 0x80;
}

// The bytes of the first character; a byte that has no place in UTF-8 counts as one.
std::size_t character_size(std::string_view text) noexcept {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t size = lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 1;
    const auto rest = text.substr(1, size - 1);
    return rest.size() == size - 1 && std::all_of(rest.begin(), rest.end(), is_continuation) ? size : 1;
}

// As in libpq even a combining character takes a column.
std::size_t character_width(std::string_view character) noexcept {
    if (character.size() == 1)
        return 1;
    char32_t code = static_cast<unsigned char>(character[0]) & (0x7fu >> character.size());
    for (const char c : character.substr(1))
        code = code << 6 | (static_cast<unsigned char>(c) & 0x3f);
    const auto* const behind =
        std::upper_bound(std::begin(wide_characters), std::end(wide_characters), code,
                         [](char32_t c, const character_range& range) { return c < range.first; });
    return behind != std::begin(wide_characters) && code <= std::prev(behind)->last ? 2 : 1;
}

// The longest beginning of `text` that fits into so many columns.
std::string_view beginning(std::string_view text, std::size_t columns) noexcept {
    std::size_t end = 0;
    while (end < text.size()) {
        const auto character = text.substr(end, character_size(text.substr(end)));
        const auto width = character_width(character);
        if (width > columns)
            break;
        columns -= width;
        end += character.size();
    }
    return text.substr(0, end);
}

std::size_t width_of(std::string_view text) noexcept {
    std::size_t width = 0;
    for (std::size_t size = 0; !text.empty(); text.remove_prefix(size)) {
        size = character_size(text);
        width += character_width(text.substr(0, size));
    }
    return width;
}

// The longest end of `text` that fits into so many columns.
std::string_view ending(std::string_view text, std::size_t columns) noexcept {
    auto width = width_of(text);
    while (width > columns) {
        const auto size = character_size(text);
        width -= character_width(text.substr(0, size));
        text.remove_prefix(size);
    }
    return text;
}

// What of `text`, seen from its end, could show in an excerpt: a line may be megabytes long.
std::string_view visible_end(std::string_view text) noexcept {
    if (text.size() <= excerpt_bytes)
        return text;
    text.remove_prefix(text.size() - excerpt_bytes);
    for (auto i = 0; i < 3 && is_continuation(text.front()); ++i)
        text.remove_prefix(1);
    return text;
}

struct marked_line {
    std::size_t number = 1;
    std::string_view before;  // of the line, up to the character meant
    std::string_view after;   // from that character on; empty at the end of the line
};

// `position` counts the characters of the query from 1; just behind the last one is a position too.
std::optional<marked_line> find_line(std::string_view query, std::string_view position) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(position.data(), position.data() + position.size(), number);
    if (error != std::errc{} || end != position.data() + position.size() || number == 0)
        return std::nullopt;
    marked_line found;
    std::size_t begin = 0;
    std::size_t place = 0;
    for (; number > 1; --number) {
        if (place == query.size())
            return std::nullopt;
        const char c = query[place];
        const bool continued =
            c == '\n' && place > 0 && query[place - 1] == '\r';  // \r\n is one end of a line
        place += character_size(query.substr(place));
        if (c != '\n' && c != '\r')
            continue;
        begin = place;
        if (!continued)
            ++found.number;
    }
    found.before = query.substr(begin, place - begin);
    found.after = query.substr(place);
    found.after = found.after.substr(0, found.after.find_first_of("\r\n"));
    return found;
}

void append_excerpt(std::string& out, std::string_view query, std::string_view position) {
    const auto line = find_line(query, position);
    if (!line)
        return;
    const auto before = visible_end(line->before);
    const auto room = excerpt_width - std::min(excerpt_width, width_of(before));
    const auto right = beginning(line->after, std::max(margin, room));
    const auto left = ending(before, excerpt_width - width_of(right));

    std::string text = "LINE " + std::to_string(line->number) + ": ";
    if (left.size() < line->before.size())
        text += "...";
    const auto indentation = text.size() + width_of(left);
    text.append(left).append(right);
    std::replace(text.begin(), text.end(), '\t', ' ');
    if (right.size() < line->after.size())
        text += "...";
    out.append("\n").append(text).append("\n").append(indentation, ' ').append("^");
}

void append_place(std::string& out, const diagnostics& d, std::string_view sql) {
    // Else perhaps in a query that a function of the server runs.
    const bool in_statement = d.statement_position.has_value();
    const auto& position = in_statement ? d.statement_position : d.internal_position;
    if (!position)
        return;
    if (in_statement ? sql.empty() : !d.internal_query) {
        out += " at character " + *position;
    } else {
        append_excerpt(out, in_statement ? sql : *d.internal_query, *position);
    }
}

void append_field(std::string& out, const char* label, const std::optional<std::string>& value) {
    if (value)
        out.append("\n").append(label).append(":  ").append(*value);
}

}  // namespace

std::string server_message(const diagnostics& d, std::string_view sql) {
    std::string out = d.message_primary;
    append_place(out, d, sql);
    append_field(out, "DETAIL", d.message_detail);
    append_field(out, "HINT", d.message_hint);
    append_field(out, "QUERY", d.internal_query);
    append_field(out, "CONTEXT", d.context);
    const auto text = trim(out);
    return text.empty() ? "the server gave no error message" : std::string(text);
}

failure with_server_message(failure why, std::string_view sql) {
    if (why.kind == failure_kind::server && why.server && !why.skipped)
        why.message = server_message(*why.server, sql);
    return why;
}

}  // namespace kornak::client
