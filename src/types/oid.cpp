#include <kornak/oid.hpp>

#include <algorithm>

#include "types/type_table.hpp"

namespace kornak {
namespace {

constexpr types::type_entry not_built_in{};

const types::type_entry& find_type(std::uint32_t type) noexcept {
    const auto* found = std::ranges::lower_bound(types::type_table, type, {}, &types::type_entry::oid);
    return found != std::end(types::type_table) && found->oid == type ? *found : not_built_in;
}

}  // namespace

std::string_view type_name(std::uint32_t type) noexcept {
    return find_type(type).name;
}

std::uint32_t array_oid_of(std::uint32_t element_type) noexcept {
    return find_type(element_type).array_oid;
}

std::uint32_t element_oid_of(std::uint32_t array_type) noexcept {
    return find_type(array_type).element_oid;
}

}  // namespace kornak
