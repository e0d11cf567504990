from __future__ import annotations

import gc
import os
import pickle
import signal
import threading

import pytest

import kornak
from kornak import pq


def test_a_query_needs_no_cursor_of_its_own(conn):
    assert conn.execute("SELECT 1, 'two'").fetchone() == (1, "two")


def test_keywords_add_to_and_replace_the_conninfo(dsn):
    with kornak.connect(dsn, application_name="renamed") as conn:
        assert conn.execute("SHOW application_name").fetchone() == ("renamed",)


def test_the_environment_is_used_where_nothing_is_given(dsn, monkeypatch):
    for keyword, value in kornak.conninfo.conninfo_to_dict(dsn).items():
        name = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "dbname": "PGDATABASE"}.get(keyword)
        if name:
            monkeypatch.setenv(name, str(value))
    with kornak.connect() as conn:
        assert conn.execute("SELECT 1").fetchone() == (1,)


def test_an_unknown_keyword_is_named(dsn):
    with pytest.raises(kornak.ProgrammingError, match="hots"):
        kornak.connect(dsn, hots="nowhere")


def test_the_block_commits_and_closes(dsn, other):
    other.execute("DROP TABLE IF EXISTS block_commits; CREATE TABLE block_commits (a int)")
    with kornak.connect(dsn) as conn:
        conn.execute("INSERT INTO block_commits VALUES (1)")
    assert conn.closed
    assert not conn.broken
    assert other.execute("SELECT count(*) FROM block_commits").fetchone() == (1,)
    other.execute("DROP TABLE block_commits")


def test_the_block_rolls_back_when_it_fails_and_lets_the_exception_through(dsn, other):
    other.execute("DROP TABLE IF EXISTS block_fails; CREATE TABLE block_fails (a int)")
    with pytest.raises(ZeroDivisionError), kornak.connect(dsn) as conn:
        conn.execute("INSERT INTO block_fails VALUES (1)")
        1 / 0  # noqa: B018
    assert conn.closed
    assert other.execute("SELECT count(*) FROM block_fails").fetchone() == (0,)
    other.execute("DROP TABLE block_fails")


def test_a_transaction_begins_with_the_first_statement(conn):
    assert conn.info.transaction_status == pq.TransactionStatus.IDLE
    conn.execute("SELECT 1")
    assert conn.info.transaction_status == pq.TransactionStatus.INTRANS
    conn.commit()
    assert conn.info.transaction_status == pq.TransactionStatus.IDLE


def test_begin_comes_before_a_statement_with_parameters_too(conn):
    conn.execute("SELECT %s::int", (1,))
    assert conn.info.transaction_status == pq.TransactionStatus.INTRANS


def test_rollback_undoes(conn):
    conn.execute("CREATE TEMP TABLE undone (a int)")
    conn.commit()
    conn.execute("INSERT INTO undone VALUES (1)")
    conn.rollback()
    assert conn.execute("SELECT count(*) FROM undone").fetchone() == (0,)


def test_autocommit_leaves_no_transaction_open(conn):
    conn.autocommit = True
    conn.execute("SELECT 1")
    assert conn.info.transaction_status == pq.TransactionStatus.IDLE


def test_autocommit_cannot_change_inside_a_transaction(conn):
    conn.execute("SELECT 1")
    with pytest.raises(kornak.ProgrammingError, match=r"can't change 'autocommit' now.*INTRANS"):
        conn.autocommit = True


def test_transaction_settings_reach_the_server(conn):
    conn.isolation_level = kornak.IsolationLevel.SERIALIZABLE
    conn.read_only = True
    conn.deferrable = True
    shown = [
        conn.execute(f"SHOW transaction_{name}").fetchone()[0]
        for name in ("isolation", "read_only", "deferrable")
    ]
    assert shown == ["serializable", "on", "on"]


def test_a_failing_begin_does_not_let_the_statement_run(conn, other):
    # Both travel in one flight: the statement must not be executed on its own when BEGIN is refused.
    other.execute("DROP TABLE IF EXISTS not_run; CREATE TABLE not_run (a int)")
    conn.pgconn.set_begin("BEGIN ISOLATION LEVEL NONSENSE")
    for statement, params in (
        ("INSERT INTO not_run VALUES (1)", None),
        ("INSERT INTO not_run VALUES (%s)", (1,)),
    ):
        with pytest.raises(kornak.errors.SyntaxError):
            conn.execute(statement, params)
    assert conn.info.transaction_status == pq.TransactionStatus.IDLE
    conn.autocommit = True
    assert conn.execute("SELECT count(*) FROM not_run").fetchone() == (0,)
    other.execute("DROP TABLE not_run")


def test_an_error_names_its_class_and_leaves_the_connection_usable(conn):
    conn.execute("CREATE TEMP TABLE once (id int PRIMARY KEY)")
    conn.execute("INSERT INTO once VALUES (1)")
    conn.commit()
    with pytest.raises(kornak.errors.UniqueViolation) as caught:
        conn.execute("INSERT INTO once VALUES (%s)", (1,))
    error = caught.value
    assert isinstance(error, kornak.IntegrityError)
    assert error.sqlstate == "23505"
    assert error.diag.constraint_name == "once_pkey"
    assert "Key (id)=(1) already exists" in str(error)
    assert conn.info.transaction_status == pq.TransactionStatus.INERROR
    with pytest.raises(kornak.errors.InFailedSqlTransaction):
        conn.execute("SELECT 1")
    conn.rollback()
    assert conn.execute("SELECT 1").fetchone() == (1,)
    assert pickle.loads(pickle.dumps(error)).diag.constraint_name == "once_pkey"


