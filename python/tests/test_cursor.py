from __future__ import annotations

import datetime as dt
import threading
from decimal import Decimal

import pytest

import kornak
from kornak import pq
from kornak.rows import dict_row, namedtuple_row, scalar_row


def test_fetching_goes_through_the_rows(conn):
    cur = conn.execute("SELECT * FROM generate_series(1, 10)")
    assert cur.rowcount == 10
    assert cur.rownumber == 0
    assert cur.fetchone() == (1,)
    assert cur.fetchmany(3) == [(2,), (3,), (4,)]
    assert next(cur) == (5,)
    assert cur.rownumber == 5
    assert list(cur) == [(n,) for n in range(6, 11)]
    assert cur.fetchone() is None
    assert cur.fetchmany(5) == []
    assert cur.fetchall() == []


def test_fetchmany_takes_arraysize_by_default(conn):
    cur = conn.execute("SELECT * FROM generate_series(1, 5)")
    assert len(cur.fetchmany()) == 1
    cur.arraysize = 3
    assert len(cur.fetchmany()) == 3


def test_fetching_without_a_result_says_why(conn):
    cur = conn.cursor()
    with pytest.raises(kornak.ProgrammingError, match="no result available"):
        cur.fetchone()
    cur.execute("CREATE TEMP TABLE t (a int)")
    with pytest.raises(
        kornak.ProgrammingError, match=r"didn't produce records \(command status: CREATE TABLE\)"
    ):
        cur.fetchall()
    cur.close()
    with pytest.raises(kornak.InterfaceError, match="the cursor is closed"):
        cur.fetchone()
    with pytest.raises(kornak.InterfaceError, match="the cursor is closed"):
        cur.execute("SELECT 1")


def test_description_and_status(conn):
    cur = conn.execute("SELECT 1 AS a, 'x'::varchar(7) AS b, 1.5::numeric(10, 3) AS c, now()::timestamptz(3)")
    assert cur.statusmessage == "SELECT 1"
    a, b, c, d = cur.description
    assert a.name == "a"
    assert a.type_code == kornak.NUMBER
    assert a.internal_size == 4
    assert b.display_size == 7
    assert (c.precision, c.scale) == (10, 3)
    assert d.precision == 3
    assert tuple(a) == ("a", 23, None, 4, None, None, None)
    assert conn.execute("CREATE TEMP TABLE t (a int)").description is None


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_rowcount_counts_what_was_affected(conn, rows):
    conn.execute("CREATE TEMP TABLE counted (a int)")
    cur = conn.execute("INSERT INTO counted SELECT generate_series(1, %s)", (rows,))
    assert cur.rowcount == rows
    assert conn.execute("UPDATE counted SET a = a + 1").rowcount == rows
    assert conn.execute("DELETE FROM counted").rowcount == rows
    assert conn.cursor().rowcount == -1


@pytest.mark.parametrize(
    ("query", "params", "expected"),
    [
        ("SELECT %s::int, %s", (1, "a"), (1, "a")),
        ("SELECT %s::int, %s", [1, "a"], (1, "a")),
        ("SELECT %(n)s::int, %(t)s", {"n": 1, "t": "a", "unused": object()}, (1, "a")),
        ("SELECT %(n)s::int, %(n)s::int + 1", {"n": 1}, (1, 2)),
        ("SELECT %b::int, %t::int", (1, 2), (1, 2)),
        ("SELECT %(n)b::int", {"n": 7}, (7,)),
        ("SELECT 5 %% 3, %s", ("x",), (2, "x")),
        ("SELECT '%s'", None, ("%s",)),
        ("SELECT 5 % 3", None, (2,)),
        ("SELECT 5 %% 3", (), (2,)),
        ("SELECT %s::int IS NULL", (None,), (True,)),
        (b"SELECT %s", ("bytes",), ("bytes",)),
    ],
)
def test_placeholders(conn, query, params, expected):
    assert conn.execute(query, params).fetchone() == expected


