#ifndef KORNAK_PYTHON_QUERY_HPP
#define KORNAK_PYTHON_QUERY_HPP

#include <memory>
#include <string>
#include <vector>

#include "dump.hpp"

namespace kornak::python {

/// A query with Python placeholders, rewritten with the server's ($1, $2 …).
struct parsed_query {
    std::string sql;
    std::vector<placeholder_format> formats;  // of each parameter
    std::vector<ref> names;                   // of each parameter; empty when they are positional
    bool named() const noexcept { return !names.empty(); }
};

/// Rewrites `%s`, `%b`, `%t`, `%(name)s` and `%%`. False with a ProgrammingError set that says what is wrong
/// where.
bool parse_placeholders(const module_state& state, std::string_view query, parsed_query& out);

/// The queries parsed last, by their text. Bounded; not for queries that are long or have many parameters.
class query_cache {
public:
    /// `query` is str or bytes. Null with a Python exception set.
    std::shared_ptr<const parsed_query> parse(adapt_context& context, PyObject* query);

private:
    static constexpr Py_ssize_t capacity = 128;
    static constexpr std::size_t longest = 4096;  // bytes
    static constexpr std::size_t most_parameters = 50;

    ref entries_;  // dict: query -> capsule
};

/// The text of a query, as the server gets it: str encoded, bytes as they are. Views into `query` or into
/// `keep`. False with a Python exception set.
bool query_text(const adapt_context& context, PyObject* query, ref& keep, std::string_view& text);

}  // namespace kornak::python

#endif
