#include "net/tls_host_name.hpp"

#include <arpa/inet.h>

#include <algorithm>

#include "net/tls_handle.hpp"

namespace kornak::net {
namespace {

// A certificate for hundreds of sites would fill the screen.
constexpr std::size_t longest_list = 200;

std::string content_of(BIO* memory) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    std::string text(data, static_cast<std::size_t>(std::max(size, 0L)));
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    if (text.size() > longest_list)
        text.replace(longest_list, text.npos, "...");
    return text;
}

}  // namespace

bool is_ip_address(const std::string& host) {
    unsigned char address[sizeof(in6_addr)];
    return ::inet_pton(AF_INET, host.c_str(), address) == 1 ||
           ::inet_pton(AF_INET6, host.c_str(), address) == 1;
}

bool is_made_out_for(X509* certificate, const std::string& host) {
    unsigned int flags = X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS;
    if (is_ip_address(host)) {
        if (X509_check_ip_asc(certificate, host.c_str(), 0) == 1)
            return true;
        flags |= X509_CHECK_FLAG_NO_WILDCARDS;
    }
    return X509_check_host(certificate, host.data(), host.size(), flags, nullptr) == 1;
}

std::string names_in(X509* certificate) {
    const tls_handle<BIO> memory{BIO_new(BIO_s_mem())};
    if (!memory)
        return {};
    const tls_handle<GENERAL_NAMES> names{
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr))};
    if (!names) {
        X509_NAME_print_ex(memory.get(), X509_get_subject_name(certificate), 0, XN_FLAG_RFC2253);
        return content_of(memory.get());
    }
    for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
        if (i > 0)
            BIO_puts(memory.get(), ", ");
        GENERAL_NAME_print(memory.get(), sk_GENERAL_NAME_value(names.get(), i));
    }
    return content_of(memory.get());
}

}  // namespace kornak::net