@pytest.mark.parametrize(
    ("query", "params", "exception", "message"),
    [
        ("SELECT %s", (), kornak.ProgrammingError, "1 placeholder but 0 parameters were passed"),
        ("SELECT %s, %s", (1,), kornak.ProgrammingError, "2 placeholders but 1 parameter was passed"),
        ("SELECT 1", (1,), kornak.ProgrammingError, "0 placeholders but 1 parameter"),
        ("SELECT %(a)s, %(b)s", {"a": 1}, kornak.ProgrammingError, "query parameter missing: b"),
        (
            "SELECT %s, %(a)s",
            {"a": 1},
            kornak.ProgrammingError,
            "positional and named placeholders cannot be mixed",
        ),
        ("SELECT %x", (1,), kornak.ProgrammingError, "only '%s', '%b', '%t' are allowed"),
        ("SELECT %", (1,), kornak.ProgrammingError, "incomplete placeholder: '%'"),
        ("SELECT 1 % 2", (1,), kornak.ProgrammingError, "incomplete placeholder: '%'"),
        ("SELECT %(a", {"a": 1}, kornak.ProgrammingError, "incomplete placeholder"),
        ("SELECT %s", "abc", TypeError, "should be a sequence or a mapping, got str"),
        ("SELECT %s", {"a": 1}, TypeError, "require a sequence"),
        ("SELECT %(a)s", (1,), TypeError, "require a mapping"),
        ("SELECT %s", (object(),), kornak.ProgrammingError, "cannot adapt type 'object'"),
        ("SELECT %s", ("a\0b",), kornak.DataError, "NUL"),
        (1, None, TypeError, "the query should be a string"),
    ],
)
def test_placeholders_and_parameters_that_do_not_fit(conn, query, params, exception, message):
    with pytest.raises(exception, match=message):
        conn.execute(query, params)
    assert conn.info.transaction_status == pq.TransactionStatus.IDLE, "nothing was sent"
    assert conn.execute("SELECT 1").fetchone() == (1,)


def test_too_many_parameters_are_refused_here(conn):
    query = "SELECT " + ", ".join(["%s"] * 65536)
    with pytest.raises(kornak.ProgrammingError, match="at most 65535 parameters"):
        conn.execute(query, [1] * 65536)
    assert conn.execute("SELECT 1").fetchone() == (1,)


def test_several_statements_give_several_results(conn):
    cur = conn.execute("SELECT 1; CREATE TEMP TABLE t (a int); SELECT 'x', 'y'")
    assert cur.fetchall() == [(1,)]
    assert cur.nextset() is True
    assert cur.statusmessage == "CREATE TABLE"
    assert cur.nextset() is True
    assert cur.fetchall() == [("x", "y")]
    assert cur.nextset() is None


def test_several_statements_cannot_have_parameters(conn):
    with pytest.raises(kornak.errors.SyntaxError):
        conn.execute("SELECT %s; SELECT 2", (1,))


@pytest.mark.parametrize("binary", [False, True])
def test_values_come_as_python_has_them(conn, binary):
    cur = conn.cursor(binary=binary)
    cur.execute(
        "SELECT true, 1::int2, 2, 3::int8, 1.5::float4, 0.1::float8, 12.30::numeric, 'text', "
        "'\\x00ff'::bytea, date '2024-02-29', time '12:34:56.789', timestamp '2024-02-29 12:34:56', "
        "interval '1 day 02:00', array[1, null, 3], null, '{\"a\": [1]}'::jsonb"
    )
    assert cur.fetchone() == (
        True, 1, 2, 3, 1.5, 0.1, Decimal("12.30"), "text", b"\x00\xff",
        dt.date(2024, 2, 29), dt.time(12, 34, 56, 789000), dt.datetime(2024, 2, 29, 12, 34, 56),
        dt.timedelta(days=1, hours=2), [1, None, 3], None, {"a": [1]},
    )  # fmt: skip


