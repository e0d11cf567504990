#include "adapt_context.hpp"

#include <algorithm>

namespace kornak::python {
namespace {

struct encoding_names {
    std::string_view server;  // without underscores
    const char* python;
};

// Not here, as Python has no codec for them: EUC_TW and MULE_INTERNAL.
constexpr encoding_names encodings[] = {
    {"BIG5", "big5"},
    {"EUCCN", "gb2312"},
    {"EUCJIS2004", "euc_jis_2004"},
    {"EUCJP", "euc_jp"},
    {"EUCKR", "euc_kr"},
    {"GB18030", "gb18030"},
    {"GBK", "gbk"},
    {"ISO88595", "iso8859-5"},
    {"ISO88596", "iso8859-6"},
    {"ISO88597", "iso8859-7"},
    {"ISO88598", "iso8859-8"},
    {"JOHAB", "johab"},
    {"KOI8R", "koi8-r"},
    {"KOI8U", "koi8-u"},
    {"LATIN1", "iso8859-1"},
    {"LATIN10", "iso8859-16"},
    {"LATIN2", "iso8859-2"},
    {"LATIN3", "iso8859-3"},
    {"LATIN4", "iso8859-4"},
    {"LATIN5", "iso8859-9"},
    {"LATIN6", "iso8859-10"},
    {"LATIN7", "iso8859-13"},
    {"LATIN8", "iso8859-14"},
    {"LATIN9", "iso8859-15"},
    {"SHIFTJIS2004", "shift_jis_2004"},
    {"SJIS", "shift_jis"},
    {"SQLASCII", "ascii"},
    {"UHC", "cp949"},
    {"UTF8", "utf-8"},
    {"WIN1250", "cp1250"},
    {"WIN1251", "cp1251"},
    {"WIN1252", "cp1252"},
    {"WIN1253", "cp1253"},
    {"WIN1254", "cp1254"},
    {"WIN1255", "cp1255"},
    {"WIN1256", "cp1256"},
    {"WIN1257", "cp1257"},
    {"WIN1258", "cp1258"},
    {"WIN866", "cp866"},
    {"WIN874", "cp874"},
};

/// Null if there is none. Servers that are not PostgreSQL spell the names in their own ways.
const char* python_encoding(std::string_view server) {
    std::string name;
    for (const char c : server)
        if (c != '_' && c != '-')
            name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    const auto* const found = std::ranges::find(encodings, name, &encoding_names::server);
    return found == std::end(encodings) ? nullptr : found->python;
}

std::string_view parameter(const session::session& session, std::string_view name,
                           std::string_view otherwise) {
    const std::string* const value = session.parameter(name);
    return value ? std::string_view(*value) : otherwise;
}

}  // namespace

bool adapt_context::refresh() {
    if (!session || session->parameter_changes() == seen_changes)
        return true;
    const std::string client_encoding(parameter(*session, "client_encoding", "UTF8"));
    const char* const codec = python_encoding(client_encoding);
    if (!codec) {
        PyErr_Format(state.not_supported_error.get(), "codec not available in Python: '%s'",
                     client_encoding.c_str());
        return false;
    }
    encoding = codec;
    utf8 = encoding == "utf-8";
    ascii_bytes = encoding == "ascii";
    date_style_name = parameter(*session, "DateStyle", "ISO, MDY");
    date_style = types::parse_date_style(date_style_name).value_or(types::date_style{});
    zone.set_name(parameter(*session, "TimeZone", "UTC"));
    seen_changes = session->parameter_changes();
    return true;
}

}  // namespace kornak::python
