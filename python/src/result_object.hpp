#ifndef KORNAK_PYTHON_RESULT_OBJECT_HPP
#define KORNAK_PYTHON_RESULT_OBJECT_HPP

#include <vector>

#include "load.hpp"
#include "session/result_set.hpp"

namespace kornak::python {

/// Rows of one result as tuples, made from the bytes that arrived as far as they were asked for.
class row_decoder {
public:
    /// Chooses a loader for each column.
    void start(adapt_context& context, const column_list& columns);
    bool started() const noexcept { return context_ != nullptr; }

    /// Decodes up to `until` rows of `rows` and keeps them. A row whose value cannot be loaded becomes its
    /// exception, raised when that row is fetched. False with an exception set when not even that worked
    /// (memory).
    bool decode(const session::row_store& rows, std::size_t until);
    std::size_t decoded() const noexcept {
        return static_cast<std::size_t>(rows_ ? PyList_GET_SIZE(rows_.get()) : 0);
    }

    /// A decoded row, new reference; null with its exception set.
    ref row(std::size_t index) const;
    /// Rows [from, to) as a list; the exception of the first bad one instead, `to` then being just behind it.
    ref slice(std::size_t from, std::size_t& to);

private:
    PyObject* decode_row(const std::byte* begin, const std::byte* end);
    void set_malformed(const char* why) const;
    ref take_exception();

    std::vector<column_loader> loaders_;
    adapt_context* context_ = nullptr;
    bool atomic_ = false;      // no row can be part of a reference cycle
    bool has_errors_ = false;  // some entries of rows_ are exceptions
    ref rows_;                 // list of tuples
    std::size_t run_ = 0;      // where the next row to decode begins: the run ...
    std::size_t offset_ = 0;   // ... and the byte in it
};

/// The type of `cursor.pgresult`: one result, with its bytes and the rows decoded so far.
struct result_object {
    PyObject_HEAD session::result_set* set;
    row_decoder* decoder;
};

bool add_result_type(PyObject* module, module_state& state);
/// A new result that takes `set` and what is decoded of it.
ref make_result(const module_state& state, session::result_set set, row_decoder decoder);

}  // namespace kornak::python

#endif
