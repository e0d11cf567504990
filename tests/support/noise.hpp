#ifndef KORNAK_TESTS_SUPPORT_NOISE_HPP
#define KORNAK_TESTS_SUPPORT_NOISE_HPP

#include <algorithm>
#include <random>
#include <string>
#include <string_view>

#include <kornak/testing/messages.hpp>

#include "testing/message_text.hpp"

namespace kornak::testing {

/// Numbers that are the same in every run and on every machine, unlike those of the standard distributions.
class noise_source {
public:
    explicit noise_source(unsigned seed) : generator_(seed) {}

    /// At least zero, less than `limit`.
    std::size_t below(std::size_t limit) { return generator_() % limit; }
    char byte() { return static_cast<char>(generator_()); }
    std::string bytes(std::size_t n) {
        std::string result(n, '\0');
        std::generate(result.begin(), result.end(), [this] { return byte(); });
        return result;
    }

private:
    std::mt19937 generator_;
};

/// The messages of a server with one thing wrong, in the first of them or right behind it.
inline std::string with_noise(std::string messages, noise_source& noise) {
    const auto whole = message_size(messages, side::server);
    const auto first = messages.substr(0, whole ? whole : messages.size());
    const auto rest = messages.substr(first.size());
    const auto second = rest.substr(0, message_size(rest, side::server));
    const auto at = noise.below(messages.size());
    switch (noise.below(9)) {
        case 0: messages[noise.below(first.size() + 1) % messages.size()] = noise.byte(); return messages;
        case 1: messages[at] = noise.byte(); return messages;
        case 2:  // a length that is a little off
            messages[std::min(first.size(), std::size_t{5}) - 1] ^= static_cast<char>(1 + noise.below(3));
            return messages;
        case 3: return messages.insert(at, noise.bytes(1 + noise.below(8)));
        case 4: return messages.erase(at, 1 + noise.below(8));
        case 5: return first + messages;
        case 6: return rest;
        case 7: return second + first + rest.substr(second.size());
    }
    return message(noise.byte(), noise.bytes(noise.below(12))) + messages;
}

}  // namespace kornak::testing

#endif
