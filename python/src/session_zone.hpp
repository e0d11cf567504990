#ifndef KORNAK_PYTHON_SESSION_ZONE_HPP
#define KORNAK_PYTHON_SESSION_ZONE_HPP

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "datetime_object.hpp"

namespace kornak::python {

/// The time zone that a session shows moments in: its TimeZone. Python is asked for the zone when it is first
/// needed.
class session_zone {
public:
    /// What the server calls the zone.
    void set_name(std::string_view name);

    /// What Python has for the zone: a ZoneInfo; timezone.utc for UTC; a fixed offset for a name like
    /// "<+02>-02", which is what SET TIME ZONE 2 gives; timezone.utc and a warning in the log for what Python
    /// does not know. A borrowed reference, valid until the name changes; null with an exception set.
    PyObject* tzinfo(const module_state& state);

    struct local_time {
        std::int64_t microseconds;  ///< since 2000-01-01 00:00 of the same clock
        bool fold;                  ///< the clock has been set back, and shows this for the second time
    };

    /// What the clocks of the zone show at a moment, given in microseconds since 2000-01-01 in UTC. The
    /// moment may be a day outside of Python's range, as the result may lie inside then. False with an
    /// exception set.
    bool to_local(const module_state& state, std::int64_t moment, local_time& out);

private:
    struct offset {
        std::int64_t microseconds;  // east of UTC
        bool fold;

        bool operator==(const offset&) const = default;
    };

    // Asking Python costs more than making the datetime, and most results are of moments close to each other.
    // So the offset is kept for quarters of an hour in which it does not change: it is the same at both ends
    // of them, and no zone has ever changed twice within one. A quarter is looked at when it is met for the
    // second time.
    enum class quarter_state : std::uint8_t { met, constant, changing };
    struct quarter {
        std::int64_t number = std::numeric_limits<std::int64_t>::min();
        offset at{};
        quarter_state state = quarter_state::met;
    };
    static constexpr std::int64_t quarter_length = 15 * types::microseconds_per_minute;

    bool resolve(const module_state& state);
    bool find_offset(const module_state& state, std::int64_t moment, offset& out);
    bool ask_python(const module_state& state, std::int64_t moment, offset& out) const;

    std::string name_ = "UTC";
    ref tzinfo_;                              // empty: not asked for yet
    std::optional<std::int64_t> fixed_ = {};  // the offset, if it is always the same
    std::array<quarter, 64> quarters_ = {};   // by their numbers modulo 64
};

}  // namespace kornak::python

#endif
