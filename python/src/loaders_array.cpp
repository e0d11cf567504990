#include <kornak/oid.hpp>
#include <kornak/types/array_header.hpp>
#include <kornak/types/array_text.hpp>

#include "loaders.hpp"

namespace kornak::python {
namespace {

using types::array_text_reader;

PyObject* load_element(const column_loader& element, const array_text_reader& at) {
    return at.is_null() ? Py_NewRef(Py_None) : element.load(element, wire::as_bytes(at.text()));
}

PyObject* load_array_text(const column_loader& self, wire::bytes_view value) {
    using token = array_text_reader::token;
    array_text_reader reader{wire::as_text(value), self.element->type_oid == oids::box ? ';' : ','};
    std::array<ref, types::array_header::max_dimensions>
        open;  // the lists that are being filled, outermost first
    std::size_t depth = 0;
    const auto append = [&](const ref& item) {
        return item && (depth == 0 || PyList_Append(open[depth - 1].get(), item.get()) == 0);
    };
    for (;;) {
        switch (reader.next()) {
            case token::open: {
                auto list = ref::own(PyList_New(0));
                if (!append(list))
                    return nullptr;
                open[depth++] = std::move(list);
                break;
            }
            case token::close: --depth; break;
            case token::element:
                if (!append(ref::own(load_element(*self.element, reader))))
                    return nullptr;
                break;
            case token::end: return open[0].release();
            case token::malformed: return refuse_text(self, value);
        }
    }
}

class binary_array {
public:
    binary_array(const column_loader& self, wire::bytes_view value)
        : self_(self), value_(value), reader_(value) {}

    PyObject* load() {
        if (!types::read_array_header(reader_, header_))
            return refuse_binary(self_, value_);
        // The header is right where the type of the column is known to lie (and an array of arrays does not
        // exist).
        column_loader other;
        element_ = self_.element.get();
        if (header_.element_oid != element_->type_oid) {
            if (element_oid_of(header_.element_oid) != 0)
                return refuse_binary(self_, value_);
            other = resolve_loader(*self_.context, header_.element_oid, true);
            element_ = &other;
        }
        auto list = ref::own(header_.element_count == 0 ? PyList_New(0) : load_dimension(0));
        if (list && !reader_.complete())
            return refuse_binary(self_, value_);
        return list.release();
    }

private:
    PyObject* load_dimension(std::size_t dimension) {
        const Py_ssize_t length = header_.dimensions[dimension].length;
        auto list = ref::own(PyList_New(length));
        for (Py_ssize_t i = 0; list && i < length; ++i) {
            PyObject* const item =
                dimension + 1 < header_.dimension_count ? load_dimension(dimension + 1) : load_element();
            if (!item)
                return nullptr;
            PyList_SET_ITEM(list.get(), i, item);
        }
        return list.release();
    }

    PyObject* load_element() {
        types::array_element_view item;
        if (!types::read_array_element(reader_, item))
            return refuse_binary(self_, value_);
        return item.is_null ? Py_NewRef(Py_None) : element_->load(*element_, item.payload);
    }

    const column_loader& self_;
    wire::bytes_view value_;
    wire::byte_reader reader_;
    types::array_header header_;
    const column_loader* element_ = nullptr;
};

PyObject* load_array_binary(const column_loader& self, wire::bytes_view value) {
    return binary_array(self, value).load();
}

}  // namespace

const type_loader array_loader{load_array_text, load_array_binary, false};

}  // namespace kornak::python
