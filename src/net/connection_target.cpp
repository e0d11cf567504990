#include "net/connection_target.hpp"

namespace kornak::net {

std::string connection_target::description() const {
    const std::string reached = where.text();
    if (where.is_unix())
        return "server on socket \"" + reached + "\"";
    const std::string& host = server().host.empty() ? server().hostaddr : server().host;
    std::string text = "server at \"" + host + "\"";
    if (reached != host)
        text += " (" + reached + ")";
    return text + ", port " + std::to_string(server().port);
}

}  // namespace kornak::net
