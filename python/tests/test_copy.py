from __future__ import annotations

import pytest

import kornak
from kornak import pq

ROWS = [(1, "one", 1.5), (2, None, -2.25), (3, "tab\tnewline\nbackslash\\ù\r", 0.0), (4, "\\N", 1e300)]


@pytest.fixture
def table(conn):
    conn.execute("CREATE TEMP TABLE copied (a int, b text, c float8)")
    return "copied"


def loaded(conn):
    return conn.execute("SELECT a, b, c FROM copied ORDER BY a").fetchall()


def test_rows_in_text(conn, table):
    cur = conn.cursor()
    with cur.copy(f"COPY {table} FROM STDIN") as copy:
        for row in ROWS:
            copy.write_row(row)
    assert loaded(conn) == ROWS


def test_rows_in_binary(conn, table):
    with conn.cursor().copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy:
        copy.set_types([23, 25, 701])
        for row in ROWS:
            copy.write_row(row)
    assert loaded(conn) == ROWS


def test_no_rows_in_either_format(conn, table):
    for options in ("", "(FORMAT binary)"):
        with conn.cursor().copy(f"COPY {table} FROM STDIN {options}"):
            pass
    assert loaded(conn) == []


def test_blocks(conn, table):
    data = "".join(f"{i}\tname {i}\t{i / 2}\n" for i in range(50000))
    with conn.cursor().copy(f"COPY {table} FROM STDIN") as copy:
        for start in range(0, len(data), 1000):
            copy.write(data[start : start + 1000])
    assert conn.execute("SELECT count(*), sum(a) FROM copied").fetchone() == (50000, sum(range(50000)))


def test_a_copy_out_gives_blocks(conn, table):
    conn.execute("INSERT INTO copied SELECT i, 'x', 0 FROM generate_series(1, 3) i")
    with conn.cursor().copy(f"COPY {table} TO STDOUT") as copy:
        assert b"".join(copy) == b"1\tx\t0\n2\tx\t0\n3\tx\t0\n"


def test_leaving_a_copy_out_early_keeps_the_connection(conn):
    with conn.cursor().copy("COPY (SELECT generate_series(1, 1000000)) TO STDOUT") as copy:
        assert copy.read() == b"1\n"
    conn.rollback()
    assert conn.execute("SELECT 1").fetchone() == (1,)


def test_an_exception_in_the_block_gives_the_copy_up_and_goes_on(conn, table):
    conn.commit()
    message = "long " * 4000  # longer than the server takes in a CopyFail
    with pytest.raises(ZeroDivisionError) as caught, conn.cursor().copy(f"COPY {table} FROM STDIN") as copy:
        copy.write_row((1, "never", 0))
        raise ZeroDivisionError(message)
    assert str(caught.value) == message
    conn.rollback()
    assert loaded(conn) == []


def test_the_servers_error_names_the_line(conn, table):
    with (
        pytest.raises(kornak.errors.InvalidTextRepresentation) as caught,
        conn.cursor().copy(f"COPY {table} FROM STDIN") as copy,
    ):
        copy.write("1\tgood\t1\n2\tbad\tx\n")
    assert "line 2" in caught.value.diag.context
    assert conn.info.transaction_status == pq.TransactionStatus.INERROR
    conn.rollback()
    assert conn.execute("SELECT 1").fetchone() == (1,)


def test_the_servers_error_stops_a_long_load(conn, table):
    with pytest.raises(kornak.DataError), conn.cursor().copy(f"COPY {table} FROM STDIN") as copy:
        copy.write_row(("bad", "first", 1))
        for i in range(10_000_000):
            copy.write_row((i, "name", 1.0))
    conn.rollback()
    assert conn.execute("SELECT 1").fetchone() == (1,)


def test_a_value_that_cannot_be_adapted_leaves_its_row_out(conn, table):
    with conn.cursor().copy(f"COPY {table} FROM STDIN") as copy:
        copy.write_row((1, "before", 0.0))
        with pytest.raises(kornak.ProgrammingError, match="cannot adapt"):
            copy.write_row((2, object(), 0.0))
        copy.write_row((3, "after", 0.0))
    assert [row[0] for row in loaded(conn)] == [1, 3]


def test_another_statement_is_no_copy(conn):
    for statement in ("SELECT 1", "CREATE TEMP TABLE x (a int)", ""):
        with pytest.raises(kornak.ProgrammingError, match="not one COPY"), conn.cursor().copy(statement):
            pass
        conn.rollback()
        assert conn.execute("SELECT 1").fetchone() == (1,)
        conn.rollback()


def test_a_syntax_error_is_the_servers(conn):
    with pytest.raises(kornak.errors.SyntaxError, match="LINE 1"), conn.cursor().copy("COPY t FROM NOWHERE"):
        pass


def test_nothing_else_runs_during_a_copy(conn, table):
    with conn.cursor().copy(f"COPY {table} FROM STDIN") as copy:
        with pytest.raises(kornak.OperationalError, match="another command is already in progress"):
            conn.execute("SELECT 1")
        copy.write_row((1, "a", 1.0))
    assert loaded(conn) == [(1, "a", 1.0)]
