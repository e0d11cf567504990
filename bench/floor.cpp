// The floor: the least that any client of PostgreSQL can do.
//
// It speaks just enough of the protocol (version 3, Unix socket, no authentication) to do the workloads: it
// sends requests made beforehand, reads the replies into one buffer, and looks at nothing but the header of
// each message. What it takes is what the server and the kernel take; what a driver takes on top is its own.
// It shares no code with Kornak on purpose: it is the yardstick.
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <bit>
#include <cerrno>
#include <concepts>
#include <cstring>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "program.hpp"
#include "workloads.hpp"

namespace {

using namespace std::string_literals;

std::string big_endian(std::unsigned_integral auto value) {
    std::string bytes(sizeof value, '\0');
    for (std::size_t i = 0; i < sizeof value; ++i)
        bytes[i] = static_cast<char>(value >> (8 * (sizeof value - 1 - i)));
    return bytes;
}

std::string i16(std::uint16_t value) {
    return big_endian(value);
}
std::string i32(std::size_t value) {
    return big_endian(static_cast<std::uint32_t>(value));
}
std::string counted(const std::string& bytes) {
    return i32(bytes.size()) + bytes;
}

std::string message(char tag, const std::string& body) {
    return tag + i32(body.size() + 4) + body;
}

const std::string statement = "floor\0"s;

std::string parse(const char* sql) {
    return message('P', statement + sql + "\0"s + i16(0));
}
std::string execute() {
    return message('E', "\0"s + i32(0));
}
std::string sync() {
    return message('S', {});
}

std::string environment(const char* name) {
    const char* const value = std::getenv(name);
    if (!value)
        throw std::runtime_error(name + " is not set"s);
    return value;
}

class connection {
public:
    connection() : buffer_(1 << 20) {
        const auto path = environment("PGHOST") + "/.s.PGSQL." + environment("PGPORT");
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        if (path.size() >= sizeof address.sun_path)
            throw std::runtime_error("PGHOST is too long for the directory of a Unix socket");
        path.copy(address.sun_path, path.size());
        if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            fail("connect to " + path);
        constexpr std::size_t protocol_3_0 = 3 << 16;
        const auto startup = i32(protocol_3_0) + "user\0"s + environment("PGUSER") + "\0database\0"s +
                             environment("PGDATABASE") + "\0\0"s;
        request(i32(startup.size() + 4) + startup);
    }
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;
    ~connection() { ::close(fd_); }

    void send(const std::string& bytes) {
        for (std::size_t sent = 0; sent < bytes.size();) {
            const auto n = ::write(fd_, bytes.data() + sent, bytes.size() - sent);
            if (n <= 0)
                fail("send");
            sent += static_cast<std::size_t>(n);
        }
    }

    /// Reads messages up to and including one with this tag; returns how many of them were rows.
    std::size_t receive_until(char last) {
        constexpr std::size_t big_reply = 64 << 10;
        std::size_t rows = 0;
        for (std::size_t received = 0;;) {
            while (const char tag = next_message()) {
                if (tag == 'D')
                    ++rows;
                if (tag == last)
                    return rows;
            }
            received += receive(received > big_reply);
        }
    }

    std::size_t request(const std::string& bytes) {
        send(bytes);
        return receive_until('Z');
    }

private:
    [[noreturn]] static void fail(const std::string& what) {
        throw std::system_error(errno, std::generic_category(), what);
    }

    /// Steps over a message that has arrived as a whole and returns its tag; 0 when there is none.
    char next_message() {
        constexpr std::size_t header = 5;
        if (end_ - begin_ < header)
            return 0;
        const char* const at = buffer_.data() + begin_;
        std::uint32_t length = 0;
        std::memcpy(&length, at + 1, sizeof length);
        const std::size_t size = 1 + __builtin_bswap32(length);
        if (end_ - begin_ < size) {
            if (buffer_.size() < size)
                buffer_.resize(size);
            return 0;
        }
        begin_ += size;
        if (*at == 'E')
            throw std::runtime_error("the server reports an error: " +
                                     std::string(at + header, size - header));
        return *at;
    }

