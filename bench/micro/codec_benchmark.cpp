// What it costs to decode and to encode a value of each type, in both formats.
#include <benchmark/benchmark.h>

#include <kornak/kornak.hpp>
#include <string>

namespace {

template <class T>
void decode_binary(benchmark::State& state, const T& value) {
    kornak::wire::byte_writer bytes;
    kornak::codec<T>::encode_binary(bytes, value);
    T decoded{};
    for (auto _ : state) {
        auto from = bytes.view();
        benchmark::DoNotOptimize(from);
        benchmark::DoNotOptimize(kornak::codec<T>::decode_binary(from, decoded));
        benchmark::DoNotOptimize(decoded);
    }
}

template <class T>
void decode_text(benchmark::State& state, const T& value) {
    std::string text;
    kornak::codec<T>::encode_text(text, value);
    T decoded{};
    for (auto _ : state) {
        std::string_view from = text;
        benchmark::DoNotOptimize(from);
        benchmark::DoNotOptimize(kornak::codec<T>::decode_text(from, decoded));
        benchmark::DoNotOptimize(decoded);
    }
}

template <class T>
void encode_binary(benchmark::State& state, T value) {
    kornak::wire::byte_writer bytes;
    for (auto _ : state) {
        benchmark::DoNotOptimize(value);
        bytes.clear();
        kornak::codec<T>::encode_binary(bytes, value);
        benchmark::DoNotOptimize(bytes.data());
    }
}

template <class T>
void encode_text(benchmark::State& state, T value) {
    std::string text;
    for (auto _ : state) {
        benchmark::DoNotOptimize(value);
        text.clear();
        kornak::codec<T>::encode_text(text, value);
        benchmark::DoNotOptimize(text.data());
    }
}

template <class T>
void measure(const std::string& type, const T& value) {
    benchmark::RegisterBenchmark((type + "/decode_binary").c_str(), decode_binary<T>, value);
    benchmark::RegisterBenchmark((type + "/decode_text").c_str(), decode_text<T>, value);
    benchmark::RegisterBenchmark((type + "/encode_binary").c_str(), encode_binary<T>, value);
    benchmark::RegisterBenchmark((type + "/encode_text").c_str(), encode_text<T>, value);
}

const bool registered = [] {
    constexpr std::int64_t moment = 800'000'000'123'456;  // microseconds: in May 2025
    measure("bool", true);
    measure("int4", 1'234'567);
    measure("int8", std::int64_t{1'234'567'890'123});
    measure("float8", 1234.5678);
    measure("numeric", kornak::numeric::parse("12345678.901234").value());
    measure("text", std::string("a text of thirty characters..."));
    measure("bytea", kornak::bytea(100, std::byte{0x5a}));
    measure("date", kornak::date(9'000));
    measure("timestamp", kornak::timestamp(moment));
    measure("timestamptz", kornak::timestamptz(moment));
    measure("interval", kornak::interval{14, 3, 4'000'000});
    measure("uuid", kornak::uuid{});
    measure("int4[]", std::vector<int>(100, 1'234'567));
    return true;
}();

}  // namespace
