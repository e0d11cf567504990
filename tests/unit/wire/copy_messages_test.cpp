#include "wire/copy_messages.hpp"

#include <string>

#include <gtest/gtest.h>

#include "support/golden_message.hpp"

namespace kornak::wire {
namespace {

using namespace std::string_view_literals;

TEST(copy_messages, are_written_and_read_as_documented) {
    const auto text = format::text;
    const auto binary = format::binary;
    expect_golden("CopyInResponse", copy_in_response{text, {text, text}},
                  "G\0\0\0\x0b"
                  "\0"
                  "\0\2"
                  "\0\0"
                  "\0\0"sv);
    expect_golden("CopyOutResponse", copy_out_response{binary, {binary}},
                  "H\0\0\0\x09"
                  "\1"
                  "\0\1"
                  "\0\1"sv);
    expect_golden("CopyBothResponse", copy_both_response{text, {}},
                  "W\0\0\0\x07"
                  "\0"
                  "\0\0"sv);
    expect_golden("CopyData", copy_data{as_bytes("1\tone\n"sv)},
                  "d\0\0\0\x0a"
                  "1\tone\n"sv,
                  0);
    expect_golden("empty CopyData", copy_data{}, "d\0\0\0\4"sv, 0);
    expect_golden("CopyDone", copy_done{}, "c\0\0\0\4"sv);
    expect_golden("CopyFail", copy_fail{"no more"},
                  "f\0\0\0\x0c"
                  "no more\0"sv);
}

template <class Response>
void expect_hostile_counts_refused() {
    for (const auto body : {"\0"
                            "\xff\xff"
                            "\0\0"sv,
                            "\0"
                            "\x7f\xff"sv,
                            "\0"
                            "\0\2"
                            "\0\0"
                            "\0"sv}) {
        const exact_copy copy(body);
        Response m;
        EXPECT_FALSE(decode(byte_reader(copy.view()), m));
        EXPECT_EQ(m.columns.capacity(), 0u);
    }
    expect_refused<Response>(
        "\2"
        "\0\0"sv,
        "no such format of all");
    expect_refused<Response>(
        "\0"
        "\0\1"
        "\0\2"sv,
        "no such format of a column");
    expect_refused<Response>(
        "\0"
        "\0\1"
        "\xff\xff"sv,
        "no such format of a column");
    expect_refused<Response>(
        "\0"
        "\0\1"
        "\1\0"sv,
        "no such format of a column");
}

TEST(copy_messages, with_hostile_counts_or_formats_are_refused) {
    expect_hostile_counts_refused<copy_in_response>();
    expect_hostile_counts_refused<copy_out_response>();
    expect_hostile_counts_refused<copy_both_response>();
}

TEST(copy_messages, take_as_many_columns_as_sixteen_bits_can_count) {
    const std::vector<format> most(65535, format::binary);
    copy_out_response m;
    const auto bytes = encoded(copy_out_response{format::binary, most});
    ASSERT_TRUE(decode(byte_reader(as_bytes(bytes).subspan(header_size)), m));
    EXPECT_EQ(m.columns, most);

    byte_writer out;
    encode(out, copy_out_response{format::binary, std::vector(65536, format::binary)});
    EXPECT_EQ(out.first_fault(), byte_writer::fault::too_large);
}

TEST(copy_fail_message, is_cut_to_what_servers_accept_between_two_characters) {
    const auto reason_of = [](const std::string& reason) {
        const auto bytes = encoded(copy_fail{reason});
        return bytes.substr(header_size, bytes.size() - header_size - 1);
    };
    EXPECT_EQ(reason_of(std::string(1024, 'x')), std::string(1024, 'x'));
    EXPECT_EQ(reason_of(std::string(1025, 'x')), std::string(1024, 'x'));
    EXPECT_EQ(reason_of(std::string(1023, 'x') + "\xc3\xa9"), std::string(1023, 'x'));
    EXPECT_EQ(reason_of(std::string(1022, 'x') + "\xf0\x9f\x90\x98"), std::string(1022, 'x'));
    EXPECT_EQ(reason_of(std::string(2000, '\x80')), "");
}

TEST(copy_fail_message, ends_before_a_zero_byte) {
    EXPECT_EQ(encoded(copy_fail{"no\0 more"sv}),
              "f\0\0\0\7"
              "no\0"sv);
}

}  // namespace
}  // namespace kornak::wire
