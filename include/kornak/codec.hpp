#ifndef KORNAK_CODEC_HPP
#define KORNAK_CODEC_HPP

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include <kornak/detail/byte_writer.hpp>

namespace kornak {

/// How a C++ type travels: the one place to teach Kornak a type. What has no codec cannot be sent or
/// received.
///
/// | C++ type                      | sent as      | also read from               | header in kornak/types |
/// |-------------------------------|--------------|------------------------------|------------------------|
/// | bool                          | bool         |                              | scalar.hpp             |
/// | short (16 bits)               | int2         |                              | scalar.hpp             |
/// | int (32 bits)                 | int4         | int2                         | scalar.hpp             |
/// | long, long long (64 bits)     | int8         | int2, int4                   | scalar.hpp             |
/// | float                         | float4       |                              | scalar.hpp             |
/// | double                        | float8       | float4                       | scalar.hpp             |
/// | oid                           | oid          |                              | scalar.hpp             |
/// | numeric                       | numeric      |                              | numeric.hpp            |
/// | std::string                   | text         | varchar, bpchar, name, json… | text.hpp               |
/// | std::string_view, const char* | text         | (not read into)              | text.hpp               |
/// | bytea                         | bytea        |                              | bytea.hpp              |
/// | date                          | date         |                              | date.hpp               |
/// | time, timetz                  | time, timetz |                              | time.hpp               |
/// | timestamp                     | timestamp    |                              | timestamp.hpp          |
/// | timestamptz                   | timestamptz  |                              | timestamp.hpp          |
/// | interval                      | interval     |                              | interval.hpp           |
/// | uuid                          | uuid         |                              | uuid.hpp               |
/// | json, jsonb                   | json, jsonb  |                              | json.hpp               |
/// | std::vector<T>                | T's array    | arrays of what T reads       | array.hpp              |
/// | std::vector<std::optional<T>> | T's array    | the same, with NULLs         | array.hpp              |
///
/// A specialisation for a type of your own has these members, all static; `codec_for` provides the first
/// three where one PostgreSQL type is meant and no other:
///
///     static constexpr std::uint32_t oid;         // the type to send as; 0 lets the server infer it
///     static constexpr std::uint32_t array_oid;   // the array of that type, for std::vector<T>
///     static bool accepts(std::uint32_t type);    // may a column of this type be read into T?
///     static void encode_binary(wire::byte_writer& to, const T& value);   // the payload, without its length
///     static bool decode_binary(wire::bytes_view from, T& out);
///     static void encode_text(std::string& to, const T& value);           // appends PostgreSQL's text form
///     static bool decode_text(std::string_view from, T& out);
///
/// NULL never reaches a codec: std::optional stands for it. The decoders get what a server sent and trust
/// nothing of it; they return false if it is malformed or does not fit T, and leave `out` in a valid but
/// unspecified state then.
template <class T>
struct codec;

/// The part of a codec that says which type it stands for, for a type that no other is read into.
template <std::uint32_t Oid, std::uint32_t ArrayOid>
struct codec_for {
    static constexpr std::uint32_t oid = Oid;
    static constexpr std::uint32_t array_oid = ArrayOid;
    static constexpr bool accepts(std::uint32_t type) noexcept { return type == Oid; }
};

/// A type whose values can be sent as parameters.
template <class T>
concept encodable = requires(wire::byte_writer& bytes, std::string& text, const T& value) {
    { codec<T>::oid } -> std::convertible_to<std::uint32_t>;
    codec<T>::encode_binary(bytes, value);
    codec<T>::encode_text(text, value);
};

/// A type that values of columns can be read into.
template <class T>
concept decodable = requires(wire::bytes_view bytes, std::string_view text, T& out) {
    { codec<T>::accepts(std::uint32_t{}) } -> std::same_as<bool>;
    { codec<T>::decode_binary(bytes, out) } -> std::same_as<bool>;
    { codec<T>::decode_text(text, out) } -> std::same_as<bool>;
};

}  // namespace kornak

#endif
