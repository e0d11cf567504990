#ifndef KORNAK_SRC_TESTING_SCRIPT_PLAYER_HPP
#define KORNAK_SRC_TESTING_SCRIPT_PLAYER_HPP

#include <utility>

#include <kornak/testing/script.hpp>

namespace kornak::testing {

/// The server's part in one connection: the bytes of the client in, the bytes for the client out. No I/O.
class script_player {
public:
    explicit script_player(script played) : script_(std::move(played)) { advance(); }

    void received(std::string_view from_client);
    /// The client will send nothing more, because of `reason`: a difference, unless the script has ended.
    void received_all(std::string_view reason);
    /// How many bytes the client has to send before the next step can be taken, as far as is known; 0 when it
    /// is not its turn.
    std::size_t missing() const;

    /// The bytes to send to the client now. Taking empties it.
    bytes take_output() { return std::exchange(output_, {}); }

    /// The connection whose script has to end first; 0: none.
    std::size_t awaited_connection() const;
    void awaited_connection_ended();

    bool ended() const noexcept { return step_ == script_.steps().size(); }
    /// The last step was to close the connection.
    bool closes() const;
    /// Why the script was not followed; empty while it is.
    const std::string& difference() const noexcept { return difference_; }

private:
    const script_step& step() const { return script_.steps()[step_]; }
    bool at(script_step::action what) const { return !ended() && step().what == what; }
    bool take_step();
    bool take_expected();
    bool take_startup();
    void advance();
    void differ(std::string_view what);

    script script_;
    std::size_t step_ = 0;
    bytes input_;  // received, and not yet taken by a step
    bytes output_;
    std::string difference_;
};

}  // namespace kornak::testing

#endif
