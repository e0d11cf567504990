#ifndef KORNAK_TESTS_INTEGRATION_CHECK_TYPE_HPP
#define KORNAK_TESTS_INTEGRATION_CHECK_TYPE_HPP

#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <kornak/connection.hpp>

namespace kornak::integration {

/// A value, and what it is called in SQL.
template <class T>
struct type_case {
    T value;
    std::string literal;
};

// Values are compared as they are encoded: this tells NaN from nothing, and 1.0 from 1.00.
template <class T>
std::string binary_of(const T& value) {
    wire::byte_writer bytes;
    codec<T>::encode_binary(bytes, value);
    return std::string(wire::as_text(bytes.view()));
}

template <class T>
std::string text_of(const T& value) {
    std::string text;
    codec<T>::encode_text(text, value);
    return text;
}

/// `value` is what the server calls `expression`, of type `type`, in every way that a value can travel.
template <class T>
void check_value(connection& db, const std::string& type, const T& value, const std::string& expression) {
    // What the server's output function makes of it; a cast to text is something else for bool.
    const auto as_text = [](const std::string& e) { return "format('%s', " + e + ")"; };
    const auto sent = "$1::" + type;
    EXPECT_TRUE(db.query_one<bool>("select " + as_text(sent) + " = " + as_text(expression), value));
    EXPECT_EQ(binary_of(db.query_one<T>("select " + expression)), binary_of(value));

    const auto text = db.query_one<std::string>("select " + as_text(expression));
    T decoded{};
    ASSERT_TRUE(codec<T>::decode_text(text, decoded)) << text.substr(0, 100);
    EXPECT_EQ(binary_of(decoded), binary_of(value)) << text.substr(0, 100);
    EXPECT_EQ(binary_of(db.query_one<T>("select " + sent, text_of(value))), binary_of(value));
}

/// Each value travels well, alone and as an element of an array, and so does NULL.
template <class T>
void check_type(connection& db, const std::string& type, const std::vector<type_case<T>>& cases) {
    using list = std::vector<std::optional<T>>;
    const auto array = type + "[]";
    for (const auto& c : cases) {
        SCOPED_TRACE(type + " " + c.literal.substr(0, 100));
        const auto expression = c.literal + "::" + type;
        check_value(db, type, c.value, expression);
        check_value(db, array, list{c.value, std::nullopt, c.value},
                    "array[" + expression + ", null, " + expression + "]");
        if (type != "json") {  // it has no such operator
            EXPECT_TRUE(db.query_one<bool>("select $1::" + type + " = " + expression, c.value));
        }
    }
    SCOPED_TRACE(type + " NULL");
    check_value(db, array, list{}, "'{}'::" + array);
    EXPECT_EQ(binary_of(db.query_one<list>("select '[3:4]={NULL,NULL}'::" + array)), binary_of(list(2)));
    EXPECT_FALSE(db.query_one<std::optional<T>>("select null::" + type));
    EXPECT_FALSE(db.query_one<std::optional<list>>("select null::" + array));
    EXPECT_TRUE(db.query_one<bool>("select $1::" + type + " is null", std::optional<T>{}));
    EXPECT_TRUE(db.query_one<bool>("select $1::" + array + " is null", std::optional<list>{}));
    EXPECT_TRUE(db.query_one<bool>("select $1::" + type + " is null", std::nullopt));
}

}  // namespace kornak::integration

#endif
