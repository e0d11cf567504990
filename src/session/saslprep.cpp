#include "session/saslprep.hpp"

#ifdef KORNAK_HAVE_ICU

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>

#include <openssl/crypto.h>
#include <unicode/usprep.h>
#include <unicode/ustring.h>

namespace kornak::session {
namespace {

// NFKC makes at most 18 UTF-16 units of one, and UTF-8 three bytes of one.
constexpr std::size_t longest_prepared = std::numeric_limits<std::int32_t>::max() / (18 * 3);

struct profile_closer {
    void operator()(UStringPrepProfile* profile) const noexcept { usprep_close(profile); }
};

/// Room for text that must not stay in memory.
class wiped_text {
public:
    explicit wiped_text(std::size_t capacity) : units_(capacity, u'\0') {}
    wiped_text(const wiped_text&) = delete;
    wiped_text& operator=(const wiped_text&) = delete;
    ~wiped_text() { OPENSSL_cleanse(units_.data(), units_.size() * sizeof(char16_t)); }

    char16_t* data() noexcept { return units_.data(); }
    std::int32_t capacity() const noexcept { return static_cast<std::int32_t>(units_.size()); }

private:
    std::u16string units_;
};

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Empty when `password` cannot be prepared.
std::string prepare(std::string_view password) {
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<UStringPrepProfile, profile_closer> profile{
        usprep_openByType(USPREP_RFC4013_SASLPREP, &error)};

    wiped_text given{password.size()};
    std::int32_t given_length = 0;
    u_strFromUTF8(given.data(), given.capacity(), &given_length, password.data(),
                  static_cast<std::int32_t>(password.size()), &error);

    wiped_text prepared{password.size() * 18};
    const std::int32_t length = usprep_prepare(profile.get(), given.data(), given_length, prepared.data(),
                                               prepared.capacity(), USPREP_DEFAULT, nullptr, &error);

    std::string utf8;  // the only object returned, so that no copy is left behind unwiped
    if (U_FAILURE(error))
        return utf8;
    utf8.resize(static_cast<std::size_t>(length) * 3);
    std::int32_t utf8_length = 0;
    u_strToUTF8(utf8.data(), static_cast<std::int32_t>(utf8.size()), &utf8_length, prepared.data(), length,
                &error);
    utf8.resize(U_SUCCESS(error) ? static_cast<std::size_t>(utf8_length) : 0);
    return utf8;
}

}  // namespace

std::string saslprep(std::string_view password) {
    std::string result;
    if (!is_ascii(password) && password.size() <= longest_prepared)
        result = prepare(password);
    if (result.empty())
        result = password;
    return result;
}

}  // namespace kornak::session

#else

namespace kornak::session {

std::string saslprep(std::string_view password) {
    return std::string{password};
}

}  // namespace kornak::session

#endif
