#ifndef KORNAK_TESTS_INTEGRATION_THROWN_BY_HPP
#define KORNAK_TESTS_INTEGRATION_THROWN_BY_HPP

#include <exception>

#include <gtest/gtest.h>

#include <kornak/error.hpp>

namespace kornak::integration {

/// The error of exactly this kind that `function` throws; if it does not, the test fails, and this is an
/// error about nothing.
template <class Error, class Function>
Error thrown_by(Function&& function) {
    try {
        function();
        ADD_FAILURE() << "nothing was thrown";
    } catch (const Error& e) {
        return e;
    } catch (const std::exception& e) {
        ADD_FAILURE() << "something else was thrown: " << e.what();
    }
    return Error(failure{failure_kind::usage, {}, std::make_shared<const diagnostics>()});
}

/// What the error of that kind says.
template <class Error, class Function>
std::string message_of(Function&& function) {
    return thrown_by<Error>(std::forward<Function>(function)).what();
}

inline bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != text.npos;
}

}  // namespace kornak::integration

#endif
