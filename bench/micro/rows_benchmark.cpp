// From the bytes of a reply to rows: telling the messages apart, and reading them into structs.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstring>
#include <kornak/kornak.hpp>

#include "session/session.hpp"
#include "session/simple_query.hpp"
#include "wire/query_messages.hpp"
#include "workloads.hpp"

namespace {

using row = bench::fetched_row<kornak::timestamptz>;

constexpr std::size_t row_count = 1000;

template <class T>
void add_value(kornak::wire::byte_writer& to, const T& value) {
    const auto length_at = to.reserve_i32();
    kornak::codec<T>::encode_binary(to, value);
    to.patch_i32(length_at, static_cast<std::int32_t>(to.size() - length_at - 4));
}

void add_rows(kornak::wire::byte_writer& to) {
    for (std::size_t i = 0; i < row_count; ++i) {
        const auto id = static_cast<std::int32_t>(i);
        kornak::wire::message_frame frame(to, kornak::wire::data_row::tag);
        to.i16(6);
        add_value(to, id);
        add_value(to, bench::copied_ratio(id));
        add_value(to, bench::copied_name(id));
        add_value(to, kornak::timestamptz(id * 1'000'000LL));
        add_value(to, i % 2 == 0);
        add_value(to, id * 1'000'000LL);
    }
}

kornak::wire::row_description describe_rows() {
    using kornak::wire::format;
    namespace oids = kornak::oids;
    kornak::wire::row_description columns;
    for (const std::uint32_t type :
         {oids::int4, oids::float8, oids::text, oids::timestamptz, oids::bool_, oids::int8})
        columns.fields.push_back({.name = "a_column", .type_oid = type, .value_format = format::binary});
    return columns;
}

/// What the server answers to a query for the rows.
kornak::wire::byte_writer make_reply() {
    kornak::wire::byte_writer reply;
    encode(reply, describe_rows());
    add_rows(reply);
    encode(reply, kornak::wire::command_complete{"SELECT 1000"});
    encode(reply, kornak::wire::ready_for_query{});
    return reply;
}

/// The argument is how many bytes arrive at once.
void tell_messages_apart(benchmark::State& state) {
    const auto reply = make_reply();
    kornak::session::session session;
    for (auto _ : state) {
        kornak::session::simple_query query("select");
        session.enqueue(query);
        session.output_sent(session.output().size());
        for (auto left = reply.view(); !left.empty();) {
            const auto space = session.input_space();
            const auto size = std::min({left.size(), space.size(), static_cast<std::size_t>(state.range(0))});
            std::memcpy(space.data(), left.data(), size);
            session.input_filled(size);
            left = left.subspan(size);
            if (!query.results().empty())
                query.results().back().rows.clear();
        }
        if (!query.done() || query.error()) {
            state.SkipWithError("the session did not understand the reply");
            break;
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(row_count));
}
BENCHMARK(tell_messages_apart)->Arg(100)->Arg(8 << 10)->Arg(256 << 10);

void read_into_structs(benchmark::State& state) {
    kornak::wire::byte_writer rows;
    add_rows(rows);
    const auto columns = std::make_shared<kornak::column_list>();
    for (const auto& field : describe_rows().fields)
        columns->push_back({.name = std::string(field.name), .type_oid = field.type_oid, .binary = true});

    std::vector<row> structs;
    for (auto _ : state) {
        structs.clear();
        kornak::detail::vector_sink<row> sink(structs);
        const auto all = rows.view();
        if (sink.on_columns(columns) || sink.on_rows(all.data(), all.data() + all.size(), row_count)) {
            state.SkipWithError("the rows do not fit the struct");
            break;
        }
        benchmark::DoNotOptimize(structs.data());
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(row_count));
}
BENCHMARK(read_into_structs);

}  // namespace
