#include "client/copy_stream.hpp"

#include "wire/copy_messages.hpp"

namespace kornak::client {

namespace {

bool all_binary(const std::vector<wire::format>& columns) {
    return !columns.empty() && columns.front() == wire::format::binary;
}

}  // namespace

bool copy_in_stream::start() {
    begun_ = true;
    return core_.protocol().enqueue(exchange_);
}

bool copy_in_stream::binary() const noexcept { return all_binary(exchange_.columns()); }

void copy_in_stream::append(wire::bytes_view block) {
    if (!open()) return;
    // A CopyData longer than that would be refused by the server, whose buffers end at 1 GiB.
    constexpr std::size_t most = 16 << 20;
    while (!block.empty()) {
        const auto part = block.subspan(0, std::min(block.size(), most));
        wire::encode(core_.protocol().writer(), wire::copy_data{part});
        block = block.subspan(part.size());
    }
}

void copy_in_stream::end() {
    if (open()) wire::encode(core_.protocol().writer(), wire::copy_done{});
    ended_ = true;
}

void copy_in_stream::abort(std::string_view reason) {
    if (open()) wire::encode(core_.protocol().writer(), wire::copy_fail{reason});
    ended_ = true;
}

bool copy_out_stream::start() {
    begun_ = true;
    return core_.protocol().enqueue(exchange_);
}

bool copy_out_stream::binary() const noexcept { return all_binary(exchange_.columns()); }

std::optional<wire::bytes_view> copy_out_stream::read() {
    const auto all = exchange_.arrived().view();
    if (position_ == all.size()) return std::nullopt;
    const auto size = static_cast<std::size_t>(wire::load_be<std::uint32_t>(all.data() + position_));
    const auto block = all.subspan(position_ + 4, size);
    position_ += 4 + size;
    return block;
}

void copy_out_stream::release() {
    if (position_ != exchange_.arrived().size()) return;
    exchange_.arrived().clear();
    position_ = 0;
}

}  // namespace kornak::client
