#ifndef KORNAK_TRANSACTION_HPP
#define KORNAK_TRANSACTION_HPP

#include <optional>

#include <kornak/connection.hpp>

namespace kornak {

enum class isolation_level { read_committed, repeatable_read, serializable };

/// What to ask of a transaction; what is left empty is the session's default.
struct transaction_options {
    std::optional<isolation_level> isolation = {};
    std::optional<bool> read_only = {};
    std::optional<bool> deferrable = {};
};

/// A transaction as an object: begun by the constructor, rolled back by the destructor unless committed.
///
/// Inside another one it is a savepoint, so that functions which each want a transaction can call each other.
/// Transactions of a connection end in the reverse order of their beginning.
/// Lifetime: the connection must outlive it and stay where it is (not be moved).
class transaction {
public:
    /// Errors: as connection::execute; usage_error for options on a nested one, which cannot have its own.
    explicit transaction(connection& db, const transaction_options& options = {});
    transaction(const transaction&) = delete;
    transaction& operator=(const transaction&) = delete;
    /// Rolls back what was not committed. Errors are swallowed: whatever makes a rollback fail ends the
    /// transaction.
    ~transaction();

    /// Errors: server_error when the server refuses (a deferred constraint, a serialisation failure),
    /// usage_error when a statement in it had failed: it is rolled back then. usage_error when it is over or
    /// a nested one is still open.
    void commit();
    void rollback();

private:
    void check_innermost() const;
    void end(const std::string& sql);
    std::string savepoint() const;

    connection& db_;
    int depth_ = 0;  // 0: the outermost
    bool open_ = false;
};

}  // namespace kornak

#endif
