#include "wire/notice_messages.hpp"

#include <string>

#include <gtest/gtest.h>

#include "support/golden_message.hpp"

namespace kornak::wire {
namespace {

using namespace std::string_view_literals;

diagnostics every_field() {
    diagnostics d;
    d.severity = "FEHLER";
    d.severity_nonlocalized = "ERROR";
    d.sqlstate = "23505";
    d.message_primary = "primary";
    d.message_detail = "detail";
    d.message_hint = "hint";
    d.statement_position = "7";
    d.internal_position = "8";
    d.internal_query = "query";
    d.context = "where";
    d.schema_name = "schema";
    d.table_name = "table";
    d.column_name = "column";
    d.datatype_name = "datatype";
    d.constraint_name = "constraint";
    d.source_file = "file";
    d.source_line = "9";
    d.source_function = "routine";
    return d;
}

constexpr std::string_view every_field_golden =
    "E\0\0\0\x85"
    "SFEHLER\0"
    "VERROR\0"
    "C23505\0"
    "Mprimary\0"
    "Ddetail\0"
    "Hhint\0"
    "P7\0"
    "p8\0"
    "qquery\0"
    "Wwhere\0"
    "sschema\0"
    "ttable\0"
    "ccolumn\0"
    "ddatatype\0"
    "nconstraint\0"
    "Ffile\0"
    "L9\0"
    "Rroutine\0"
    "\0"sv;

std::string encoded(char tag, const diagnostics& d) {
    byte_writer out;
    encode_diagnostics(out, tag, d);
    return std::string(as_text(out.view()));
}

bool decodes(std::string_view body, diagnostics& d) {
    const exact_copy copy(body);
    return decode_diagnostics(byte_reader(copy.view()), d);
}

TEST(diagnostics_message, has_every_field_as_documented) {
    EXPECT_EQ(encoded(error_response_tag, every_field()), every_field_golden);
    diagnostics d;
    ASSERT_TRUE(decodes(every_field_golden.substr(header_size), d));
    EXPECT_EQ(d, every_field());
}

TEST(diagnostics_message, of_a_notice_differs_from_an_error_by_its_tag) {
    auto expected = std::string(every_field_golden);
    expected[0] = 'N';
    EXPECT_EQ(encoded(notice_response_tag, every_field()), expected);
}

TEST(diagnostics_message, that_is_cut_or_too_long_is_refused) {
    const auto body = std::string(every_field_golden.substr(header_size));
    diagnostics d;
    for (std::size_t size = 0; size < body.size(); ++size)
        EXPECT_FALSE(decodes(body.substr(0, size), d)) << size;
    EXPECT_FALSE(decodes(body + "x", d));
    EXPECT_FALSE(decodes(body + '\0', d));
}

TEST(diagnostics_message, may_leave_fields_out) {
    diagnostics d = every_field();
    ASSERT_TRUE(
        decodes("SERROR\0"
                "C22012\0"
                "Mdivision by zero\0"
                "\0"sv,
                d));
    diagnostics expected;
    // Servers before 9.6 know no 'V'.
    expected.severity = expected.severity_nonlocalized = "ERROR";
    expected.sqlstate = "22012";
    expected.message_primary = "division by zero";
    EXPECT_EQ(d, expected);
    ASSERT_TRUE(decodes("\0"sv, d));
    EXPECT_EQ(d, diagnostics{});
}

TEST(diagnostics_message, tells_an_empty_field_from_a_missing_one) {
    diagnostics d;
    ASSERT_TRUE(
        decodes("D\0"
                "\0"sv,
                d));
    EXPECT_EQ(d.message_detail, "");
    EXPECT_EQ(d.message_hint, std::nullopt);
    EXPECT_EQ(encoded('E', d),
              "E\0\0\0\7"
              "D\0"
              "\0"sv);
}

TEST(diagnostics_message, may_have_fields_that_nobody_has_defined_yet) {
    diagnostics d;
    ASSERT_TRUE(
        decodes("zfuture\0"
                "Mtext\0"
                "\xff"
                "more\0"
                "\0"sv,
                d));
    EXPECT_EQ(d.message_primary, "text");
}

TEST(diagnostics_message, does_not_care_about_the_order_of_fields_and_keeps_the_last_of_two) {
    diagnostics d;
    ASSERT_TRUE(
        decodes("Mfirst\0"
                "VERROR\0"
                "Mlast\0"
                "SFEHLER\0"
                "\0"sv,
                d));
    EXPECT_EQ(d.message_primary, "last");
    EXPECT_EQ(d.severity, "FEHLER");
    EXPECT_EQ(d.severity_nonlocalized, "ERROR");
}

TEST(notification_message, is_written_and_read_as_documented) {
    expect_golden("NotificationResponse", notification_response{4242, "jobs", "job 7"},
                  "A\0\0\0\x13"
                  "\0\0\x10\x92"
                  "jobs\0"
                  "job 7\0"sv);
    expect_golden("NotificationResponse without payload", notification_response{-1, "jobs", ""},
                  "A\0\0\0\x0e"
                  "\xff\xff\xff\xff"
                  "jobs\0"
                  "\0"sv);
}

}  // namespace
}  // namespace kornak::wire
