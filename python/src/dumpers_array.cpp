#include <kornak/oid.hpp>
#include <kornak/types/array_text.hpp>

#include <algorithm>
#include <vector>

#include "dumpers.hpp"
#include "list_shape.hpp"

namespace kornak::python {
namespace {

using types::array_header;

/// Finds the type that all elements of a list can be sent as. Runs no Python code.
class element_types {
public:
    element_types(const adapt_context& context, placeholder_format wanted, wire::format format)
        : context_(context), wanted_(wanted), format_(format) {}

    /// Takes a list that has been measured. False with an exception set when there is no such type.
    bool visit(PyObject* list, const array_header& shape, std::size_t level = 0) {
        for (Py_ssize_t i = 0; i < PyList_GET_SIZE(list); ++i) {
            PyObject* const item = PyList_GET_ITEM(list, i);
            if (level + 1 < shape.dimension_count ? !visit(item, shape, level + 1) : !add(item))
                return false;
        }
        return level > 0 || !mixed_ || refuse_mixed();
    }

    /// There are none, or only None.
    bool empty() const noexcept { return classes_.empty(); }
    /// 0 if the server shall infer it.
    std::uint32_t type_oid() const noexcept { return type_oid_; }

private:
    bool add(PyObject* item) {
        if (item == Py_None)
            return true;
        const value_kind kind = note_class(Py_TYPE(item));
        if (kind == value_kind::foreign)
            return refuse_class(context_, Py_TYPE(item), wanted_);
        merge(kind, natural_type(kind, item, format_));
        return true;
    }

    value_kind note_class(PyTypeObject* type) {
        if (!classes_.empty() && classes_.back() == type)
            return kind_;
        // The last one stays at the end, where the next item most likely finds it.
        std::erase(classes_, type);
        classes_.push_back(type);
        return kind_of(context_.state, type);
    }

    /// Integers are all sent as the largest of their types. Of datetimes with and without tzinfo the last one
    /// decides.
    void merge(value_kind kind, std::uint32_t type_oid) {
        const bool same_kind = kind == kind_;
        if (!same_kind && kind_ != value_kind::none && type_oid != type_oid_)
            mixed_ = true;
        if (!same_kind || kind != value_kind::integer || rank(type_oid) > rank(type_oid_))
            type_oid_ = type_oid;
        kind_ = kind;
    }

    static int rank(std::uint32_t integer_type) noexcept {
        switch (integer_type) {
            case oids::int2: return 0;
            case oids::int4: return 1;
            case oids::int8: return 2;
        }
        return 3;
    }

    bool refuse_mixed() const {
        std::vector<std::string_view> names;
        names.reserve(classes_.size());
        for (const PyTypeObject* const type : classes_)
            names.push_back(class_name(type));
        std::ranges::sort(names);
        std::string joined;
        for (const std::string_view name : names)
            joined.append(joined.empty() ? "" : ", ").append(name);
        PyErr_Format(context_.state.data_error.get(), "cannot dump lists of mixed types; got: %s",
                     joined.c_str());
        return false;
    }

    const adapt_context& context_;
    placeholder_format wanted_;
    wire::format format_;
    std::vector<PyTypeObject*> classes_;  // of the elements, each once; the last element's is the last
    value_kind kind_ = value_kind::none;  // of the last element
    std::uint32_t type_oid_ = 0;
    bool mixed_ = false;
};

/// An item of a list that was measured. Dumping another item may have run Python code since, which may have
/// changed the list. Empty with an exception set.
ref item_of(const adapt_context& context, const ref& list, std::int32_t measured, std::int32_t index) {
    if (PyList_Check(list.get()) && PyList_GET_SIZE(list.get()) == measured)
        return ref::share(PyList_GET_ITEM(list.get(), index));
    PyErr_SetString(context.state.data_error.get(), "a list was changed while it was dumped");
    return nullptr;
}

class array_text_dumper {
public:
    array_text_dumper(adapt_context& context, const array_header& shape) : context_(context), shape_(shape) {}

    bool add(const ref& list, std::size_t level = 0) {
        const std::int32_t length = shape_.dimensions[level].length;
        text_ += '{';
        for (std::int32_t i = 0; i < length; ++i) {
            if (i > 0)
                text_ += ',';
            const auto item = item_of(context_, list, length, i);
            if (!item ||
                !(level + 1 < shape_.dimension_count ? add(item, level + 1) : add_element(item.get())))
                return false;
        }
        text_ += '}';
        return true;
    }
    const std::string& text() const noexcept { return text_; }

private:
    bool add_element(PyObject* item) {
        element_.clear();
        if (item != Py_None && !write_text(context_, item, kind_of(context_.state, Py_TYPE(item)), element_))
            return false;
        types::append_array_element_text(text_, wire::as_text(element_.view()), item == Py_None);
        return true;
    }

    adapt_context& context_;
    const array_header& shape_;
    std::string text_;
    wire::byte_writer element_;
};

class array_binary_dumper {
public:
    array_binary_dumper(adapt_context& context, const array_header& shape, wire::byte_writer& out)
        : context_(context), shape_(shape), out_(out) {}

    bool add(const ref& list, std::size_t level = 0) {
        const std::int32_t length = shape_.dimensions[level].length;
        for (std::int32_t i = 0; i < length; ++i) {
            const auto item = item_of(context_, list, length, i);
            if (!item ||
                !(level + 1 < shape_.dimension_count ? add(item, level + 1) : add_element(item.get())))
                return false;
        }
        return true;
    }

private:
    bool add_element(PyObject* item) {
        if (item == Py_None) {
            types::write_null_array_element(out_);
            return true;
        }
        return write_with_length(context_, out_, [&] {
            const value_kind kind = kind_of(context_.state, Py_TYPE(item));
            return write_binary(context_, item, kind, shape_.element_oid, out_);
        });
    }

    adapt_context& context_;
    const array_header& shape_;
    wire::byte_writer& out_;
};

bool write_array_binary(adapt_context& context, PyObject* list, array_header& shape, wire::byte_writer& out) {
    // PostgreSQL's arrays without elements have no dimensions.
    if (shape.element_count == 0)
        shape.dimension_count = 0;
    types::write_array_header(out, shape);
    return shape.dimension_count == 0 || array_binary_dumper(context, shape, out).add(ref::share(list));
}

}  // namespace

bool write_list(adapt_context& context, PyObject* list, placeholder_format wanted, wire::byte_writer& out,
                dumped& how) {
    array_header shape;
    element_types elements(context, wanted, how.format);
    if (!measure_list(context, list, shape) || !elements.visit(list, shape))
        return false;
    if (how.format == wire::format::binary && !elements.empty()) {
        // No array is of elements to be inferred.
        shape.element_oid = elements.type_oid() != 0 ? elements.type_oid() : oids::text;
        how.type_oid = array_oid_of(shape.element_oid);
        return write_array_binary(context, list, shape, out);
    }
    how.format = wire::format::text;
    how.type_oid = array_oid_of(elements.type_oid());
    array_text_dumper dumper(context, shape);
    if (!dumper.add(ref::share(list)))
        return false;
    out.text(dumper.text());
    return true;
}

bool write_list_binary(adapt_context& context, PyObject* list, std::uint32_t array_oid,
                       wire::byte_writer& out) {
    array_header shape;
    if (!measure_list(context, list, shape))
        return false;
    shape.element_oid = element_oid_of(array_oid);
    return write_array_binary(context, list, shape, out);
}

}  // namespace kornak::python