def test_timestamptz_comes_in_the_sessions_zone(conn):
    conn.execute("SET TimeZone TO 'Europe/Rome'")
    for binary in (False, True):
        value = conn.cursor(binary=binary).execute("SELECT timestamptz '2024-07-01 12:00+00'").fetchone()[0]
        assert value == dt.datetime(2024, 7, 1, 12, tzinfo=dt.timezone.utc)
        assert str(value) == "2024-07-01 14:00:00+02:00"


def test_row_factories(conn):
    assert conn.cursor(row_factory=dict_row).execute("SELECT 1 AS a, 2 AS b").fetchone() == {"a": 1, "b": 2}
    assert conn.cursor(row_factory=namedtuple_row).execute("SELECT 1 AS a").fetchall()[0].a == 1
    assert conn.cursor(row_factory=scalar_row).execute("SELECT generate_series(1, 3)").fetchall() == [1, 2, 3]
    cur = conn.execute("SELECT 1 AS a UNION ALL SELECT 2")
    assert cur.fetchone() == (1,)
    cur.row_factory = dict_row
    assert cur.fetchone() == {"a": 2}


def test_a_bad_value_is_reported_when_its_row_is_fetched(conn):
    cur = conn.execute(
        "SELECT date '2024-01-01' UNION ALL SELECT 'infinity' UNION ALL SELECT '2024-01-03' ORDER BY 1"
    )
    assert cur.fetchone() == (dt.date(2024, 1, 1),)
    assert cur.fetchone() == (dt.date(2024, 1, 3),)
    with pytest.raises(kornak.DataError, match=r"infinity|too large"):
        cur.fetchone()
    assert cur.fetchone() is None


def test_many_rows_stay_themselves(conn):
    cur = conn.execute("SELECT i, 'name ' || i FROM generate_series(1, 200000) i")
    rows = cur.fetchall()
    assert len(rows) == 200000
    assert all(row == (i, f"name {i}") for i, row in enumerate(rows, 1))


def test_large_values_come_whole(conn):
    assert conn.execute("SELECT repeat('x', 20000000)").fetchone()[0] == "x" * 20000000
    blob = bytes(range(256)) * 40000
    assert conn.execute("SELECT %s", (blob,)).fetchone()[0] == blob


def test_a_copy_is_not_for_execute(conn):
    conn.execute("CREATE TEMP TABLE t (a int)")
    conn.commit()
    for statement in ("COPY t FROM STDIN", "COPY t TO STDOUT"):
        for prepare in (None, True):
            with pytest.raises(kornak.ProgrammingError, match="use the copy functions"):
                conn.execute(statement, prepare=prepare)
            conn.rollback()
            assert conn.execute("SELECT 1").fetchone() == (1,)
            conn.rollback()


def test_a_computing_thread_does_not_starve_a_fetch(conn):
    # Dropping the interpreter lock at every receive would cost a switch interval (5 ms) each time.
    stop = threading.Event()

    def compute():
        while not stop.is_set():
            sum(range(1000))

    thread = threading.Thread(target=compute)
    thread.start()
    try:
        rows = conn.execute("SELECT i, i::text FROM generate_series(1, 100000) i").fetchall()
    finally:
        stop.set()
        thread.join()
    assert len(rows) == 100000


def test_executemany_executes_once_for_each_item_and_counts_them_all(conn):
    conn.execute("CREATE TEMP TABLE many (a int, b text)")
    cur = conn.cursor()
    cur.executemany("INSERT INTO many VALUES (%s, %s)", ((i, f"name {i}") for i in range(50)))
    assert cur.rowcount == 50
    with pytest.raises(kornak.ProgrammingError, match="no result available"):
        cur.fetchone()
    assert conn.execute("SELECT count(*), max(b) FROM many").fetchone() == (50, "name 9")
    cur.executemany("INSERT INTO many VALUES (%s, %s)", [])
    assert cur.rowcount == 0
    with pytest.raises(kornak.errors.InvalidTextRepresentation):
        cur.executemany("INSERT INTO many VALUES (%t, 'x')", [(1,), ("not a number",)])
