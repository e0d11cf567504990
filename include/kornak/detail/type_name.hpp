#ifndef KORNAK_DETAIL_TYPE_NAME_HPP
#define KORNAK_DETAIL_TYPE_NAME_HPP

#include <string>
#include <string_view>

namespace kornak::detail {

/// The name of a C++ type as the compiler spells it, for messages.
template <class T>
constexpr std::string_view type_name() {
    // "... type_name() [with T = int; std::string_view = ...]" or "... [T = int]"
    std::string_view text = __PRETTY_FUNCTION__;
    text.remove_prefix(text.find("T = ") + 4);
    return text.substr(0, text.find_first_of(";]"));
}
template <>
constexpr std::string_view type_name<std::string>() {
    return "std::string";
}

}  // namespace kornak::detail

#endif
