#ifndef KORNAK_SRC_TESTING_DESCRIPTOR_HPP
#define KORNAK_SRC_TESTING_DESCRIPTOR_HPP

#include <unistd.h>

#include <utility>

namespace kornak::testing {

/// Owns a file descriptor.
class descriptor {
public:
    descriptor() = default;
    explicit descriptor(int number) noexcept : number_(number) {}
    descriptor(descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    descriptor& operator=(descriptor other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~descriptor() { close(); }

    /// -1 when there is none.
    int number() const noexcept { return number_; }
    bool is_open() const noexcept { return number_ >= 0; }
    void close() noexcept {
        if (is_open())
            ::close(std::exchange(number_, -1));
    }

private:
    int number_ = -1;
};

}  // namespace kornak::testing

#endif
