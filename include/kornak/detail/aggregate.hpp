#ifndef KORNAK_DETAIL_AGGREGATE_HPP
#define KORNAK_DETAIL_AGGREGATE_HPP

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace kornak::detail {

// The members of an aggregate as a tuple of references, in the order of their declaration. C++ has no
// reflection yet: the number of members is found by trying how many initialisers the type takes, and
// structured bindings name them.

inline constexpr std::size_t most_members = 16;

struct convertible_to_anything {
    template <class T>
    operator T() const;
};

template <class T, std::size_t... I>
constexpr bool initialisable_with(std::index_sequence<I...>) {
    return requires {
        T{(static_cast<void>(I), convertible_to_anything{})...};
    };
}

template <class T, std::size_t N = most_members + 1>
constexpr std::size_t count_members() {
    if constexpr (N == 0 || initialisable_with<T>(std::make_index_sequence<N>{}))
        return N;
    else
        return count_members<T, N - 1>();
}

// One line for each number of members: structured bindings cannot be generated.
template <class T>
constexpr auto tie_members(T& v) {
    constexpr auto n = count_members<std::remove_const_t<T>>();
    static_assert(n > 0 && n <= most_members, "a row struct has 1 to 16 members; use std::tuple for more");
    // clang-format off
    if constexpr (n == 1) { auto& [a] = v; return std::tie(a); }
    else if constexpr (n == 2) { auto& [a, b] = v; return std::tie(a, b); }
    else if constexpr (n == 3) { auto& [a, b, c] = v; return std::tie(a, b, c); }
    else if constexpr (n == 4) { auto& [a, b, c, d] = v; return std::tie(a, b, c, d); }
    else if constexpr (n == 5) { auto& [a, b, c, d, e] = v; return std::tie(a, b, c, d, e); }
    else if constexpr (n == 6) { auto& [a, b, c, d, e, f] = v; return std::tie(a, b, c, d, e, f); }
    else if constexpr (n == 7) { auto& [a, b, c, d, e, f, g] = v; return std::tie(a, b, c, d, e, f, g); }
    else if constexpr (n == 8) { auto& [a, b, c, d, e, f, g, h] = v; return std::tie(a, b, c, d, e, f, g, h); }
    else if constexpr (n == 9) { auto& [a, b, c, d, e, f, g, h, i] = v; return std::tie(a, b, c, d, e, f, g, h, i); }
    else if constexpr (n == 10) { auto& [a, b, c, d, e, f, g, h, i, j] = v; return std::tie(a, b, c, d, e, f, g, h, i, j); }
    else if constexpr (n == 11) { auto& [a, b, c, d, e, f, g, h, i, j, k] = v; return std::tie(a, b, c, d, e, f, g, h, i, j, k); }
    else if constexpr (n == 12) { auto& [a, b, c, d, e, f, g, h, i, j, k, l] = v; return std::tie(a, b, c, d, e, f, g, h, i, j, k, l); }
    else if constexpr (n == 13) { auto& [a, b, c, d, e, f, g, h, i, j, k, l, m] = v; return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m); }
    else if constexpr (n == 14) { auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, o] = v; return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, o); }
    else if constexpr (n == 15) { auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, o, p] = v; return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p); }
    else { auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q] = v; return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q); }
    // clang-format on
}

}  // namespace kornak::detail

#endif