    /// A big reply comes in pieces of 8 KB. To wake up for each of them would take a quarter more time, so
    /// when all that has come is read, `gather` lets some more come before it waits.
    std::size_t receive(bool gather) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
        const auto read = [this](int flags) {
            return ::recv(fd_, buffer_.data() + end_, buffer_.size() - end_, flags);
        };
        auto n = read(gather ? MSG_DONTWAIT : 0);
        if (n < 0 && errno == EAGAIN) {
            ::usleep(20);
            n = read(0);
        }
        if (n <= 0)
            fail("receive");
        end_ += static_cast<std::size_t>(n);
        return static_cast<std::size_t>(n);
    }

    int fd_ = ::socket(AF_UNIX, SOCK_STREAM, 0);
    std::vector<char> buffer_;
    std::size_t begin_ = 0;  // [begin_, end_) has arrived and is not stepped over yet
    std::size_t end_ = 0;
};

std::size_t round_trip(long count, bench::stopwatch& watch) {
    connection db;
    db.request(parse(bench::round_trip_sql) + sync());
    // Two integers in binary, a text in text; both results in binary.
    const auto bind = "\0"s + statement + i16(3) + i16(1) + i16(1) + i16(0) + i16(3) + counted(i32(1)) +
                      counted(i32(2)) + counted("x") + i16(1) + i16(1);
    const auto request = message('B', bind) + execute() + sync();
    std::size_t rows = 0;
    watch.start();
    for (long i = 0; i < count; ++i)
        rows += db.request(request);
    watch.stop();
    return rows;
}

std::size_t fetch(long count, bench::stopwatch& watch) {
    connection db;
    db.request(parse(bench::fetch_sql) + sync());
    // No parameters; results in binary.
    const auto bind = "\0"s + statement + i16(0) + i16(0) + i16(1) + i16(1);
    const auto request = message('B', bind) + execute() + sync();
    std::size_t rows = 0;
    watch.start();
    for (long i = 0; i < count; ++i)
        rows += db.request(request);
    watch.stop();
    return rows;
}

/// Loads rows that were encoded beforehand, in messages of 64 KB.
template <class EncodeRow>
std::size_t copy(const char* sql, std::string data, long count, bench::stopwatch& watch,
                 EncodeRow encode_row) {
    constexpr std::size_t block_size = 64 << 10;
    std::vector<std::string> blocks;
    for (std::int32_t id = 0; id < count; ++id) {
        data += encode_row(id);
        if (data.size() >= block_size)
            blocks.push_back(message('d', std::exchange(data, {})));
    }
    blocks.push_back(message('d', data) + message('c', {}));

    connection db;
    db.request(message('Q', bench::copy_table_sql + "\0"s));
    watch.start();
    db.send(message('Q', sql + "\0"s));
    db.receive_until('G');
    for (const auto& block : blocks)
        db.send(block);
    db.receive_until('Z');
    watch.stop();
    return static_cast<std::size_t>(count);
}

std::size_t copy_text(long count, bench::stopwatch& watch) {
    return copy(bench::copy_text_sql, {}, count, watch, [](std::int32_t id) {
        char ratio[32];
        std::snprintf(ratio, sizeof ratio, "%g", bench::copied_ratio(id));
        return std::to_string(id) + '\t' + ratio + '\t' + bench::copied_name(id) + '\n';
    });
}

std::size_t copy_binary(long count, bench::stopwatch& watch) {
    const auto header = "PGCOPY\n\377\r\n\0"s + i32(0) + i32(0);
    return copy(bench::copy_binary_sql, header, count, watch, [](std::int32_t id) {
        return i16(3) + counted(i32(static_cast<std::uint32_t>(id))) +
               counted(big_endian(std::bit_cast<std::uint64_t>(bench::copied_ratio(id)))) +
               counted(bench::copied_name(id));
    });
}

constexpr bench::workload workloads[] = {{"round_trip", 20'000, round_trip},
                                         {"fetch", 1, fetch},
                                         {"copy_text", 1'000'000, copy_text},
                                         {"copy_binary", 1'000'000, copy_binary}};

}  // namespace

int main(int argc, char** argv) {
    return bench::main(argc, argv, "", workloads);
}
