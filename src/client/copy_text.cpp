#include "client/copy_text.hpp"

#include <array>

namespace kornak::client {

namespace {

// What follows the backslash, for each byte; 0: the byte stands for itself.
constexpr std::array<char, 256> escapes = [] {
    std::array<char, 256> table{};
    table['\b'] = 'b';
    table['\f'] = 'f';
    table['\n'] = 'n';
    table['\r'] = 'r';
    table['\t'] = 't';
    table['\v'] = 'v';
    table['\\'] = '\\';
    return table;
}();

}  // namespace

void append_copy_text(wire::byte_writer& out, std::string_view value) {
    std::size_t plain = 0;  // start of what was not appended yet
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char escape = escapes[static_cast<unsigned char>(value[i])];
        if (!escape)
            continue;
        out.text(value.substr(plain, i - plain));
        out.u8('\\');
        out.u8(static_cast<std::uint8_t>(escape));
        plain = i + 1;
    }
    out.text(value.substr(plain));
}

}  // namespace kornak::client
