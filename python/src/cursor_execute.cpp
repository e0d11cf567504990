#include <algorithm>

#include "cursor_object.hpp"
#include "raise.hpp"

namespace kornak::python {

namespace {

void refuse(const cursor_data& c, const std::string& message) {
    PyErr_SetString(c.state.programming_error.get(), message.c_str());
}

enum class parameter_kind { sequence, mapping, neither };

parameter_kind kind_of(PyObject* parameters) {
    if (PyTuple_Check(parameters) || PyList_Check(parameters))
        return parameter_kind::sequence;
    if (PyDict_Check(parameters))
        return parameter_kind::mapping;
    if (PyUnicode_Check(parameters) || PyBytes_Check(parameters))
        return parameter_kind::neither;
    // A mapping has keys(), as in dict.update(); what else can be indexed is a sequence.
    if (PyMapping_Check(parameters) && PyObject_HasAttrString(parameters, "keys"))
        return parameter_kind::mapping;
    return PySequence_Check(parameters) ? parameter_kind::sequence : parameter_kind::neither;
}

// The values in the order of their placeholders: a tuple or a list.
ref ordered_values(const cursor_data& c, const parsed_query& query, PyObject* parameters) {
    const auto expected = static_cast<Py_ssize_t>(query.formats.size());
    switch (kind_of(parameters)) {
        case parameter_kind::neither:
            PyErr_Format(PyExc_TypeError, "query parameters should be a sequence or a mapping, got %s",
                         Py_TYPE(parameters)->tp_name);
            return nullptr;
        case parameter_kind::sequence: {
            auto values =
                ref::own(PySequence_Fast(parameters, "query parameters should be a sequence or a mapping"));
            if (!values)
                return nullptr;
            const auto given = PySequence_Fast_GET_SIZE(values.get());
            if (given != expected) {
                refuse(c, "the query has " + std::to_string(expected) + " placeholder" +
                              (expected == 1 ? "" : "s") + " but " + std::to_string(given) + " parameter" +
                              (given == 1 ? " was" : "s were") + " passed");
                return nullptr;
            }
            if (query.named() && given > 0) {
                PyErr_SetString(PyExc_TypeError, "named placeholders require a mapping of parameters");
                return nullptr;
            }
            return values;
        }
        case parameter_kind::mapping: break;
    }
    if (!query.named() && expected > 0 && PyMapping_Size(parameters) > 0) {
        PyErr_SetString(PyExc_TypeError, "positional placeholders (%s) require a sequence of parameters");
        return nullptr;
    }
    auto values = ref::own(PyTuple_New(expected));
    std::string missing;
    for (Py_ssize_t i = 0; values && i < expected; ++i) {
        PyObject* const name = query.names[static_cast<std::size_t>(i)].get();
        PyObject* const value = PyObject_GetItem(parameters, name);
        if (value) {
            PyTuple_SET_ITEM(values.get(), i, value);
            continue;
        }
        if (!PyErr_ExceptionMatches(PyExc_KeyError))
            return nullptr;
        PyErr_Clear();
        missing += (missing.empty() ? "" : ", ") + std::string(PyUnicode_AsUTF8(name));
    }
    if (missing.empty())
        return values;
    refuse(c, "query parameter missing: " + missing);
    return nullptr;
}

bool dump_values(connection_data& link, const parsed_query& query, PyObject* values) {
    link.parameters.clear();
    link.parameter_types.clear();
    link.parameter_formats.clear();
    for (std::size_t i = 0; i < query.formats.size(); ++i) {
        dumped how;
        PyObject* const value = PySequence_Fast_GET_ITEM(values, static_cast<Py_ssize_t>(i));
        if (!dump_parameter(link.context, value, query.formats[i], link.parameters, how))
            return false;
        link.parameter_types.push_back(how.type_oid);
        link.parameter_formats.push_back(how.format);
    }
    return true;
}

// The rows of what is arriving, decoded while the server makes more of them. Bounded: beyond this many bytes
// rows stay as they came until they are fetched.
constexpr std::size_t most_decoded_ahead = std::size_t{256} << 20;

class decode_ahead {
public:
    decode_ahead(connection_data& link) : link_(link) {}

