#include "testing/named_message.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace kornak::testing {
namespace {

class argument_list {
public:
    explicit argument_list(const word_list& words) : words_(words) {}

    std::string_view text(std::size_t i, std::string_view otherwise = {}) const {
        return i < words_.size() ? std::string_view(words_[i].text) : otherwise;
    }
    std::int32_t number(std::size_t i, std::int32_t otherwise = 0) const {
        return i < words_.size() ? static_cast<std::int32_t>(read_number(words_[i].text)) : otherwise;
    }
    std::uint16_t count(std::size_t i) const { return static_cast<std::uint16_t>(number(i)); }
    char letter(std::size_t i, char otherwise) const {
        const auto letters = text(i, {&otherwise, 1});
        return letters.size() == 1 ? letters.front() : throw std::invalid_argument("not a single letter");
    }
    value_list values(std::size_t from) const {
        value_list list;
        for (auto i = from; i < words_.size(); ++i) {
            const auto& w = words_[i];
            list.push_back(w.text == "null" && !w.quoted ? value() : value(w.text));
        }
        return list;
    }
    oid_list oids(std::size_t from) const {
        oid_list list;
        for (auto i = from; i < words_.size(); ++i)
            list.push_back(static_cast<std::uint32_t>(number(i)));
        return list;
    }
    column_list columns() const {
        if (words_.size() % 2 != 0)
            throw std::invalid_argument("a column without its type");
        column_list list;
        for (std::size_t i = 0; i < words_.size(); i += 2) {
            auto& c = list.emplace_back();
            c.name = text(i);
            c.type_oid = static_cast<std::uint32_t>(number(i + 1));
        }
        return list;
    }

private:
    const word_list& words_;
};

struct known_message {
    std::string_view name;
    std::size_t least, most;  // number of arguments
    bytes (*make)(const argument_list&);
};

using list = argument_list;
constexpr std::size_t any = -1;

constexpr known_message known[] = {
    {"authentication_ok", 0, 0, [](const list&) { return authentication_ok(); }},
    {"backend_key_data", 2, 2, [](const list& a) { return backend_key_data(a.number(0), a.text(1)); }},
    {"bind", 2, any, [](const list& a) { return bind(a.text(0), a.text(1), a.values(2)); }},
    {"bind_complete", 0, 0, [](const list&) { return bind_complete(); }},
    {"cancel_request", 2, 2, [](const list& a) { return cancel_request(a.number(0), a.text(1)); }},
    {"close_complete", 0, 0, [](const list&) { return close_complete(); }},
    {"close_statement", 1, 1, [](const list& a) { return close_statement(a.text(0)); }},
    {"command_complete", 1, 1, [](const list& a) { return command_complete(a.text(0)); }},
    {"copy_data", 1, 1, [](const list& a) { return copy_data(a.text(0)); }},
    {"copy_done", 0, 0, [](const list&) { return copy_done(); }},
    {"copy_fail", 1, 1, [](const list& a) { return copy_fail(a.text(0)); }},
    {"copy_in_response", 1, 1, [](const list& a) { return copy_in_response(a.count(0)); }},
    {"copy_out_response", 1, 1, [](const list& a) { return copy_out_response(a.count(0)); }},
    {"data_row", 0, any, [](const list& a) { return data_row(a.values(0)); }},
    {"describe_portal", 1, 1, [](const list& a) { return describe_portal(a.text(0)); }},
    {"describe_statement", 1, 1, [](const list& a) { return describe_statement(a.text(0)); }},
    {"empty_query_response", 0, 0, [](const list&) { return empty_query_response(); }},
    {"error", 1, 3,
     [](const list& a) { return error(a.text(0), a.text(1, "scripted error"), a.text(2, "ERROR")); }},
    {"execute", 1, 2, [](const list& a) { return execute(a.text(0), a.number(1)); }},
    {"flush", 0, 0, [](const list&) { return flush(); }},
    {"no_data", 0, 0, [](const list&) { return no_data(); }},
    {"notice", 1, 1, [](const list& a) { return notice(a.text(0)); }},
    {"notification", 3, 3, [](const list& a) { return notification(a.number(0), a.text(1), a.text(2)); }},
    {"parameter_description", 0, any, [](const list& a) { return parameter_description(a.oids(0)); }},
    {"parameter_status", 2, 2, [](const list& a) { return parameter_status(a.text(0), a.text(1)); }},
    {"parse", 2, any, [](const list& a) { return parse(a.text(0), a.text(1), a.oids(2)); }},
    {"parse_complete", 0, 0, [](const list&) { return parse_complete(); }},
    {"password_message", 1, 1, [](const list& a) { return password_message(a.text(0)); }},
    {"portal_suspended", 0, 0, [](const list&) { return portal_suspended(); }},
    {"query", 1, 1, [](const list& a) { return query(a.text(0)); }},
    {"ready", 0, 1, [](const list& a) { return ready(a.letter(0, 'I')); }},
    {"row_description", 0, any, [](const list& a) { return row_description(a.columns()); }},
    {"sync", 0, 0, [](const list&) { return sync(); }},
    {"terminate", 0, 0, [](const list&) { return terminate(); }},
};

}  // namespace

bytes named_message(std::string_view name, const word_list& arguments) {
    const auto* const found =
        std::find_if(std::begin(known), std::end(known), [&](const auto& k) { return k.name == name; });
    if (found == std::end(known))
        throw std::invalid_argument("no such message: " + std::string(name));
    if (arguments.size() < found->least || arguments.size() > found->most)
        throw std::invalid_argument("the wrong number of arguments for " + std::string(name));
    return found->make(argument_list(arguments));
}

}  // namespace kornak::testing
