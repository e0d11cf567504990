#include <kornak/oid.hpp>
#include <kornak/types/date.hpp>
#include <kornak/types/interval.hpp>
#include <kornak/types/time.hpp>
#include <kornak/types/timestamp.hpp>

#include "dumpers.hpp"

namespace kornak::python {
namespace {

/// The offset of a time or datetime with a tzinfo, in microseconds east of UTC. False with an exception set.
bool utc_offset(const adapt_context& context, PyObject* value, PyObject* tzinfo, std::int64_t& out) {
    out = 0;
    if (tzinfo == context.state.utc.get())
        return true;
    const auto offset = ref::own(PyObject_CallMethodNoArgs(value, context.state.name_utcoffset.get()));
    if (!offset)
        return false;
    // None where a ZoneInfo cannot tell for a time. Python checks its own classes, not what subclasses make
    // of them.
    const bool known = PyObject_TypeCheck(offset.get(), context.state.datetime->DeltaType);
    const auto [days, microseconds] = known ? parts_of_timedelta(offset.get()) : types::day_and_time{};
    if (!known || days < -1 || days > 0) {
        PyErr_Format(context.state.data_error.get(),
                     "cannot calculate the offset of tzinfo '%S' without a date", tzinfo);
        return false;
    }
    out = days * types::microseconds_per_day + microseconds;
    return true;
}

/// Whether the fields of a datetime mean anything: a subclass may have a value for "no moment", as pandas has
/// NaT, which is not even equal to itself. False with an exception set.
bool is_moment(const adapt_context& context, PyObject* value) {
    if (Py_TYPE(value) == context.state.datetime->DateTimeType)
        return true;
    const auto equal = ref::own(PyObject_RichCompare(value, value, Py_EQ));
    const int truth = equal ? PyObject_IsTrue(equal.get()) : -1;
    if (truth == 0)
        PyErr_Format(context.state.data_error.get(), "cannot dump a '%s' that is not equal to itself",
                     std::string(class_name(Py_TYPE(value))).c_str());
    return truth > 0;
}

std::int32_t whole_seconds(std::int64_t microseconds) noexcept {
    return static_cast<std::int32_t>(types::floor_divide(microseconds, types::microseconds_per_second));
}

time to_time(std::int64_t since_midnight) noexcept {
    return time::from(std::chrono::microseconds{since_midnight}).value_or(time{});
}

bool to_timetz(const adapt_context& context, PyObject* value, timetz& out) {
    std::int64_t offset = 0;
    if (!utc_offset(context, value, tzinfo_of_time(value), offset))
        return false;
    out = {to_time(microseconds_of_time(value)), -whole_seconds(offset)};
    return true;
}

interval to_interval(PyObject* timedelta) noexcept {
    const auto [days, microseconds] = parts_of_timedelta(timedelta);
    return {.months = 0, .days = static_cast<std::int32_t>(days), .microseconds = microseconds};
}

}  // namespace

std::uint32_t time_type(PyObject* value) noexcept {
    return tzinfo_of_time(value) == Py_None ? oids::time : oids::timetz;
}

std::uint32_t datetime_type(PyObject* value) noexcept {
    return tzinfo_of_datetime(value) == Py_None ? oids::timestamp : oids::timestamptz;
}

void write_date_text(adapt_context& context, PyObject* value, wire::byte_writer& out) {
    write_codec_text(context, date{days_of(value)}, out);
}

void write_date_binary(PyObject* value, wire::byte_writer& out) {
    codec<date>::encode_binary(out, date{days_of(value)});
}

bool write_time_text(adapt_context& context, PyObject* value, wire::byte_writer& out) {
    if (tzinfo_of_time(value) == Py_None) {
        write_codec_text(context, to_time(microseconds_of_time(value)), out);
        return true;
    }
    timetz zoned;
    if (!to_timetz(context, value, zoned))
        return false;
    write_codec_text(context, zoned, out);
    return true;
}

bool write_time_binary(adapt_context& context, PyObject* value, wire::byte_writer& out) {
    if (tzinfo_of_time(value) == Py_None) {
        codec<time>::encode_binary(out, to_time(microseconds_of_time(value)));
        return true;
    }
    timetz zoned;
    if (!to_timetz(context, value, zoned))
        return false;
    codec<timetz>::encode_binary(out, zoned);
    return true;
}

// Not in UTC: where the text is read as a timestamp without time zone, the server passes over the offset.
bool write_datetime_text(adapt_context& context, PyObject* value, wire::byte_writer& out) {
    if (!is_moment(context, value))
        return false;
    PyObject* const tzinfo = tzinfo_of_datetime(value);
    std::int64_t local = microseconds_of_datetime(value);
    if (tzinfo == Py_None) {
        write_codec_text(context, timestamp{local}, out);
        return true;
    }
    std::int64_t offset = 0;
    if (!utc_offset(context, value, tzinfo, offset))
        return false;
    // PostgreSQL's offsets are of whole seconds. The moment is to stay the same, so the clock takes the rest.
    const std::int32_t seconds = whole_seconds(offset);
    local += seconds * types::microseconds_per_second - offset;
    const auto [days, since_midnight] = types::split_microseconds(local);
    write_codec_text(context, date{static_cast<std::int32_t>(days)}, out);
    out.u8(' ');
    write_codec_text(context, timetz{to_time(since_midnight), -seconds}, out);
    return true;
}

bool write_datetime_binary(adapt_context& context, PyObject* value, wire::byte_writer& out) {
    PyObject* const tzinfo = tzinfo_of_datetime(value);
    std::int64_t offset = 0;
    if (!is_moment(context, value) || (tzinfo != Py_None && !utc_offset(context, value, tzinfo, offset)))
        return false;
    codec<timestamptz>::encode_binary(out, timestamptz{microseconds_of_datetime(value) - offset});
    return true;
}

void write_timedelta_text(adapt_context& context, PyObject* value, wire::byte_writer& out) {
    write_codec_text(context, to_interval(value), out);
}

void write_timedelta_binary(PyObject* value, wire::byte_writer& out) {
    codec<interval>::encode_binary(out, to_interval(value));
}

}  // namespace kornak::python
