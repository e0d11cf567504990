#include "client/server_message.hpp"

#include <charconv>
#include <vector>

namespace kornak::client {

namespace {

constexpr std::size_t excerpt_width = 60;  // columns of a terminal, as psql cuts long lines
constexpr std::size_t least_after_caret = 10;

struct character {
    std::string_view bytes;
    std::size_t width;  // columns it takes in a terminal
};

// East Asian wide and full-width blocks (Unicode Standard Annex 11), coarse: good enough to put a caret under.
bool is_wide(char32_t c) {
    return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3) ||
           (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) ||
           (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x1f300 && c <= 0x1faff) || (c >= 0x20000 && c <= 0x3fffd);
}

bool is_combining(char32_t c) { return (c >= 0x300 && c <= 0x36f) || c == 0x200b || c == 0x200d; }

std::size_t utf8_length(unsigned char lead) {
    return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

character next_character(std::string_view text) {
    const auto length = std::min(utf8_length(static_cast<unsigned char>(text[0])), text.size());
    char32_t c = static_cast<unsigned char>(text[0]);
    if (length > 1) c &= 0xffu >> (length + 1);
    for (std::size_t i = 1; i < length; ++i) c = c << 6 | (static_cast<unsigned char>(text[i]) & 0x3f);
    const std::size_t width = is_combining(c) ? 0 : is_wide(c) ? 2 : 1;
    return {text.substr(0, length), width};
}

struct source_line {
    std::size_t number = 1;
    std::vector<character> characters;
    std::size_t caret = 0;  // index into `characters`; their number: behind the last
};

// The line that holds the `position`th character, counted from 1; its tabs as spaces.
source_line find_line(std::string_view sql, std::size_t position) {
    source_line line;
    for (std::size_t seen = 1; !sql.empty(); ++seen) {
        const auto c = next_character(sql);
        sql.remove_prefix(c.bytes.size());
        if (seen == position) line.caret = line.characters.size();
        if (c.bytes == "\n" || c.bytes == "\r") {
            if (seen >= position) return line;
            if (c.bytes == "\n") ++line.number;
            line.characters.clear();
        } else {
            line.characters.push_back(c.bytes == "\t" ? character{" ", 1} : c);
        }
        if (seen < position) line.caret = line.characters.size();
    }
    return line;
}

std::size_t width_of(const std::vector<character>& cs, std::size_t from, std::size_t to) {
    std::size_t width = 0;
    for (; from < to; ++from) width += cs[from].width;
    return width;
}

void append_excerpt(std::string& out, std::string_view sql, std::string_view position_text) {
    std::size_t position = 0;
    std::from_chars(position_text.data(), position_text.data() + position_text.size(), position);
    if (position == 0) return;
    const auto line = find_line(sql, position);
    const auto& cs = line.characters;
    std::size_t begin = 0;
    auto end = cs.size();
    if (width_of(cs, begin, end) > excerpt_width) {
        // First what is far to the right of the caret goes, then, if that is not enough, the start of the line.
        const bool near_start = width_of(cs, 0, line.caret) + least_after_caret <= excerpt_width;
        const auto right = [&] { return near_start ? width_of(cs, 0, end) > excerpt_width
                                                   : width_of(cs, line.caret, end) > least_after_caret; };
        while (end > line.caret && right()) --end;
        while (begin < line.caret && width_of(cs, begin, end) > excerpt_width) ++begin;
    }
    std::string text = "LINE " + std::to_string(line.number) + ": ";
    if (begin > 0) text += "...";
    auto indent = text.size() + width_of(cs, begin, std::min(line.caret, end));
    for (auto i = begin; i < end; ++i) text += cs[i].bytes;
    if (end < cs.size()) text += "...";
    out += "\n" + text + "\n" + std::string(indent, ' ') + "^";
}

void append_field(std::string& out, const char* label, const std::optional<std::string>& value) {
    if (value) out += std::string("\n") + label + *value;
}

}  // namespace

std::string server_message(const diagnostics& d, std::string_view sql) {
    std::string out = d.message_primary;
    if (d.statement_position) append_excerpt(out, sql, *d.statement_position);
    else if (d.internal_position && d.internal_query) append_excerpt(out, *d.internal_query, *d.internal_position);
    append_field(out, "DETAIL:  ", d.message_detail);
    append_field(out, "HINT:  ", d.message_hint);
    append_field(out, "QUERY:  ", d.internal_query);
    append_field(out, "CONTEXT:  ", d.context);
    return out;
}

failure with_server_message(failure why, std::string_view sql) {
    if (why.kind == failure_kind::server && why.server && !why.skipped) why.message = server_message(*why.server, sql);
    return why;
}

}  // namespace kornak::client
