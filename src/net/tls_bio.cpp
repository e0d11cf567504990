#include "net/tls_bio.hpp"

namespace kornak::net {
namespace {

tls_carrier& carrier_of(BIO* bio) {
    return *static_cast<tls_carrier*>(BIO_get_data(bio));
}

/// The outcome in the terms of a BIO: the number of bytes, or -1 with a flag if it is worth trying again.
int conclude(BIO* bio, const io_result& result, int retry_flag) {
    BIO_clear_retry_flags(bio);
    carrier_of(bio).last = result.outcome;
    switch (result.outcome) {
        case io_result::status::done: return static_cast<int>(result.bytes);
        case io_result::status::would_block:
            BIO_set_flags(bio, retry_flag | BIO_FLAGS_SHOULD_RETRY);
            return -1;
        case io_result::status::closed:
        case io_result::status::failed: return -1;
    }
    return -1;
}

int read(BIO* bio, char* into, int size) {
    auto& carrier = carrier_of(bio);
    const std::span space{reinterpret_cast<std::byte*>(into), static_cast<std::size_t>(size)};
    return conclude(bio, carrier.below.read(space, carrier.wait), BIO_FLAGS_READ);
}

int write(BIO* bio, const char* from, int size) {
    auto& carrier = carrier_of(bio);
    const std::span bytes{reinterpret_cast<const std::byte*>(from), static_cast<std::size_t>(size)};
    return conclude(bio, carrier.below.write(bytes, carrier.wait), BIO_FLAGS_WRITE);
}

long control(BIO*, int command, long, void*) {
    return command == BIO_CTRL_FLUSH
               ? 1
               : 0;  // nothing is buffered here, so there is always nothing left to flush
}

BIO_METHOD* new_method() {
    BIO_METHOD* const method = BIO_meth_new(BIO_TYPE_SOURCE_SINK, "kornak socket");
    if (!method)
        return nullptr;
    BIO_meth_set_read(method, read);
    BIO_meth_set_write(method, write);
    BIO_meth_set_ctrl(method, control);
    return method;
}

}  // namespace

tls_handle<BIO> new_carrier_bio(tls_carrier& carrier) {
    // Never freed: connections may still be closed while the process exits.
    static const BIO_METHOD* const method = new_method();
    tls_handle<BIO> bio{method ? BIO_new(method) : nullptr};
    if (bio) {
        BIO_set_data(bio.get(), &carrier);
        BIO_set_init(bio.get(), 1);
    }
    return bio;
}

}  // namespace kornak::net
