#ifndef KORNAK_NET_WAIT_MODE_HPP
#define KORNAK_NET_WAIT_MODE_HPP

namespace kornak::net {

/// How long one read or write may take.
enum class wait_mode {
    immediate,  ///< not at all
    tick        ///< until something arrives, but no longer than the socket's receive time-out
};

}  // namespace kornak::net

#endif
