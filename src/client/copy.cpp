#include <kornak/copy.hpp>

#include <functional>

#include "client/copy_stream.hpp"
#include "client/copy_text.hpp"
#include "client/execution.hpp"
#include "client/server_message.hpp"

namespace kornak {

namespace {

net::progress& quiet() {
    static net::progress p;
    return p;
}

void wait_until(client::copy_stream& stream, const std::function<bool()>& met) {
    net::run_blocking(stream.owner().io(), stream.owner().protocol(), met, quiet());
}

void wait_for_end(client::copy_stream& stream) {
    stream.owner().run(stream.exchange(), quiet());
}

void throw_error(const client::copy_stream& stream, std::string_view sql = {}) {
    if (const auto* const why = stream.error())
        throw_failure(client::with_server_message(*why, sql));
}

std::unique_ptr<client::copy_stream> start(client::core& core, std::string_view sql,
                                           session::copy_direction wanted) {
    auto stream = std::make_unique<client::copy_stream>(core, sql, wanted);
    if (stream->start())
        wait_until(*stream, [&] { return stream->started(); });
    if (stream->error()) {
        wait_for_end(*stream);
        throw_error(*stream, sql);
    }
    return stream;
}

}  // namespace

copy_in::copy_in(connection& db, std::string_view sql)
    : stream_(start(db.idle_core(), sql, session::copy_direction::in)),
      binary_(stream_->binary()),
      header_pending_(binary_) {}

copy_in::~copy_in() {
    if (!stream_->takes_data())
        return;
    stream_->abort("the copy was left before its end");
    wait_for_end(*stream_);
}

void copy_in::check_open() const {
    if (stream_->takes_data())
        return;
    throw_error(*stream_);
    failure f;
    f.kind = failure_kind::usage;
    f.message = "this copy is over: it takes no more rows";
    f.sent = false;
    throw_failure(std::move(f));
}

void copy_in::begin_row(std::size_t columns) {
    check_open();
    first_column_ = true;
    if (!binary_)
        return;
    if (std::exchange(header_pending_, false))
        block_.text(client::copy_binary_header);
    block_.i16(static_cast<std::int16_t>(columns));
}

void copy_in::add_null() {
    if (binary_)
        return block_.i32(-1);
    if (!std::exchange(first_column_, false))
        block_.u8('\t');
    block_.text("\\N");
}

void copy_in::add_text(std::string_view text) {
    if (binary_) {
        block_.i32(static_cast<std::int32_t>(text.size()));
        return block_.text(text);
    }
    if (!std::exchange(first_column_, false))
        block_.u8('\t');
    client::append_copy_text(block_, text);
}

void copy_in::end_row() {
    if (!binary_)
        block_.u8('\n');
    if (block_.size() >= client::copy_block)
        send_block(client::copy_unsent);
}

void copy_in::write_raw(std::span<const std::byte> block) {
    check_open();
    header_pending_ = false;
    binary_ = false;  // no trailer of ours: the bytes have their own
    block_.bytes(block);
    if (block_.size() >= client::copy_block)
        send_block(client::copy_unsent);
}

void copy_in::send_block(std::size_t keep_unsent) {
    auto& core = stream_->owner();
    stream_->append(block_.view());
    block_.clear();
    net::send_blocking(core.io(), core.protocol(), keep_unsent, quiet());
    if (stream_->takes_data())
        return;
    wait_for_end(*stream_);
    throw_error(*stream_);
}

command_result copy_in::finish() {
    check_open();
    if (binary_) {
        if (std::exchange(header_pending_, false))
            block_.text(client::copy_binary_header);
        block_.i16(-1);
    }
    stream_->append(block_.view());
    block_.clear();
    stream_->end();
    wait_for_end(*stream_);
    throw_error(*stream_);
    return {stream_->command_tag(), client::affected_rows(stream_->command_tag()).value_or(0)};
}

copy_out::copy_out(connection& db, std::string_view sql)
    : stream_(start(db.idle_core(), sql, session::copy_direction::out)) {}

copy_out::~copy_out() {
    while (!stream_->done()) {
        while (stream_->read())
            continue;
        wait_until(*stream_, [&] { return stream_->done() || stream_->has_data(); });
    }
}

std::optional<std::span<const std::byte>> copy_out::read() {
    if (auto block = stream_->read())
        return block;
    wait_until(*stream_, [&] { return stream_->done() || stream_->has_data(); });
    if (auto block = stream_->read())
        return block;
    throw_error(*stream_);
    return std::nullopt;
}

}  // namespace kornak
