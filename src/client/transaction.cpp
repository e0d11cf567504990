#include <kornak/transaction.hpp>

namespace kornak {

namespace {

[[noreturn]] void refuse(std::string message, bool sent = false) {
    failure f;
    f.kind = failure_kind::usage;
    f.message = std::move(message);
    f.sent = sent;
    throw_failure(std::move(f));
}

std::string begin_statement(const transaction_options& o) {
    std::string sql = "BEGIN";
    if (o.isolation) {
        switch (*o.isolation) {
            case isolation_level::read_committed: sql += " ISOLATION LEVEL READ COMMITTED"; break;
            case isolation_level::repeatable_read: sql += " ISOLATION LEVEL REPEATABLE READ"; break;
            case isolation_level::serializable: sql += " ISOLATION LEVEL SERIALIZABLE"; break;
        }
    }
    if (o.read_only)
        sql += *o.read_only ? " READ ONLY" : " READ WRITE";
    if (o.deferrable)
        sql += *o.deferrable ? " DEFERRABLE" : " NOT DEFERRABLE";
    return sql;
}

}  // namespace

transaction::transaction(connection& db, const transaction_options& options)
    : db_(db), depth_(db.transactions_) {
    const auto status = db.status();
    const bool nested =
        status == transaction_status::in_transaction || status == transaction_status::in_error;
    if (nested) {
        if (options.isolation || options.read_only || options.deferrable)
            refuse("a transaction inside another one is a savepoint and cannot have options of its own");
        depth_ = std::max(depth_, 1);  // somebody else's BEGIN is around us
        db.execute("SAVEPOINT " + savepoint());
    } else {
        depth_ = 0;
        db.execute(begin_statement(options));
    }
    db.transactions_ = depth_ + 1;
    open_ = true;
}

transaction::~transaction() {
    if (!open_)
        return;
    try {
        rollback();
    } catch (const error&) {
        // The connection is lost, and the transaction with it.
    }
}

void transaction::commit() {
    check_innermost();
    if (db_.status() == transaction_status::in_error) {
        rollback();
        refuse("the transaction was rolled back instead of committed, because a statement in it had failed",
               true);
    }
    end(depth_ == 0 ? "COMMIT" : "RELEASE SAVEPOINT " + savepoint());
}

void transaction::rollback() {
    check_innermost();
    end(depth_ == 0 ? "ROLLBACK"
                    : "ROLLBACK TO SAVEPOINT " + savepoint() + "; RELEASE SAVEPOINT " + savepoint());
}

void transaction::check_innermost() const {
    if (!open_)
        refuse("this transaction is over already");
    if (db_.transactions_ != depth_ + 1)
        refuse("a transaction inside this one is still open: end that one first");
}

void transaction::end(const std::string& sql) {
    open_ = false;
    db_.transactions_ = depth_;
    db_.execute(sql);
}

std::string transaction::savepoint() const {
    return "kornak_" + std::to_string(depth_);
}

}  // namespace kornak
