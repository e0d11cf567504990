#!/usr/bin/env python3
"""Create, read, update, delete: the four things most programs do with a table.

    crud.py ["conninfo"]        without one: DATABASE_URL, else what the PG* environment variables say

This is ordinary psycopg 3 code; only the import says that Kornak does the work.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

import kornak as psycopg


@dataclass
class Item:
    """A row of the table, made by a row factory."""

    id: int
    name: str
    description: str | None

    def __str__(self) -> str:
        return f"{self.id}: {self.name} ({self.description or 'no description'})"


def create(conn: psycopg.Connection, name: str, description: str | None) -> int:
    # Parameters travel apart from the SQL, so nothing has to be quoted.
    cur = conn.execute(
        "INSERT INTO items (name, description) VALUES (%s, %s) RETURNING id", (name, description)
    )
    item_id: int = cur.fetchone()[0]
    return item_id


def read(conn: psycopg.Connection) -> list[Item]:
    with conn.cursor(row_factory=psycopg.rows.class_row(Item)) as cur:
        return cur.execute("SELECT id, name, description FROM items ORDER BY id").fetchall()


def update(conn: psycopg.Connection, item_id: int, description: str) -> int:
    cur = conn.execute("UPDATE items SET description = %s WHERE id = %s", (description, item_id))
    return cur.rowcount


def delete(conn: psycopg.Connection, item_id: int) -> int:
    return conn.execute("DELETE FROM items WHERE id = %s", (item_id,)).rowcount


def load(conn: psycopg.Connection, count: int) -> None:
    """Create many items at once, by COPY."""
    with conn.cursor() as cur, cur.copy("COPY items (name, description) FROM STDIN") as copy:
        for number in range(count):
            copy.write_row((f"Copied item {number}", None))


def run(conninfo: str) -> None:
    # The block commits what is left to commit, or rolls back after an exception, and closes the connection.
    with psycopg.connect(conninfo) as conn:
        print(f"Connected to PostgreSQL {conn.info.parameter_status('server_version')}")
        conn.execute(
            "CREATE TEMPORARY TABLE items"
            " (id serial PRIMARY KEY, name text NOT NULL UNIQUE, description text)"
        )

        item_id = create(conn, "New Item", "This is a new item.")
        create(conn, "Robert'); DROP TABLE items;--", None)
        conn.commit()
        print(f"Created item {item_id} and one with a nasty name")
        for item in read(conn):
            print(f"  {item}")

        updated = update(conn, item_id, "This item has been updated.")
        conn.commit()
        print(f"Updated {updated} row")
        print(f"  {read(conn)[0]}")

        deleted = delete(conn, item_id)
        conn.commit()
        print(f"Deleted {deleted} row; {len(read(conn))} left")

        load(conn, 1000)
        print(f"Copied 1000 rows; now there are {len(read(conn))}")


if __name__ == "__main__":
    try:
        run(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("DATABASE_URL", ""))
    except psycopg.Error as exc:
        sys.exit(f"crud.py: {exc}")
