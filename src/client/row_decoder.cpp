#include <kornak/detail/row_decoder.hpp>
#include <kornak/oid.hpp>

namespace kornak::detail {

namespace {

failure conversion(std::string message) {
    failure f;
    f.kind = failure_kind::conversion;
    f.message = std::move(message);
    return f;
}

std::string type_of(const column& c) {
    const auto name = kornak::type_name(c.type_oid);
    return name.empty() ? "type with OID " + std::to_string(c.type_oid) : std::string(name);
}

std::string describe(const column& c, std::size_t index) {
    return "column " + std::to_string(index + 1) + " \"" + c.name + "\" (" + type_of(c) + ")";
}

}  // namespace

std::optional<failure> check_columns(const column_list& columns, const member_type* members,
                                     std::size_t count) {
    if (columns.size() != count)
        return conversion("the statement returns " + std::to_string(columns.size()) +
                          " columns, but a row is to be read into " + std::to_string(count) + " values");
    for (std::size_t i = 0; i < count; ++i) {
        if (!members[i].accepts(columns[i].type_oid))
            return conversion(describe(columns[i], i) + " cannot be read into " +
                              std::string(members[i].name) +
                              ": cast it in the statement, or read it into a type that fits");
    }
    return std::nullopt;
}

failure field_failure(const column& c, std::size_t column, std::size_t row, field_fault why,
                      std::string_view type) {
    const auto where = describe(c, column) + " of row " + std::to_string(row + 1);
    if (why == field_fault::null)
        return conversion(where + " is NULL: read it into std::optional<" + std::string(type) + ">");
    return conversion(where + " holds a value that is malformed or does not fit into " + std::string(type));
}

failure malformed_row(std::size_t row) {
    return conversion("row " + std::to_string(row + 1) +
                      " does not have the columns that were announced for it");
}

}  // namespace kornak::detail
