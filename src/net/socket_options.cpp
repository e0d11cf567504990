#include "net/socket_options.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "net/blocking_driver.hpp"

namespace kornak::net {

const char* set_tcp_options(int fd, const connect_settings& settings) noexcept {
    const struct {
        const char* keyword;
        int level;
        int name;
        int value;
        bool wanted;
    } options[] = {
        {"TCP_NODELAY", IPPROTO_TCP, TCP_NODELAY, 1, true},
        {"keepalives", SOL_SOCKET, SO_KEEPALIVE, 1, settings.keepalives},
        {"keepalives_idle", IPPROTO_TCP, TCP_KEEPIDLE, settings.keepalives_idle, settings.keepalives},
        {"keepalives_interval", IPPROTO_TCP, TCP_KEEPINTVL, settings.keepalives_interval,
         settings.keepalives},
        {"keepalives_count", IPPROTO_TCP, TCP_KEEPCNT, settings.keepalives_count, settings.keepalives},
        {"tcp_user_timeout", IPPROTO_TCP, TCP_USER_TIMEOUT, settings.tcp_user_timeout, true},
    };
    for (const auto& option : options) {
        const bool left_to_system = option.value == 0;
        if (option.wanted && !left_to_system &&
            ::setsockopt(fd, option.level, option.name, &option.value, sizeof option.value) != 0)
            return option.keyword;
    }
    return nullptr;
}

bool set_blocking_with_tick(int fd) noexcept {
    const int flags = ::fcntl(fd, F_GETFL);
    return flags >= 0 && ::fcntl(fd, F_SETFL, flags & ~O_NONBLOCK) == 0 && set_receive_tick(fd);
}

}  // namespace kornak::net
