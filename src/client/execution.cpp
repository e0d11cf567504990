#include "client/execution.hpp"

#include <charconv>

namespace kornak::client {

namespace {

failure usage(std::string message) {
    return {failure_kind::usage, std::move(message), nullptr, false};
}

std::optional<failure> refuse(const execution_request& what) {
    // The server ends the connection for a message of 1 GiB; room for what surrounds these two is left.
    constexpr std::size_t most = (std::size_t{1} << 30) - (1 << 20);
    if (what.sql.find('\0') != what.sql.npos)
        return usage("the statement contains a zero byte, which PostgreSQL cannot hold");
    if (what.sql.size() > most)
        return usage("the statement is larger than the server's limit of 1 GiB");
    if (what.parameters.size() > most)
        return usage("the parameters are larger than the server's limit of 1 GiB");
    if (what.parameter_count > wire::max_parameters)
        return usage("a statement takes at most 65535 parameters, not " +
                     std::to_string(what.parameter_count) + ": pass arrays, or load the rows with COPY");
    return std::nullopt;
}

bool is_stale_plan(const failure& why) noexcept {
    if (!why.server || why.skipped)
        return false;
    const auto& d = *why.server;
    // 26000: somebody (DEALLOCATE, a pooler) took the statement away. 0A000 from this routine and no other:
    // tables have changed such that the statement would return other columns than it was prepared with.
    return d.sqlstate == "26000" || (d.sqlstate == "0A000" && d.source_function == "RevalidateCachedQuery");
}

}  // namespace

void execution::reset(core& c) {
    abandon();
    core_ = &c;
    refused_.reset();
    begin_.reset();
    closes_.clear();
    extended_.reset();
    simple_.reset();
    sync_.reset();
    key_.clear();
    name_.clear();
    preparing_ = false;
    was_idle_ = c.protocol().status() == wire::transaction_status::idle;
}

bool execution::enqueue(session::exchange& x) {
    last_ = &x;
    return core_->protocol().enqueue(x);
}

bool execution::start(core& c, const execution_request& what) {
    reset(c);
    if ((refused_ = refuse(what)))
        return false;
    result_format_ = what.result_format;
    if (!what.begin.empty()) {
        session::statement_request begin;
        begin.sql = what.begin;
        begin.columns_known = true;
        if (!enqueue(begin_.emplace(begin)))
            return false;
    }
    closing_ = c.statements().take_evicted();
    for (const auto& name : closing_) {
        closes_.push_back(std::make_unique<session::close_target>(wire::target::statement, name));
        if (!enqueue(*closes_.back()))
            return false;
    }
    if (what.simple) {
        if (!enqueue(simple_.emplace(what.sql)))
            return false;
        // It ends with a ReadyForQuery of its own. Only if something before it can fail a Sync has to follow,
        // or the server would go on ignoring what comes.
        if (!begin_ && closes_.empty())
            return true;
    } else {
        session::statement_request request;
        prepare_request(what, request);
        if (!enqueue(extended_.emplace(request)))
            return false;
    }
    return enqueue(sync_.emplace());
}

// Decides with the statement cache whether to parse anew, under which name, and what need not be described.
void execution::prepare_request(const execution_request& what, session::statement_request& request) {
    request.sql = what.sql;
    request.parameter_types = what.parameter_types;
    request.parameter_formats = what.parameter_formats;
    request.parameter_count = what.parameter_count;
    request.parameters = what.parameters;
    request.result_formats = {&result_format_, 1};

    auto& cache = core_->statements();
    auto* const cached = what.prepare == false ? nullptr : cache.use(what.sql, what.parameter_types);
    if (!cached)
        return;
    if (cached->prepared()) {
        name_ = cached->name;
        request.parse = false;
        request.columns = cached->columns[static_cast<std::size_t>(result_format_)];
        request.columns_known = request.columns || cached->returns_nothing;
    } else if (what.prepare == true || cache.wants_preparation(*cached)) {
        name_ = cache.new_name();
        preparing_ = true;
    } else {
        return;
    }
    key_ = cached->key;
    request.statement = name_;
}

void execution::abandon() noexcept {
    if (!core_)
        return;
    const auto leave = [&](const auto& x) {
        if (x && !x->done())
            core_->protocol().abandon(*x);
    };
    leave(begin_);
    for (const auto& x : closes_)
        leave(x);
    leave(extended_);
    leave(simple_);
    leave(sync_);
}

const failure* execution::error() const noexcept {
    if (refused_)
        return &*refused_;
    if (begin_ && begin_->error())
        return begin_->error();
    if (extended_ && extended_->error())
        return extended_->error();
    if (simple_ && simple_->error())
        return simple_->error();
    return sync_ ? sync_->error() : nullptr;
}

session::result_set* execution::arriving() noexcept {
    if (extended_)
        return extended_->result().columns ? &extended_->result() : nullptr;
    if (!simple_ || simple_->results().empty())
        return nullptr;
    auto& r = simple_->results().back();
    return r.columns ? &r : nullptr;
}

std::vector<session::result_set> execution::take_results() {
    std::vector<session::result_set> results;
    if (simple_)
        results = std::move(simple_->results());
    else
        results.push_back(std::move(extended_->result()));
    for (auto& r : results)
        r.rows.compact();
    return results;
}

bool execution::finish() {
    if (refused_)
        return false;
    auto& cache = core_->statements();
    for (std::size_t i = 0; i < closes_.size(); ++i) {
        if (closes_[i]->error())
            cache.close_later(std::move(closing_[i]));  // skipped, with all behind an error
    }
    if (simple_) {
        for (const auto& r : simple_->results())
            watch_for_discard(r);
        return false;
    }
    if (!extended_)
        return false;
    auto* const cached = cache.find(key_);
    if (preparing_ && extended_->parsed()) {
        // Others in the same flight may have prepared it too, or pushed it out of the cache.
        if (cached && !cached->prepared())
            cached->name = name_;
        else
            cache.close_later(name_);
    }
    const auto* const why = extended_->error();
    if (!why) {
        if (cached && cached->prepared())
            cached->remember(extended_->result().columns, result_format_);
        watch_for_discard(extended_->result());
        return false;
    }
    if (!cached || preparing_ || !is_stale_plan(*why))
        return false;
    // With columns it was bound, and executed: rows may be given away already, and what is stale is inside
    // it.
    if (extended_->result().columns)
        return false;
    cache.forget(key_);
    return was_idle_ && !begin_;
}

// These commands take all prepared statements away, our own included.
void execution::watch_for_discard(const session::result_set& r) {
    if (r.command_tag == "DISCARD ALL" || r.command_tag == "DEALLOCATE ALL")
        core_->statements().clear();
}

std::optional<std::uint64_t> affected_rows(std::string_view command_tag) noexcept {
    const auto number = command_tag.substr(command_tag.rfind(' ') + 1);
    std::uint64_t rows = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), rows);
    if (number.empty() || error != std::errc{} || end != number.data() + number.size())
        return std::nullopt;
    return rows;
}

}  // namespace kornak::client
