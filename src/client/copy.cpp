#include <kornak/copy.hpp>

#include <array>

#include "client/copy_stream.hpp"
#include "client/copy_text.hpp"
#include "client/execution.hpp"
#include "client/server_message.hpp"

namespace kornak {

namespace {

// Documentation of COPY, "Binary Format": signature, flags (no OIDs), length of the header extension.
constexpr std::string_view binary_header{"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", 19};

net::progress& quiet() {
    static net::progress p;
    return p;
}

template <class Stream>
void start(Stream& stream) {
    auto& core = stream.owner();
    if (stream.start())
        net::run_blocking(core.io(), core.protocol(), [&] { return stream.started(); }, quiet());
}

template <class Stream>
void wait(Stream& stream) {
    stream.owner().run(stream.exchange(), quiet());
}

template <class Stream>
void throw_error(const Stream& stream, std::string_view sql = {}) {
    if (const auto* const why = stream.error()) throw_failure(client::with_server_message(*why, sql));
}

}  // namespace

copy_in::copy_in(connection& db, std::string_view sql)
    : stream_(std::make_unique<client::copy_in_stream>(db.usable_core(), sql)) {
    start(*stream_);
    if (!stream_->open()) {
        wait(*stream_);
        throw_error(*stream_, sql);
    }
    binary_ = header_pending_ = stream_->binary();
}

copy_in::~copy_in() {
    if (!stream_->open()) return;
    stream_->abort("the copy was left before its end");
    wait(*stream_);
}

void copy_in::begin_row(std::size_t columns) {
    first_column_ = true;
    if (!binary_) return;
    if (std::exchange(header_pending_, false)) block_.text(binary_header);
    block_.i16(static_cast<std::int16_t>(columns));
}

void copy_in::add_null() {
    if (binary_) return block_.i32(-1);
    if (!std::exchange(first_column_, false)) block_.u8('\t');
    block_.text("\\N");
}

void copy_in::add_text(std::string_view text) {
    if (binary_) {
        block_.i32(static_cast<std::int32_t>(text.size()));
        return block_.text(text);
    }
    if (!std::exchange(first_column_, false)) block_.u8('\t');
    client::append_copy_text(block_, text);
}

void copy_in::end_row() {
    if (!binary_) block_.u8('\n');
    if (block_.size() >= client::copy_block) send_block(client::copy_unsent);
}

void copy_in::write_raw(std::span<const std::byte> block) {
    header_pending_ = false;
    binary_ = false;  // no trailer of ours: the bytes have their own
    block_.bytes(block);
    if (block_.size() >= client::copy_block) send_block(client::copy_unsent);
}

void copy_in::send_block(std::size_t keep_unsent) {
    auto& core = stream_->owner();
    stream_->append(block_.view());
    block_.clear();
    net::send_blocking(core.io(), core.protocol(), keep_unsent, quiet());
    if (stream_->open()) return;
    wait(*stream_);
    throw_error(*stream_);
}

command_result copy_in::finish() {
    if (binary_) {
        if (std::exchange(header_pending_, false)) block_.text(binary_header);
        block_.i16(-1);
    }
    stream_->append(block_.view());
    block_.clear();
    stream_->end();
    wait(*stream_);
    throw_error(*stream_);
    return {stream_->command_tag(), client::affected_rows(stream_->command_tag()).value_or(0)};
}

copy_out::copy_out(connection& db, std::string_view sql)
    : stream_(std::make_unique<client::copy_out_stream>(db.usable_core(), sql)) {
    start(*stream_);
    if (!stream_->error()) return;
    wait(*stream_);
    throw_error(*stream_, sql);
}

copy_out::~copy_out() {
    while (!stream_->done()) {
        if (!stream_->read()) {
            stream_->release();
            auto& core = stream_->owner();
            net::run_blocking(core.io(), core.protocol(), [&] { return stream_->done() || stream_->has_data(); },
                              quiet());
        }
    }
}

std::optional<std::span<const std::byte>> copy_out::read() {
    if (auto block = stream_->read()) return block;
    stream_->release();
    auto& core = stream_->owner();
    net::run_blocking(core.io(), core.protocol(), [&] { return stream_->done() || stream_->has_data(); }, quiet());
    if (auto block = stream_->read()) return block;
    throw_error(*stream_);
    return std::nullopt;
}

}  // namespace kornak
