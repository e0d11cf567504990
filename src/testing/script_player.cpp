#include "testing/script_player.hpp"

#include <algorithm>

#include "testing/message_text.hpp"
#include "wire/startup_messages.hpp"

namespace kornak::testing {
namespace {

constexpr std::size_t least_startup = 8;      // a length and a version or a code
constexpr std::size_t most_startup = 10'000;  // what PostgreSQL takes

std::uint32_t word(std::string_view bytes, std::size_t at) {
    return wire::load_be<std::uint32_t>(wire::as_bytes(bytes).data() + at);
}

std::string quoted(std::string_view bytes) {
    return bytes.empty() ? "    nothing\n" : describe(bytes, side::client);
}

}  // namespace

void script_player::received(std::string_view from_client) {
    input_ += from_client;
    advance();
}

void script_player::received_all(std::string_view reason) {
    if (!ended() && difference_.empty())
        differ(reason);
}

std::size_t script_player::missing() const {
    if (at(script_step::action::receive))
        return step().content.size() - input_.size();
    if (!at(script_step::action::receive_startup))
        return 0;
    const std::size_t size = input_.size() < least_startup ? least_startup : word(input_, 0);
    return size - std::min(size, input_.size());
}

std::size_t script_player::awaited_connection() const {
    return at(script_step::action::wait) ? step().connection : 0;
}

void script_player::awaited_connection_ended() {
    ++step_;
    advance();
}

bool script_player::closes() const {
    return ended() && !script_.steps().empty() && script_.steps().back().what == script_step::action::close;
}

void script_player::advance() {
    while (!ended() && difference_.empty() && take_step())
        ++step_;
    if (ended() && !closes() && !terminate().starts_with(input_))
        differ("the client was expected to send nothing more, Terminate aside");
}

bool script_player::take_step() {
    switch (step().what) {
        case script_step::action::receive: return take_expected();
        case script_step::action::receive_startup: return take_startup();
        case script_step::action::send: output_ += step().content; return true;
        case script_step::action::wait: return false;
        case script_step::action::close: return true;
    }
    return false;
}

bool script_player::take_expected() {
    const auto& expected = step().content;
    const auto arrived = std::min(input_.size(), expected.size());
    const auto [differing, _] = std::mismatch(
        input_.begin(), input_.begin() + static_cast<std::ptrdiff_t>(arrived), expected.begin());
    const auto same = static_cast<std::size_t>(differing - input_.begin());
    if (same < arrived) {
        differ("the client sent something else from byte " + std::to_string(same) + " on");
        return false;
    }
    if (arrived < expected.size())
        return false;
    input_.erase(0, expected.size());
    return true;
}

bool script_player::take_startup() {
    while (input_.size() >= least_startup) {
        const auto size = word(input_, 0);
        const auto code = word(input_, 4);
        const bool asks_for_encryption =
            code == wire::ssl_request::code || code == wire::gss_enc_request::code;
        const bool says_who_it_is = code >> 16 == wire::protocol_3_0 >> 16;
        if (size < least_startup || size > most_startup || (!asks_for_encryption && !says_who_it_is)) {
            differ("the client did not send a StartupMessage");
            return false;
        }
        if (input_.size() < size)
            return false;
        input_.erase(0, size);
        if (says_who_it_is)
            return true;
        output_ += 'N';
    }
    return false;
}

void script_player::differ(std::string_view what) {
    const auto steps = std::to_string(script_.steps().size());
    difference_ =
        (ended() ? "after step " + steps : "step " + std::to_string(step_ + 1) + " of " + steps) + ": ";
    difference_ += what;
    if (at(script_step::action::receive))
        difference_ += "\n  expected\n" + quoted(step().content);
    else
        difference_ += '\n';
    difference_ += "  received\n" + quoted(input_);
    difference_.pop_back();  // the end of the last line
}

}  // namespace kornak::testing
