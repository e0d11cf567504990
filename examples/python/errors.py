#!/usr/bin/env python3
"""What bad things look like: constraints, syntax errors, wrong passwords, servers that are not there.

    errors.py ["conninfo"]      without one: DATABASE_URL, else what the PG* environment variables say

Every error is provoked, caught by its class and shown; where the connection should be usable afterwards, it
is used. The exit status is 1 if an error fails to appear.
"""

from __future__ import annotations

import os
import socket
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager

import kornak as psycopg

COLOURS = sys.stdout.isatty() and "NO_COLOR" not in os.environ


def styled(text: str, code: str) -> str:
    return f"\033[{code}m{text}\033[0m" if COLOURS else text


def heading(text: str) -> None:
    print(f"\n{styled(text, '1')}")


def show(exc: psycopg.Error) -> None:
    kinds = [kind.__name__ for kind in type(exc).__mro__ if issubclass(kind, psycopg.Error)]
    print("  class    " + styled(kinds[0], "31") + "".join(f" < {kind}" for kind in kinds[1:]))
    details = {
        "sqlstate": exc.sqlstate,
        "table": exc.diag.table_name,
        "constraint": exc.diag.constraint_name,
    }
    for name, value in details.items():
        if value is not None:
            print(f"  {name:8} {value}")
    print("  message  " + textwrap.indent(str(exc), " " * 11).lstrip())


@contextmanager
def expected(kind: type[psycopg.Error]) -> Iterator[None]:
    """Show the error of this class that the block raises; exit if it raises none."""
    try:
        yield
    except kind as exc:
        show(exc)
    else:
        sys.exit(f"errors.py: there should have been a {kind.__name__}")


def prove_usable(conn: psycopg.Connection) -> None:
    (answer,) = conn.execute("SELECT 6 * 7").fetchone()
    print(styled(f"  The connection works: 6 * 7 = {answer}", "32"))


def unique_violation(conn: psycopg.Connection) -> None:
    heading("A value that is there already")
    conn.execute("CREATE TEMPORARY TABLE items (id int PRIMARY KEY, name text CONSTRAINT one_of_each UNIQUE)")
    conn.execute("INSERT INTO items VALUES (1, 'New Item')")
    conn.commit()
    with expected(psycopg.errors.UniqueViolation):
        conn.execute("INSERT INTO items VALUES (%s, %s)", (2, "New Item"))

    heading("Going on without a rollback")
    with expected(psycopg.errors.InFailedSqlTransaction):
        conn.execute("SELECT 1")
    conn.rollback()
    prove_usable(conn)


def syntax_error(conn: psycopg.Connection) -> None:
    heading("A statement with a typing error: the caret shows where")
    with expected(psycopg.errors.SyntaxError):
        conn.execute("SELECT id, name FROM items WERE id = %s", (1,))
    conn.rollback()
    prove_usable(conn)


def wrong_password(conninfo: str) -> None:
    # The private test server has this role, with another password; any other server should know neither.
    is_test_server = "KORNAK_TEST_CERTS" in os.environ
    role = "kornak_scram" if is_test_server else "kornak_made_up_role"
    heading("A wrong password" if is_test_server else "A role that does not exist, and its password")
    with expected(psycopg.OperationalError):
        psycopg.connect(conninfo, user=role, password="wrong on purpose")


def no_server() -> None:
    heading("A server that is not there")
    # A port that is taken and not listened on: nobody else can start a server on it meanwhile.
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with expected(psycopg.OperationalError):
            psycopg.connect(host="127.0.0.1", port=taken.getsockname()[1], dbname="shop", connect_timeout=5)


def run(conninfo: str) -> None:
    with psycopg.connect(conninfo) as conn:
        unique_violation(conn)
        syntax_error(conn)
        wrong_password(conninfo)
        no_server()
        heading("After all that")
        prove_usable(conn)


if __name__ == "__main__":
    try:
        run(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("DATABASE_URL", ""))
    except psycopg.Error as exc:
        sys.exit(f"errors.py: {exc}")
