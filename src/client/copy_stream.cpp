#include "client/copy_stream.hpp"

#include <algorithm>

#include "wire/copy_messages.hpp"

namespace kornak::client {

copy_stream::~copy_stream() {
    if (!begun_ || done())
        return;
    abort("the copy was left before its end");
    core_.protocol().abandon(exchange_);
}

bool copy_stream::start() {
    begun_ = true;
    return core_.protocol().enqueue(exchange_);
}

bool copy_stream::binary() const noexcept {
    const auto& columns = exchange_.columns();
    return !columns.empty() && columns.front() == wire::format::binary;
}

void copy_stream::append(wire::bytes_view block) {
    if (!takes_data())
        return;
    // The server keeps a message in a buffer that ends at 1 GiB.
    constexpr std::size_t most = 16 << 20;
    while (!block.empty()) {
        const auto part = block.first(std::min(block.size(), most));
        wire::encode(core_.protocol().writer(), wire::copy_data{part});
        block = block.subspan(part.size());
    }
}

void copy_stream::end() {
    if (takes_data())
        wire::encode(core_.protocol().writer(), wire::copy_done{});
    ended_ = true;
}

void copy_stream::abort(std::string_view reason) {
    if (takes_data())
        wire::encode(core_.protocol().writer(), wire::copy_fail{reason});
    ended_ = true;
}

std::optional<wire::bytes_view> copy_stream::read() {
    auto& arrived = exchange_.arrived();
    if (position_ == arrived.size()) {
        arrived.clear();
        position_ = 0;
        return std::nullopt;
    }
    const auto all = arrived.view();
    const auto size = static_cast<std::size_t>(wire::load_be<std::uint32_t>(all.data() + position_));
    const auto block = all.subspan(position_ + 4, size);
    position_ += 4 + size;
    return block;
}

}  // namespace kornak::client
