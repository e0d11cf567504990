#include "testing/script_text.hpp"

#include <sstream>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

namespace kornak::testing {
namespace {

using action = script_step::action;

std::vector<script> read(const std::string& text) {
    std::istringstream in(text);
    return read_scripts(in);
}

// The bytes of the only step.
bytes content(const std::string& line) {
    const auto scripts = read(line);
    EXPECT_EQ(scripts.size(), 1u);
    EXPECT_EQ(scripts.at(0).steps().size(), 1u);
    return scripts.at(0).steps().at(0).content;
}

std::string problem(const std::string& text) {
    try {
        read(text);
    } catch (const std::invalid_argument& e) {
        return e.what();
    }
    return "none";
}

TEST(script_text, has_a_step_on_each_line_and_a_script_for_each_connection) {
    const auto scripts = read(
        "# a comment\n"
        "startup\n"
        "\n"
        "receive query \"select 1\"   # another one\n"
        "  wait 2\r\n"
        "\tsend ready\n"
        "close\n"
        "connection\n"
        "receive sync");
    ASSERT_EQ(scripts.size(), 2u);
    const auto prologue = script::startup().steps().size();
    const auto& steps = scripts[0].steps();
    ASSERT_EQ(steps.size(), prologue + 4);
    EXPECT_EQ(steps[0].what, action::receive_startup);
    EXPECT_EQ(steps[prologue].what, action::receive);
    EXPECT_EQ(steps[prologue].content, query("select 1"));
    EXPECT_EQ(steps[prologue + 1].what, action::wait);
    EXPECT_EQ(steps[prologue + 1].connection, 2u);
    EXPECT_EQ(steps[prologue + 2].what, action::send);
    EXPECT_EQ(steps[prologue + 3].what, action::close);
    ASSERT_EQ(scripts[1].steps().size(), 1u);
    EXPECT_EQ(scripts[1].steps()[0].content, sync());
}

TEST(script_text, names_messages_by_their_functions) {
    const std::pair<const char*, bytes> cases[] = {
        {"authentication_ok", authentication_ok()},
        {"backend_key_data 7 \"key4\"", backend_key_data(7, "key4")},
        {"bind \"\" s1 1 null \"null\"", bind("", "s1", {"1", std::nullopt, "null"})},
        {"bind_complete", bind_complete()},
        {"cancel_request 7 \"\\x01\\x02\\x03\\xff\"", cancel_request(7, "\x01\x02\x03\xff")},
        {"close_complete", close_complete()},
        {"close_statement s1", close_statement("s1")},
        {"command_complete \"SELECT 1\"", command_complete("SELECT 1")},
        {"copy_data \"1\\n\"", copy_data("1\n")},
        {"copy_done", copy_done()},
        {"copy_fail no", copy_fail("no")},
        {"copy_in_response 2", copy_in_response(2)},
        {"copy_out_response 1", copy_out_response(1)},
        {"data_row 1 null \"\" \"a b\"", data_row({"1", std::nullopt, "", "a b"})},
        {"data_row", data_row({})},
        {"describe_portal \"\"", describe_portal("")},
        {"describe_statement s1", describe_statement("s1")},
        {"empty_query_response", empty_query_response()},
        {"error 22012", error("22012")},
        {"error 57P01 \"shutting down\" FATAL", error("57P01", "shutting down", "FATAL")},
        {"execute \"\"", execute("")},
        {"execute p1 10", execute("p1", 10)},
        {"flush", flush()},
        {"no_data", no_data()},
        {"notice hello", notice("hello")},
        {"notification 7 jobs \"\"", notification(7, "jobs", "")},
        {"parameter_description 23 4294967295", parameter_description({23, 4294967295})},
        {"parameter_status TimeZone UTC", parameter_status("TimeZone", "UTC")},
        {"parse s1 \"select $1\" 23", parse("s1", "select $1", {23})},
        {"parse_complete", parse_complete()},
        {"password_message secret", password_message("secret")},
        {"portal_suspended", portal_suspended()},
        {"query \"select \\\"x\\\\\"", query("select \"x\\")},
        {"ready", ready()},
        {"ready T", ready('T')},
        {"row_description", row_description({})},
        {"sync", sync()},
        {"terminate", terminate()},
    };
    for (const auto& [text, expected] : cases)
        EXPECT_EQ(content(std::string("send ") + text), expected) << text;

    column_list columns(2);
    columns[0].name = "id";
    columns[0].type_oid = 23;
    columns[1].name = "full name";
    columns[1].type_oid = 25;
    EXPECT_EQ(content("send row_description id 23 \"full name\" 25"), row_description(columns));
}

TEST(script_text, spells_messages_out) {
    EXPECT_EQ(content(R"(receive Q "select 1\0")"), query("select 1"));
    EXPECT_EQ(content("send S"), message('S', ""));
    EXPECT_EQ(content(R"(send D 2:2 4:1 "1" 4:-1)"), data_row({"1", std::nullopt}));
    EXPECT_EQ(content("send R 1:255 2:-2 4:16909060"), message('R', bytes("\xff\xff\xfe\1\2\3\4", 7)));
}

TEST(script_text, spells_bytes_out) {
    EXPECT_EQ(content("send hex 5a00000005 49"), ready());
    EXPECT_EQ(content("send hex"), "");
}

TEST(script_text, says_in_which_line_it_cannot_be_understood) {
    const std::pair<const char*, const char*> cases[] = {
        {"sync", "line 1: cannot be understood"},
        {"\n\nclose now", "line 3: cannot be understood"},
        {"close\nstartup", "line 2: cannot be understood"},
        {"wait", "line 1: cannot be understood"},
        {"wait one", "line 1: not a number: one"},
        {"send", "line 1: a message is missing"},
        {"send nonsense", "line 1: no such message: nonsense"},
        {"send error", "line 1: the wrong number of arguments for error"},
        {"send sync 1", "line 1: the wrong number of arguments for sync"},
        {"send row_description id", "line 1: a column without its type"},
        {"send ready idle", "line 1: not a single letter"},
        {"send ready \"\"", "line 1: not a single letter"},
        {"send Q select", "line 1: neither a string nor WIDTH:VALUE: select"},
        {"send Q 3:1", "line 1: a number has 1, 2 or 4 bytes: 3:1"},
        {"send Q 2:x", "line 1: not a number: x"},
        {"send Q \"select", "line 1: a string without its closing quote"},
        {"send Q \"select\\", "line 1: a string without its closing quote"},
        {"send Q \"\\q\"", "line 1: no such escape: \\q"},
        {"send Q \"\\xz1\"", "line 1: not a number: z1"},
        {"send Q \"\\x", "line 1: not a number: "},
        {"send hex 5a0", "line 1: half a byte at the end"},
        {"send hex zz", "line 1: not a number: zz"},
    };
    for (const auto& [text, expected] : cases)
        EXPECT_EQ(problem(text), expected) << text;
}

}  // namespace
}  // namespace kornak::testing
