#include "session/session.hpp"

#include <algorithm>

#include "wire/copy_messages.hpp"
#include "wire/notice_messages.hpp"

namespace kornak::session {

namespace {

constexpr std::size_t large_reply = 64 << 10;  // from here on a reply counts as big
constexpr std::size_t most_notices = 100;      // kept until they are taken
constexpr std::size_t kept_output = 1 << 20;   // memory of output that is kept for what is sent next

// The largest body a message may have. Messages with a fixed body get it exactly; those that carry no user
// data stay small; the rest is bounded by the protocol. Nothing is allocated for a length that does not pass.
std::optional<std::uint32_t> largest_body(char tag) noexcept {
    constexpr std::uint32_t small = 64 << 10;
    switch (tag) {
        case '1':
        case '2':
        case '3':
        case 'I':
        case 'c':
        case 'n':
        case 's': return 0;
        case 'Z': return 1;
        case 'C':
        case 'K':
        case 'R':
        case 'v': return small;
        case 'G':
        case 'H':
        case 'W':
        case 't': return 1 << 20;  // a count of 16 bits of at most four bytes each
        case 'A':
        case 'E':
        case 'N':
        case 'S':
        case 'T': return 64 << 20;
        case 'D':
        case 'V':
        case 'd': return wire::max_message_length;
    }
    return std::nullopt;
}

std::string quoted(char tag) {
    if (tag > ' ' && tag < 127)
        return std::string{'\'', tag, '\''};
    return "of code " + std::to_string(static_cast<unsigned char>(tag));
}

bool is_fatal(const diagnostics& d) {
    return d.severity_nonlocalized == "FATAL" || d.severity_nonlocalized == "PANIC";
}

failure usage_failure(std::string message) {
    failure f{failure_kind::usage, std::move(message), nullptr, false};
    return f;
}

}  // namespace

bool session::enqueue(exchange& x) {
    const auto start = output_.size();
    if (broken_) {
        auto why = *broken_;
        why.sent = false;
        x.fail(std::move(why));
        x.done_ = true;
        return false;
    }
    x.serialize(output_);
    if (const auto fault = output_.first_fault(); fault != wire::byte_writer::fault::none) {
        output_.truncate(start);
        x.fail(usage_failure(
            fault == wire::byte_writer::fault::embedded_zero
                ? "the statement or a name in it contains a zero byte, which PostgreSQL cannot hold"
                : "the statement with its parameters is larger than the protocol allows: 1 GiB, 65535 "
                  "parameters"));
        x.done_ = true;
        return false;
    }
    if (queue_.empty()) {
        reply_bytes_ = 0;
        input_.use_large_chunks(false);
    }
    queue_.push_back({&x, x.shape(), sent_total_ + start - output_begin_});
    if (skip_reason_)
        skip_to_sync();
    return true;
}

void session::abandon(const exchange& x) noexcept {
    for (auto& p : queue_) {
        if (p.request == &x)
            p.request = nullptr;
    }
}

bool session::busy() const noexcept {
    return std::any_of(queue_.begin(), queue_.end(), [](const pending& p) { return p.request != nullptr; });
}

void session::output_sent(std::size_t n) noexcept {
    output_begin_ += n;
    sent_total_ += n;
    if (output_begin_ == output_.size()) {
        output_begin_ = 0;
        if (output_.capacity() > kept_output)
            output_ = wire::byte_writer();
        else
            output_.clear();
    } else if (output_begin_ >= output_.size() - output_begin_) {
        // A copy may never find its output sent to the last byte. No more is moved than was sent.
        output_.consume(output_begin_);
        output_begin_ = 0;
    }
}

void session::input_filled(std::size_t n) {
    input_.filled(n);
    reply_bytes_ += n;
    if (reply_bytes_ > large_reply)
        input_.use_large_chunks(true);
    while (!broken_) {
        const auto bytes = input_.pending();
        if (bytes.size() < wire::header_size)
            return input_.expect(0);
        const auto header = wire::read_header(bytes.data());
        if (!check_header(header))
            return;
        const std::size_t size = wire::header_size + header.length;
        if (bytes.size() < size)
            return input_.expect(size);
        if (header.tag == wire::data_row::tag) {
            input_.consume(take_rows(bytes));
        } else {
            dispatch(header.tag, wire::byte_reader(bytes.subspan(wire::header_size, header.length)));
            input_.consume(size);
        }
    }
}

bool session::check_header(wire::message_header h) {
    const auto largest = largest_body(h.tag);
    if (!largest) {
        break_protocol("a message " + quoted(h.tag) + " that the protocol does not have");
    } else if (!h.valid || h.length > *largest) {
        break_protocol("a message " + quoted(h.tag) + " with an impossible length");
    }
    return !broken_;
}

// Hands all whole DataRow messages at the start of `arrived` to the front exchange in one call.
std::size_t session::take_rows(wire::bytes_view arrived) {
    const auto* const begin = arrived.data();
    const auto* const end = begin + arrived.size();
    const auto* at = begin;
    std::size_t rows = 0;
    while (static_cast<std::size_t>(end - at) >= wire::header_size) {
        const auto h = wire::read_header(at);
        if (h.tag != wire::data_row::tag || !h.valid)
            break;
        if (static_cast<std::size_t>(end - at) - wire::header_size < h.length)
            break;
        at += wire::header_size + h.length;
        ++rows;
    }
    if (queue_.empty()) {
        break_protocol("a row that nobody asked for");
    } else if (auto* const x = queue_.front().request) {
        if (x->on_rows({input_.owner(), begin, at, rows}) == exchange::verdict::unexpected)
            break_protocol("a row where none may come");
    }
    return static_cast<std::size_t>(at - begin);
}

void session::dispatch(char tag, wire::byte_reader body) {
    if (on_side_message(tag, body))
        return;
    if (tag == wire::ready_for_query::tag)
        return on_ready(body);
    if (tag == wire::error_response_tag)
        return on_error(body);
    on_reply(tag, body);
}

bool session::on_side_message(char tag, wire::byte_reader body) {
    switch (tag) {
        case wire::notice_response_tag: {
            diagnostics d;
            if (!wire::decode_diagnostics(body, d))
                break_protocol("a malformed notice");
            else
                keep_notice(std::move(d));
            return true;
        }
        case wire::notification_response::tag: {
            wire::notification_response m;
            if (!wire::decode(body, m))
                break_protocol("a malformed notification");
            else
                notifications_.push_back({m.process_id, std::string(m.channel), std::string(m.payload)});
            return true;
        }
        case wire::parameter_status::tag: {
            wire::parameter_status m;
            if (!wire::decode(body, m))
                break_protocol("a malformed parameter status");
            else
                set_parameter(m.name, m.value);
            return true;
        }
        default: return false;
    }
}

void session::keep_notice(diagnostics d) {
    // Nobody may ever ask for them: the oldest go.
    if (notices_.size() == most_notices)
        notices_.erase(notices_.begin());
    notices_.push_back(std::make_shared<const diagnostics>(std::move(d)));
}

void session::set_parameter(std::string_view name, std::string_view value) {
    ++parameter_changes_;
    for (auto& [known, current] : parameters_) {
        if (known == name) {
            current = value;
            return;
        }
    }
    parameters_.emplace_back(name, value);
}

const std::string* session::parameter(std::string_view name) const noexcept {
    for (const auto& [known, value] : parameters_) {
        if (known == name)
            return &value;
    }
    return nullptr;
}

void session::on_ready(wire::byte_reader body) {
    wire::ready_for_query m;
    if (!wire::decode(body, m))
        return break_protocol("a malformed ReadyForQuery");
    if (queue_.empty() || !queue_.front().shape.ends_with_ready())
        return break_protocol("a ReadyForQuery that nobody waits for; replies can no longer be told apart");
    auto* const x = queue_.front().request;
    if (x && x->on_ready() == exchange::verdict::unexpected)
        return break_protocol("a ReadyForQuery in the middle of a reply");
    status_ = m.status;
    finish_front();
}

void session::on_error(wire::byte_reader body) {
    diagnostics d;
    if (!wire::decode_diagnostics(body, d))
        return break_protocol("a malformed error");
    const bool fatal = is_fatal(d);
    const auto why = std::make_shared<const diagnostics>(std::move(d));
    if (!queue_.empty()) {
        auto& front = queue_.front();
        if (front.request) {
            front.request->on_error(why);
            front.request->error_->sent = sent_total_ > front.first_byte;
        }
    }
    if (fatal || queue_.empty()) {
        // After a FATAL the server closes the connection. It is also how an idle one hears of a shutdown.
        failure f;
        f.kind = failure_kind::server;
        f.message = why->message_primary;
        f.server = why;
        return break_with(std::move(f));
    }
    if (queue_.front().shape.ends_with_ready())
        return;
    finish_front();
    skip_reason_ = why;
    skip_to_sync();
}

void session::skip_to_sync() {
    while (!queue_.empty() && !queue_.front().shape.is_sync) {
        if (auto* const x = queue_.front().request) {
            failure f;
            f.kind = failure_kind::server;
            f.message = "not executed, because an earlier statement of the pipeline failed: " +
                        skip_reason_->message_primary;
            f.server = skip_reason_;
            f.skipped = true;
            x->fail(std::move(f));
        }
        finish_front();
    }
    if (!queue_.empty())
        skip_reason_.reset();
}

void session::on_reply(char tag, wire::byte_reader body) {
    if (queue_.empty())
        return break_protocol("a message " + quoted(tag) + " while nothing was running");
    auto& front = queue_.front();
    const auto shape = front.shape;
    auto verdict = exchange::verdict::more;
    if (front.request)
        verdict = front.request->on_message(tag, body, output_);
    else if (tag == wire::copy_in_response::tag)
        verdict = exchange::verdict::refuse_copy;
    switch (verdict) {
        case exchange::verdict::more: break;
        case exchange::verdict::refuse_copy: end_copy_in(); break;
        case exchange::verdict::unexpected:
            return break_protocol("a message " + quoted(tag) +
                                  " that does not belong there, or is malformed");
    }
    if (shape.final_tags.find(tag) != shape.final_tags.npos)
        finish_front();
}

// The server waits for data that nobody has. While it does, it throws away the Sync messages that came right
// behind the COPY ("COPY Operations"): they are sent again, behind the end of the copy. Any other message
// that came would have ended the copy by itself, and our CopyFail is then ignored.
void session::end_copy_in() {
    wire::encode(output_, wire::copy_fail{"a COPY FROM STDIN that nobody has data for"});
    for (std::size_t i = 1; i < queue_.size() && queue_[i].shape.is_sync; ++i)
        wire::encode(output_, wire::sync{});
}

void session::finish_front() {
    auto* const x = queue_.front().request;
    queue_.pop_front();
    if (x)
        x->done_ = true;
}

void session::break_protocol(std::string what) noexcept {
    failure f;
    f.kind = failure_kind::protocol;
    f.message = "the server sent " + std::move(what) + "; the connection is not usable any more";
    break_with(std::move(f));
}

void session::break_with(failure why) noexcept {
    if (!broken_)
        broken_ = why;
    while (!queue_.empty()) {
        if (auto* const x = queue_.front().request) {
            auto mine = *broken_;
            mine.sent = sent_total_ > queue_.front().first_byte;
            x->fail(std::move(mine));
        }
        finish_front();
    }
}

}  // namespace kornak::session
