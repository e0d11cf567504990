// Create, read, update, delete: the four things most programs do with a table.
//
//     crud ["conninfo"]        without one: what the PG* environment variables say
#include <kornak/kornak.hpp>

#include <iostream>
#include <optional>
#include <string>

struct item {
    int id;
    std::string name;
    std::optional<std::string> description;  // the column may be NULL
};

std::ostream& operator<<(std::ostream& out, const item& it) {
    return out << it.id << ": " << it.name << " (" << it.description.value_or("no description") << ")";
}

int main(int argc, char** argv) try {
    kornak::connection db(argc > 1 ? argv[1] : "");
    std::cout << "Connected to PostgreSQL " << db.parameter("server_version").value_or("?") << "\n";

    db.execute(
        "CREATE TEMPORARY TABLE items (id serial PRIMARY KEY, name text NOT NULL UNIQUE, description text)");

    // Create: parameters travel apart from the SQL, so nothing has to be quoted.
    const int id = db.query_one<int>("INSERT INTO items (name, description) VALUES ($1, $2) RETURNING id",
                                     "New Item", "This is a new item.");
    db.execute("INSERT INTO items (name, description) VALUES ($1, $2)", "Robert'); DROP TABLE items;--",
               std::nullopt);
    std::cout << "Created item " << id << " and one with a nasty name\n";

    // Read: into structs, member by member.
    for (const item& it : db.query<item>("SELECT id, name, description FROM items ORDER BY id"))
        std::cout << "  " << it << "\n";

    // Update, in a transaction: it is rolled back unless it comes to commit().
    {
        kornak::transaction tx(db);
        const auto done =
            db.execute("UPDATE items SET description = $2 WHERE id = $1", id, "This item has been updated.");
        tx.commit();
        std::cout << "Updated " << done.rows << " row\n";
    }
    std::cout << "  " << db.query_one<item>("SELECT id, name, description FROM items WHERE id = $1", id)
              << "\n";

    // Delete.
    const auto deleted = db.execute("DELETE FROM items WHERE id = $1", id);
    std::cout << "Deleted " << deleted.rows << " row; "
              << db.query_one<std::int64_t>("SELECT count(*) FROM items") << " left\n";
} catch (const kornak::error& e) {
    std::cerr << "crud: " << e.what() << "\n";
    return 1;
}