def test_a_syntax_error_shows_where(conn):
    with pytest.raises(kornak.errors.SyntaxError) as caught:
        conn.execute("SELECT 1\nFROM WHERE x = 1")
    assert str(caught.value).splitlines()[1:] == ["LINE 2: FROM WHERE x = 1", "             ^"]


def test_an_operation_on_a_closed_connection_says_so(dsn):
    conn = kornak.connect(dsn)
    conn.close()
    conn.close()
    for operation in (lambda: conn.execute("SELECT 1"), conn.commit, conn.rollback, conn.fileno):
        with pytest.raises(kornak.OperationalError, match="the connection is closed"):
            operation()


def test_a_terminated_connection_reports_the_servers_reason(dsn, other):
    with kornak.connect(dsn) as conn:
        pid = (conn.info.backend_pid,)
        assert other.execute("SELECT pg_terminate_backend(%s)", pid).fetchone() == (True,)
        while other.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = %s", pid).fetchone() != (0,):
            pass
        with pytest.raises(kornak.errors.AdminShutdown, match="terminating connection"):
            conn.execute("SELECT 1")
        assert conn.closed
        assert conn.broken
        with pytest.raises(kornak.OperationalError, match="the connection is lost"):
            conn.execute("SELECT 1")


def test_a_forgotten_connection_warns(dsn):
    conn = kornak.connect(dsn)
    with pytest.warns(ResourceWarning, match="was deleted while still open"):
        del conn
        gc.collect()


def test_a_wrong_password_is_not_shown(dsn):
    with pytest.raises(kornak.OperationalError) as caught:
        kornak.connect(dsn, user="kornak_scram", password="not-the-one", host="127.0.0.1")
    assert "not-the-one" not in str(caught.value)
    assert "kornak_scram" in str(caught.value)


def test_a_server_that_is_not_there_is_named():
    with pytest.raises(kornak.OperationalError, match=r"127\.0\.0\.1.*port 1\b.*refused"):
        kornak.connect("host=127.0.0.1 port=1 user=nobody")


def test_threads_take_turns_on_one_connection(conn):
    conn.autocommit = True
    results = []

    def work(n):
        for _ in range(20):
            results.append(conn.execute("SELECT %s::int, pg_sleep(0.001)", (n,)).fetchone()[0] == n)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 80


def test_other_threads_run_during_a_query(conn, other):
    ran = threading.Event()
    thread = threading.Thread(target=lambda: (other.execute("SELECT pg_notify('x', '')"), ran.set()))
    conn.execute("SELECT 1")
    thread.start()
    while not ran.is_set():
        conn.execute("SELECT pg_sleep(0.01)")
    thread.join()


def test_ctrl_c_stops_the_statement_and_leaves_the_connection_usable(conn, other):
    conn.autocommit = True

    def interrupt():
        while not other.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE pid = %s AND query LIKE '%%pg_sleep(50)%%' "
            "AND state = 'active'",
            (conn.info.backend_pid,),
        ).fetchone()[0]:
            pass
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        conn.execute("SELECT pg_sleep(50)")
    thread.join()
    assert conn.execute("SELECT 1").fetchone() == (1,)


def test_a_child_process_does_not_touch_its_parents_connection(conn):
    child = os.fork()
    if child == 0:
        try:
            conn.execute("SELECT 1")
        except kornak.OperationalError:
            os._exit(7)
        finally:
            os._exit(8)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 7
    assert conn.execute("SELECT 1").fetchone() == (1,)


def test_statements_are_prepared_after_the_threshold(conn):
    conn.autocommit = True
    names = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT $1::int + 40%'"
    counts = []
    for _ in range(7):
        conn.execute("SELECT %s::int + 40", (2,))
        counts.append(conn.execute(names).fetchone()[0])
    assert counts == [0, 0, 0, 0, 0, 1, 1]


def test_a_changed_table_heals_a_prepared_statement(conn):
    conn.autocommit = True
    conn.execute("CREATE TEMP TABLE grows (a int)")
    conn.execute("INSERT INTO grows VALUES (1)")
    for _ in range(3):
        assert conn.execute("SELECT * FROM grows WHERE a = %s", (1,), prepare=True).fetchone() == (1,)
    conn.execute("ALTER TABLE grows ADD COLUMN b text DEFAULT 'new'")
    assert conn.execute("SELECT * FROM grows WHERE a = %s", (1,), prepare=True).fetchone() == (1, "new")


def test_deallocated_statements_are_prepared_again(conn):
    conn.autocommit = True
    for command in ("DEALLOCATE ALL", "DISCARD ALL", "DO $$ BEGIN EXECUTE 'DEALLOCATE ALL'; END $$"):
        for _ in range(2):
            assert conn.execute("SELECT %s::int", (5,), prepare=True).fetchone() == (5,)
        conn.execute(command)
    assert conn.execute("SELECT %s::int", (5,), prepare=True).fetchone() == (5,)
