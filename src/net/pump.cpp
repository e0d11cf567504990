#include "net/pump.hpp"

namespace kornak::net {

namespace {

void report_loss(session::session& s, const io_result& r, const char* doing, const std::string& text) {
    failure f;
    f.kind = failure_kind::connection;
    if (r.outcome == io_result::status::closed) {
        f.message =
            "server closed the connection unexpectedly; this probably means that the server terminated "
            "abnormally "
            "before or while processing the request";
    } else {
        f.message = std::string("could not ") + doing + " server: " + text;
    }
    s.input_closed(f);
}

// False when there is no use in going on now.
bool send(transport& io, session::session& s, pump_result& sum) {
    while (!s.output().empty()) {
        const auto r = io.write(s.output(), wait_mode::immediate);
        switch (r.outcome) {
            case io_result::status::done:
                s.output_sent(r.bytes);
                sum.moved = true;
                break;
            case io_result::status::would_block: sum.wanted = sum.wanted | r.wanted; return true;
            case io_result::status::closed:
            case io_result::status::failed: {
                // The server may have said why it hung up: what it sent is still there to be read.
                const auto why = io.error_text();
                while (!s.broken()) {
                    const auto space = s.input_space();
                    const auto last = io.read(space, wait_mode::immediate);
                    if (last.outcome != io_result::status::done)
                        break;
                    s.input_filled(last.bytes);
                }
                if (!s.broken())
                    report_loss(s, r, "send data to", why);
                return false;
            }
        }
    }
    return true;
}

void receive(transport& io, session::session& s, wait_mode wait, pump_result& sum) {
    const auto r = io.read(s.input_space(), wait);
    switch (r.outcome) {
        case io_result::status::done:
            s.input_filled(r.bytes);
            sum.moved = true;
            break;
        case io_result::status::would_block: sum.wanted = sum.wanted | r.wanted; break;
        case io_result::status::closed:
        case io_result::status::failed: report_loss(s, r, "receive data from", io.error_text()); break;
    }
}

}  // namespace

pump_result pump(transport& io, session::session& s, wait_mode wait) {
    pump_result sum;
    if (s.broken() || !send(io, s, sum))
        return sum;
    if (s.idle())
        return sum;
    receive(io, s, s.output().empty() ? wait : wait_mode::immediate, sum);
    if (s.broken() || s.idle())
        sum.wanted = interest::none;
    else
        sum.wanted = sum.wanted | interest::read;
    if (!s.output().empty() && !s.broken())
        sum.wanted = sum.wanted | interest::write;
    return sum;
}

pump_result pump_idle(transport& io, session::session& s) {
    pump_result sum;
    if (!s.broken())
        receive(io, s, wait_mode::immediate, sum);
    return sum;
}

}  // namespace kornak::net
