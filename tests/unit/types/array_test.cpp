#include <kornak/types/array.hpp>

#include <kornak/types/bytea.hpp>
#include <kornak/types/date.hpp>
#include <kornak/types/scalar.hpp>
#include <kornak/types/text.hpp>

#include "unit/types/check_codec.hpp"

namespace app {

/// A type of a user's own: the label of an enum, whose OID differs from database to database.
enum class mood { sad, happy };

}  // namespace app

using app::mood;

template <>
struct kornak::codec<mood> {
    static constexpr std::uint32_t oid = 0;
    static constexpr std::uint32_t array_oid = 0;
    static bool accepts(std::uint32_t type) { return type >= 16384; }
    static void encode_binary(wire::byte_writer& to, const mood& value) { to.text(label(value)); }
    static bool decode_binary(wire::bytes_view from, mood& out) {
        return decode_text(wire::as_text(from), out);
    }
    static void encode_text(std::string& to, const mood& value) { to += label(value); }
    static bool decode_text(std::string_view from, mood& out) {
        out = from == "happy" ? mood::happy : mood::sad;
        return from == label(out);
    }

private:
    static std::string_view label(mood value) { return value == mood::happy ? "happy" : "sad"; }
};

namespace kornak {
namespace {

using namespace test;
using ints = std::vector<int>;
using optional_ints = std::vector<std::optional<int>>;

static_assert(encodable<ints> && decodable<ints>);
static_assert(encodable<optional_ints> && decodable<optional_ints>);
static_assert(encodable<std::vector<bytea>> && decodable<std::vector<bytea>>);
static_assert(!encodable<std::vector<ints>> && !decodable<std::vector<ints>>);
static_assert(!encodable<std::vector<void*>>);
static_assert(encodable<mood> && decodable<mood> && codec<std::vector<mood>>::oid == 0);
static_assert(codec<ints>::oid == oids::int4_array);
static_assert(codec<optional_ints>::oid == oids::int4_array);
static_assert(codec<bytea>::oid == oids::bytea && codec<std::vector<bytea>>::oid == oids::bytea_array);

template <class T>
void check_array(const std::vector<T>& value, std::string_view binary, std::string_view text) {
    EXPECT_EQ(binary_of(value), to_hex(from_hex(binary)));
    EXPECT_EQ(text_of(value), text);
    EXPECT_EQ(from_binary<std::vector<T>>(binary), value);
    EXPECT_EQ(from_text<std::vector<T>>(text), value);
    expect_damage_is_harmless<std::vector<T>>(from_hex(binary), std::string{text});
    for (std::size_t size = 0; size < from_hex(binary).size(); ++size)
        EXPECT_FALSE(from_bytes<std::vector<T>>(wire::bytes_view{from_hex(binary)}.first(size)).has_value())
            << size;
    for (std::size_t size = 0; size < text.size(); ++size)
        EXPECT_FALSE(from_text<std::vector<T>>(text.substr(0, size)).has_value()) << size;
    EXPECT_FALSE(from_binary<std::vector<T>>(std::string{binary} + "00").has_value());
    EXPECT_FALSE(from_text<std::vector<T>>(std::string{text} + " ").has_value());
}

TEST(array_codec, reads_and_writes) {
    check_array<int>({}, "00000000 00000000 00000017", "{}");
    check_array<int>({1, -2},
                     "00000001 00000000 00000017 00000002 00000001 00000004 00000001 00000004 fffffffe",
                     "{1,-2}");
    check_array<std::optional<int>>({1, std::nullopt, 3},
                                    "00000001 00000001 00000017 00000003 00000001"
                                    "00000004 00000001 ffffffff 00000004 00000003",
                                    "{1,NULL,3}");
    check_array<std::string>(
        {"a", "", "b c", "NULL", "\"\\"},
        "00000001 00000000 00000019 00000005 00000001 00000001 61 00000000 00000003 622063"
        "00000004 4e554c4c 00000002 225c",
        R"({a,"","b c","NULL","\"\\"})");
    check_array<bool>({true, false}, "00000001 00000000 00000010 00000002 00000001 00000001 01 00000001 00",
                      "{t,f}");
    check_array<bytea>({from_hex("00ff")}, "00000001 00000000 00000011 00000001 00000001 00000002 00ff",
                       R"({"\\x00ff"})");
    check_array<date>({date{}, date::infinity()},
                      "00000001 00000000 0000043a 00000002 00000001 00000004 00000000 00000004 7fffffff",
                      "{2000-01-01,infinity}");
}

TEST(array_codec, accepts_arrays_of_what_its_elements_accept) {
    accepts_only_types<ints>({oids::int4_array, oids::int2_array});
    accepts_only_types<std::vector<std::optional<long>>>(
        {oids::int8_array, oids::int4_array, oids::int2_array});
    EXPECT_TRUE(codec<std::vector<std::string>>::accepts(oids::varchar_array));
    EXPECT_FALSE(codec<std::vector<std::string>>::accepts(oids::int4_array));
}

TEST(array_codec, widens_elements) {
    EXPECT_EQ(from_binary<std::vector<long>>("00000001 00000000 00000015 00000001 00000001 00000002 fffe"),
              std::vector<long>{-2});
}

TEST(array_codec, ignores_lower_bounds) {
    EXPECT_EQ(from_binary<ints>("00000001 00000000 00000017 00000001 00000005 00000004 00000001"), ints{1});
    EXPECT_EQ(from_text<ints>("[5:5]={1}"), ints{1});
}

TEST(array_codec, rejects_what_does_not_fit) {
    rejects_binary<ints>({
        "00000001 00000001 00000017 00000001 00000001 ffffffff",                             // NULL
        "00000001 00000000 00000019 00000001 00000001 00000004 00000001",                    // of text
        "00000001 00000000 00000017 00000001 00000001 00000003 000001",                      // three bytes
        "00000001 00000000 00000017 00000001 00000001 fffffffe",                             // length -2
        "00000002 00000000 00000017 00000001 00000001 00000001 00000001 00000004 00000001",  // two dimensions
    });
    rejects_text<ints>({"", "{NULL}", "{{1}}", "{1,{2}}", "{a}", "{1.5}", "{2147483648}", "1", "{1}{2}"});
}

TEST(array_codec, refuses_to_write_more_elements_than_a_server_takes) {
    wire::byte_writer bytes;
    codec<std::vector<bool>>::encode_binary(bytes, std::vector<bool>(types::array_header::max_elements + 1));
    EXPECT_EQ(bytes.first_fault(), wire::byte_writer::fault::too_large);
    EXPECT_TRUE(bytes.empty());
}

TEST(array_codec, takes_elements_of_a_users_own_type) {
    using moods = std::vector<std::optional<mood>>;
    const moods value{mood::happy, std::nullopt};
    EXPECT_EQ(text_of(value), "{happy,NULL}");
    EXPECT_EQ(from_text<moods>("{happy,NULL}"), value);
    EXPECT_EQ(from_binary<moods>("00000001 00000001 00004321 00000002 00000001 00000005 6861707079 ffffffff"),
              value);
    rejects_text<moods>({"{angry}"});
}

}  // namespace
}  // namespace kornak
