#include "testing/script_text.hpp"

#include <stdexcept>
#include <string>

#include "testing/named_message.hpp"
#include "testing/script_words.hpp"
#include "wire/message.hpp"

namespace kornak::testing {
namespace {

bytes hexadecimal(const word_list& words) {
    std::string digits;
    for (const auto& w : words)
        digits += w.text;
    if (digits.size() % 2 != 0)
        throw std::invalid_argument("half a byte at the end");
    bytes result;
    for (std::size_t i = 0; i < digits.size(); i += 2)
        result += static_cast<char>(read_number(std::string_view(digits).substr(i, 2), 16));
    return result;
}

bytes item(const word& w) {
    if (w.quoted)
        return w.text;
    if (w.text.find(':') != 1)
        throw std::invalid_argument("neither a string nor WIDTH:VALUE: " + w.text);
    bytes big_endian(4, '\0');
    const auto number = static_cast<std::uint32_t>(read_number(std::string_view(w.text).substr(2)));
    wire::store_be(reinterpret_cast<std::byte*>(big_endian.data()), number);
    switch (const char width = w.text.front()) {
        case '1':
        case '2':
        case '4': return big_endian.substr(static_cast<std::size_t>('4' - width));
    }
    throw std::invalid_argument("a number has 1, 2 or 4 bytes: " + w.text);
}

bytes read_message(const word_list& line) {
    if (line.size() < 2)
        throw std::invalid_argument("a message is missing");
    const auto& name = line[1].text;
    const word_list rest(line.begin() + 2, line.end());
    if (name == "hex")
        return hexadecimal(rest);
    if (name.size() != 1)
        return named_message(name, rest);
    bytes body;
    for (const auto& w : rest)
        body += item(w);
    return message(name.front(), body);
}

void read_line(const word_list& line, std::vector<script>& scripts) {
    const auto& verb = line.front().text;
    auto& last = scripts.back();
    if (verb == "receive")
        last.receives(read_message(line));
    else if (verb == "send")
        last.sends(read_message(line));
    else if (verb == "wait" && line.size() == 2)
        last.waits_for(static_cast<std::size_t>(read_number(line[1].text)));
    else if (line.size() > 1)
        throw std::invalid_argument("cannot be understood");
    else if (verb == "startup" && last.steps().empty())
        last = script::startup();
    else if (verb == "close")
        last.closes();
    else if (verb == "connection")
        scripts.emplace_back();
    else
        throw std::invalid_argument("cannot be understood");
}

}  // namespace

std::vector<script> read_scripts(std::istream& text) {
    std::vector<script> scripts(1);
    std::size_t number = 0;
    for (std::string line; std::getline(text, line);) {
        ++number;
        try {
            if (const auto words = split_words(line); !words.empty())
                read_line(words, scripts);
        } catch (const std::invalid_argument& problem) {
            throw std::invalid_argument("line " + std::to_string(number) + ": " + problem.what());
        }
    }
    return scripts;
}

}  // namespace kornak::testing
