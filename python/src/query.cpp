#include "query.hpp"

#include <algorithm>

namespace kornak::python {

namespace {

using shared_query = std::shared_ptr<const parsed_query>;

bool refuse(const module_state& state, const std::string& message) {
    PyErr_SetString(state.programming_error.get(), message.c_str());
    return false;
}

bool is_format(char c) {
    return c == 's' || c == 't' || c == 'b';
}

class placeholder_parser {
public:
    placeholder_parser(const module_state& state, std::string_view query, parsed_query& out)
        : state_(state), query_(query), out_(out) {}

    bool parse() {
        for (;;) {
            const auto percent = query_.find('%', at_);
            out_.sql += query_.substr(at_, percent - at_);
            if (percent == query_.npos)
                return true;
            at_ = percent + 1;
            if (!placeholder())
                return false;
        }
    }

private:
    bool placeholder() {
        if (at_ == query_.size())
            return incomplete("%");
        switch (const char c = query_[at_++]) {
            case '%': out_.sql += '%'; return true;
            case '(': return named();
            case ' ': return incomplete("%");
            default:
                if (!is_format(c))
                    return bad_format(std::string("%") + c);
                return positional(c);
        }
    }

    bool positional(char format) {
        if (out_.named())
            return mixed();
        out_.formats.push_back(static_cast<placeholder_format>(format));
        has_positional_ = true;
        append_number(out_.formats.size());
        return true;
    }

    bool named() {
        const auto close = query_.find(')', at_);
        const auto name = query_.substr(at_, close - at_);
        if (close == query_.npos || close + 1 == query_.size() || name.empty())
            return incomplete("%(" + std::string(name));
        const char format = query_[close + 1];
        at_ = close + 2;
        if (!is_format(format))
            return bad_format("%(" + std::string(name) + ")" + format);
        if (has_positional_)
            return mixed();
        return append_named(name, static_cast<placeholder_format>(format));
    }

    bool append_named(std::string_view name, placeholder_format format) {
        const auto key =
            ref::own(PyUnicode_DecodeUTF8(name.data(), static_cast<Py_ssize_t>(name.size()), nullptr));
        if (!key)
            return false;
        const auto same = [&](const ref& other) { return PyUnicode_Compare(other.get(), key.get()) == 0; };
        const auto found = std::find_if(out_.names.begin(), out_.names.end(), same);
        const auto index = static_cast<std::size_t>(found - out_.names.begin());
        if (found == out_.names.end()) {
            out_.names.push_back(key);
            out_.formats.push_back(format);
        } else if (out_.formats[index] != format) {
            return refuse(state_, "placeholder '" + std::string(name) + "' cannot have different formats");
        }
        append_number(index + 1);
        return true;
    }

    void append_number(std::size_t n) { out_.sql += '$' + std::to_string(n); }

    bool mixed() { return refuse(state_, "positional and named placeholders cannot be mixed"); }
    bool incomplete(const std::string& what) {
        return refuse(state_,
                      "incomplete placeholder: '" + what +
                          "'; if you want to use '%' as an operator you can double it up, i.e. use '%%'");
    }
    bool bad_format(const std::string& what) {
        return refuse(state_, "only '%s', '%b', '%t' are allowed as placeholders, got '" + what + "'");
    }

    const module_state& state_;
    std::string_view query_;
    parsed_query& out_;
    std::size_t at_ = 0;
    bool has_positional_ = false;
};

void destroy_entry(PyObject* capsule) {
    delete static_cast<shared_query*>(PyCapsule_GetPointer(capsule, nullptr));
}

}  // namespace

bool parse_placeholders(const module_state& state, std::string_view query, parsed_query& out) {
    return placeholder_parser(state, query, out).parse();
}

bool query_text(const adapt_context& context, PyObject* query, ref& keep, std::string_view& text) {
    Py_ssize_t size = 0;
    if (PyUnicode_Check(query) && context.utf8) {
        const char* const data = PyUnicode_AsUTF8AndSize(query, &size);
        if (!data)
            return false;
        text = {data, static_cast<std::size_t>(size)};
        return true;
    }
    if (PyUnicode_Check(query))
        keep = ref::own(PyUnicode_AsEncodedString(query, context.encoding.c_str(), "strict"));
    else
        keep = ref::own(PyBytes_FromObject(query));
    if (!keep)
        return false;
    text = {PyBytes_AS_STRING(keep.get()), static_cast<std::size_t>(PyBytes_GET_SIZE(keep.get()))};
    return true;
}

std::shared_ptr<const parsed_query> query_cache::parse(adapt_context& context, PyObject* query) {
    if (!entries_ && !(entries_ = ref::own(PyDict_New())))
        return nullptr;
    if (PyObject* const known = PyDict_GetItemWithError(entries_.get(), query))
        return *static_cast<shared_query*>(PyCapsule_GetPointer(known, nullptr));
    if (PyErr_Occurred())
        return nullptr;

    ref keep;
    std::string_view text;
    if (!query_text(context, query, keep, text))
        return nullptr;
    auto parsed = std::make_shared<parsed_query>();
    if (!parse_placeholders(context.state, text, *parsed))
        return nullptr;
    shared_query result = std::move(parsed);
    if (text.size() > longest || result->formats.size() > most_parameters)
        return result;

    if (PyDict_GET_SIZE(entries_.get()) >= capacity) {
        // A dict keeps the order of insertion: its first key is the oldest.
        PyObject* oldest = nullptr;
        Py_ssize_t position = 0;
        PyDict_Next(entries_.get(), &position, &oldest, nullptr);
        if (PyDict_DelItem(entries_.get(), ref::share(oldest).get()) != 0)
            return nullptr;
    }
    auto* const entry = new shared_query(result);
    const auto capsule = ref::own(PyCapsule_New(entry, nullptr, destroy_entry));
    if (!capsule) {
        delete entry;
        return nullptr;
    }
    if (PyDict_SetItem(entries_.get(), query, capsule.get()) != 0)
        return nullptr;
    return result;
}

}  // namespace kornak::python