    void operator()() {
        auto* const result = link_.execution.arriving();
        if (!result || failed_ || result->rows.bytes() > most_decoded_ahead)
            return;
        if (result->columns.get() != columns_) {
            // Another result of the same query: the decoder was the one before's.
            if (columns_) {
                failed_ = true;
                return;
            }
            columns_ = result->columns.get();
            decoder_.start(link_.context, *result->columns);
        }
        if (!decoder_.decode(result->rows, result->rows.rows())) {
            PyErr_Clear();  // the fetch meets it again
            failed_ = true;
        }
    }
    /// The decoder of the first result that has columns.
    row_decoder take_for(const column_list* columns) {
        return columns == columns_ && !failed_ ? std::move(decoder_) : row_decoder();
    }

private:
    connection_data& link_;
    const column_list* columns_ = nullptr;
    row_decoder decoder_;
    bool failed_ = false;
};

bool keep_results(PyObject* self, decode_ahead& ahead) {
    auto& c = cursor_of(self);
    auto sets = c.link().execution.take_results();
    c.results.clear();
    for (auto& set : sets) {
        auto decoder = set.columns ? ahead.take_for(set.columns.get()) : row_decoder();
        auto result = make_result(c.state, std::move(set), std::move(decoder));
        if (!result)
            return false;
        c.results.push_back(std::move(result));
    }
    return c.results.empty() || select_result(self, 0);
}

bool run(PyObject* self, const client::execution_request& request) {
    auto& c = cursor_of(self);
    auto& link = c.link();
    auto* const core = idle_core(link);
    if (!core)
        return false;
    auto with_begin = request;
    if (core->protocol().status() == wire::transaction_status::idle)
        with_begin.begin = link.begin;
    decode_ahead ahead(link);
    bool again = false;
    do {
        if (link.execution.start(*core, with_begin) &&
            !wait_for(link, link.execution.last(), std::ref(ahead)))
            return false;
        again = link.execution.finish();
    } while (again);
    if (const auto* const why = link.execution.error()) {
        raise(c.state, *why, request.sql);
        return false;
    }
    return keep_results(self, ahead);
}

}  // namespace

ref plain_query(const cursor_data& c, PyObject* query) {
    if (PyUnicode_Check(query) || PyBytes_Check(query))
        return ref::share(query);
    const auto as_bytes = ref::own(PyObject_GetAttrString(query, "as_bytes"));
    if (as_bytes)
        return ref::own(PyObject_CallOneArg(as_bytes.get(), c.connection.get()));
    PyErr_Format(PyExc_TypeError, "the query should be a string, bytes or a kornak.sql object, got %s",
                 Py_TYPE(query)->tp_name);
    return nullptr;
}

bool execute(PyObject* self, PyObject* query, PyObject* parameters, std::optional<bool> prepare,
             bool binary) {
    auto& c = cursor_of(self);
    auto& link = c.link();
    operation_lock turn(link);
    c.results.clear();
    c.current = c.position = 0;
    c.rowcount = -1;
    if (!link.context.refresh())
        return false;
    const auto plain = plain_query(c, query);
    if (!plain)
        return false;

    ref keep, values;
    std::shared_ptr<const parsed_query> parsed;
    client::execution_request request;
    request.prepare = prepare;
    request.result_format = binary ? wire::format::binary : wire::format::text;
    if (parameters == Py_None) {
        std::string_view text;
        if (!query_text(link.context, plain.get(), keep, text))
            return false;
        request.sql = text;
    } else {
        if (!(parsed = link.queries.parse(link.context, plain.get())))
            return false;
        if (!(values = ordered_values(c, *parsed, parameters)))
            return false;
        if (!dump_values(link, *parsed, values.get()))
            return false;
        request.sql = parsed->sql;
        request.parameter_types = link.parameter_types;
        request.parameter_formats = link.parameter_formats;
        request.parameter_count = link.parameter_types.size();
        request.parameters = link.parameters.view();
    }
    request.simple = request.parameter_count == 0 && !binary && prepare != true;
    return run(self, request);
}

bool select_result(PyObject* self, std::size_t index) {
    auto& c = cursor_of(self);
    c.current = index;
    c.position = 0;
    auto& result = *c.result();
    const auto rows = client::affected_rows(result.set->command_tag);
    c.rowcount = rows ? static_cast<long long>(*rows) : -1;
    if (result.set->columns && !result.decoder->started())
        result.decoder->start(c.link().context, *result.set->columns);
    c.row_maker.reset();
    if (!c.row_factory)
        return true;
    auto maker = ref::own(PyObject_CallOneArg(c.row_factory.get(), self));
    if (!maker)
        return false;
    if (maker.get() != reinterpret_cast<PyObject*>(&PyTuple_Type))
        c.row_maker = std::move(maker);
    return true;
}

}  // namespace kornak::python
