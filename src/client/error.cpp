#include <kornak/error.hpp>

namespace kornak {

void throw_failure(failure why) {
    switch (why.kind) {
        case failure_kind::server: throw server_error(std::move(why));
        case failure_kind::connection: throw connection_error(std::move(why));
        case failure_kind::protocol: throw protocol_error(std::move(why));
        case failure_kind::conversion: throw conversion_error(std::move(why));
        case failure_kind::usage: throw usage_error(std::move(why));
    }
    std::terminate();
}

}  // namespace kornak
