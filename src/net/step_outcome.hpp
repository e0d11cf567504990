#ifndef KORNAK_NET_STEP_OUTCOME_HPP
#define KORNAK_NET_STEP_OUTCOME_HPP

namespace kornak::net {

/// What came of taking one step with a socket that is never waited for: the state machines that open
/// connections say `waiting` and tell on which descriptor, and for what, in `fd()` and `wanted()`.
enum class step_outcome : unsigned char { waiting, done, failed };

}  // namespace kornak::net

#endif
