#include "client/statement_cache.hpp"

#include <sys/random.h>

#include <random>

namespace kornak::client {

namespace {

std::string random_nonce() {
    std::uint64_t bits = 0;
    if (::getrandom(&bits, sizeof bits, 0) != sizeof bits)
        bits = std::random_device{}();
    static constexpr char digits[] = "0123456789abcdef";
    std::string nonce;
    for (auto i = 0; i < 12; ++i, bits >>= 4)
        nonce += digits[bits & 15];
    return nonce;
}

}  // namespace

statement_cache::statement* statement_cache::use(std::string_view sql, std::span<const std::uint32_t> types) {
    if (!threshold || capacity == 0)
        return nullptr;
    scratch_.assign(sql);
    scratch_ += '\0';
    scratch_.append(reinterpret_cast<const char*>(types.data()), types.size_bytes());
    if (const auto found = by_key_.find(scratch_); found != by_key_.end()) {
        order_.splice(order_.begin(), order_, found->second);
    } else {
        while (order_.size() >= capacity)
            evict_oldest();  // maybe several: `capacity` may have been lowered
        order_.push_front({scratch_, 0, {}, {}, false});
        by_key_.emplace(order_.front().key, order_.begin());
    }
    ++order_.front().executions;
    return &order_.front();
}

std::string statement_cache::new_name() {
    if (nonce_.empty())
        nonce_ = random_nonce();
    return "kornak_" + nonce_ + "_" + std::to_string(++names_);
}

void statement_cache::evict_oldest() {
    auto& oldest = order_.back();
    if (oldest.prepared())
        close_later(std::move(oldest.name));
    by_key_.erase(oldest.key);
    order_.pop_back();
}

statement_cache::statement* statement_cache::find(std::string_view key) noexcept {
    const auto found = by_key_.find(key);
    return found == by_key_.end() ? nullptr : &*found->second;
}

void statement_cache::forget(std::string_view key) {
    const auto found = by_key_.find(key);
    if (found == by_key_.end())
        return;
    const auto at = found->second;
    if (at->prepared())
        close_later(std::move(at->name));
    by_key_.erase(found);
    order_.erase(at);
}

void statement_cache::clear() {
    by_key_.clear();
    order_.clear();
    evicted_.clear();
}

}  // namespace kornak::client
