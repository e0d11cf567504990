"""Does one workload with one driver for Python and prints what it took: see programs.py.

    python_driver.py DRIVER [WORKLOAD [COUNT]]

DRIVER is the name of a module, with "-bin" for results in binary or "-uv" for the event loop of uvloop. Where
the server is comes from PGHOST, PGPORT, PGUSER and PGDATABASE.

The work is the same for every driver. A statement is executed several times before the clock starts, so that
those that prepare statements by themselves have done so.
"""

from __future__ import annotations

import asyncio
import importlib
import io
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Coroutine
from types import ModuleType
from typing import Any

# Statements of which all rows are fetched, and how many times.
QUERIES: dict[str, tuple[int, str]] = {
    "fetch": (1, "select id, ratio, name, moment, flag, total from kornak_bench"),
    "integers": (500, "select i from generate_series(1, 1000) i"),
    "catalog": (
        200,
        "select typname, typnamespace, typowner, typlen, typbyval, typcategory, typispreferred, typisdefined,"
        " typdelim, typrelid, typelem, typarray from pg_type where typtypmod = -1 and typisdefined",
    ),
    "numerics": (200, "select (i * 1.000123)::numeric(20, 6) from generate_series(1, 1000) i"),
    "times": (
        200,
        "select timestamptz '2024-01-01 00:00+00' + i * interval '1 s', date '2024-01-01' + i,"
        " i * interval '1 s' from generate_series(1, 1000) i",
    ),
    "json": (
        200,
        "select jsonb_build_object('a', i, 'b', array[1, 2, 3], 'c', 'text ' || i)"
        " from generate_series(1, 500) i",
    ),
    "arrays": (
        200,
        "select (select array_agg(i) from generate_series(1, 100) i) from generate_series(1, 100)",
    ),
    "bytes": (200, "select repeat('x', 1000)::bytea from generate_series(1, 100)"),
}
ROUND_TRIP = "select {}::int4 + {}::int4, {}::text"
PIPELINED = "select {}::int4"
PIPELINE_DEPTH = 100
CREATE_TABLE = "create temporary table loaded (id int4, ratio float8, name text)"
INSERT = "insert into loaded values ({}, {}, {})"
COPY = "copy loaded from stdin"
WARM_UPS = 8

COUNTS = {name: count for name, (count, _) in QUERIES.items()} | {
    "round_trip": 20_000,
    "pipeline": 20_000,
    "executemany": 20_000,
    "copy": 100_000,
    "connect": 200,
}


class Stopwatch:
    """Takes the time, and the processor time of this process, of a `with` block."""

    def __enter__(self) -> Stopwatch:
        self.cpu_seconds = -self._cpu()
        self.seconds = -time.perf_counter()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.seconds += time.perf_counter()
        self.cpu_seconds += self._cpu()

    @staticmethod
    def _cpu() -> float:
        used = resource.getrusage(resource.RUSAGE_SELF)
        return used.ru_utime + used.ru_stime


def warm_ups(workload: str) -> int:
    """Return how often to execute a statement beforehand; a million rows are made twice, not nine times."""
    return 1 if workload == "fetch" else WARM_UPS


def rows_to_load(count: int) -> list[tuple[int, float, str]]:
    return [(i, i * 1.5, f"name {i}") for i in range(count)]


class BlockingDriver:
    """psycopg 3, whatever has its API, and psycopg2."""

    def __init__(self, module: ModuleType, binary: bool = False) -> None:
        self.module = module
        self.version = module.__version__.split()[0]
        self.binary = binary
        self.is_psycopg2 = module.__name__ == "psycopg2"
        self.workloads = dict(COUNTS)
        if not hasattr(module, "Pipeline"):
            del self.workloads["pipeline"]

    def run(self, workload: str, count: int, watch: Stopwatch) -> int:
        if workload in QUERIES:
            return self.query(workload, count, watch)
        work: Callable[[int, Stopwatch], int] = getattr(self, workload)
        return work(count, watch)

    def open(self) -> Any:
        return self.module.connect("")

    def cursor(self, conn: Any) -> Any:
        return conn.cursor() if self.is_psycopg2 else conn.cursor(binary=self.binary)

    def query(self, workload: str, count: int, watch: Stopwatch) -> int:
        sql = QUERIES[workload][1]
        cur = self.cursor(self.open())
        for _ in range(warm_ups(workload)):
            cur.execute(sql)
            cur.fetchall()
        rows = 0
        with watch:
            for _ in range(count):
                cur.execute(sql)
                rows += len(cur.fetchall())
        return rows

    def round_trip(self, count: int, watch: Stopwatch) -> int:
        sql = ROUND_TRIP.format("%s", "%s", "%s")
        cur = self.cursor(self.open())
        for i in range(WARM_UPS):
            cur.execute(sql, (i, 2, "x"))
        with watch:
            for i in range(count):
                cur.execute(sql, (i, 2, "x"))
                cur.fetchone()
        return count

    def pipeline(self, count: int, watch: Stopwatch) -> int:
        sql = PIPELINED.format("%s")
        conn = self.open()
        with watch, conn.pipeline():
            for start in range(0, count, PIPELINE_DEPTH):
                cursors = [self.cursor(conn) for _ in range(PIPELINE_DEPTH)]
                for i, cur in enumerate(cursors, start):
                    cur.execute(sql, (i,))
                for cur in cursors:
                    cur.fetchone()
        return count

    def executemany(self, count: int, watch: Stopwatch) -> int:
        conn = self.open()
        cur = conn.cursor()
        cur.execute(CREATE_TABLE)
        rows = rows_to_load(count)
        with watch:
            cur.executemany(INSERT.format("%s", "%s", "%s"), rows)
            conn.commit()
        return count

    def copy(self, count: int, watch: Stopwatch) -> int:
        conn = self.open()
        cur = conn.cursor()
        cur.execute(CREATE_TABLE)
        rows = rows_to_load(count)
        with watch:
            if self.is_psycopg2:
                # It has no rows in COPY: the text has to be made beforehand.
                cur.copy_expert(COPY, io.StringIO("".join(f"{a}\t{b}\t{c}\n" for a, b, c in rows)))
            elif self.binary:
                with cur.copy(f"{COPY} (format binary)") as copy:
                    copy.set_types([23, 701, 25])  # int4, float8, text
                    for row in rows:
                        copy.write_row(row)
            else:
                with cur.copy(COPY) as copy:
                    for row in rows:
                        copy.write_row(row)
            conn.commit()
        return count

    def connect(self, count: int, watch: Stopwatch) -> int:
        with watch:
            for _ in range(count):
                self.open().close()
        return count


class AsyncpgDriver:
    """asyncpg, on the event loop of asyncio or of uvloop."""

    def __init__(self, module: ModuleType, run_loop: Callable[[Coroutine[Any, Any, int]], int]) -> None:
        self.module = module
        self.version = module.__version__
        self.run_loop = run_loop
        self.workloads = {name: count for name, count in COUNTS.items() if name != "pipeline"}

    def run(self, workload: str, count: int, watch: Stopwatch) -> int:
        if workload in QUERIES:
            return self.run_loop(self.query(workload, count, watch))
        return self.run_loop(getattr(self, workload)(count, watch))

    async def open(self) -> Any:
        return await self.module.connect()

    async def query(self, workload: str, count: int, watch: Stopwatch) -> int:
        sql = QUERIES[workload][1]
        conn = await self.open()
        if workload == "json":  # else it is left as text, which no other driver does
            await conn.set_type_codec("jsonb", schema="pg_catalog", encoder=json.dumps, decoder=json.loads)
        for _ in range(warm_ups(workload)):
            await conn.fetch(sql)
        rows = 0
        with watch:
            for _ in range(count):
                rows += len(await conn.fetch(sql))
        return rows

    async def round_trip(self, count: int, watch: Stopwatch) -> int:
        sql = ROUND_TRIP.format("$1", "$2", "$3")
        conn = await self.open()
        for i in range(WARM_UPS):
            await conn.fetchrow(sql, i, 2, "x")
        with watch:
            for i in range(count):
                await conn.fetchrow(sql, i, 2, "x")
        return count

    async def executemany(self, count: int, watch: Stopwatch) -> int:
        conn = await self.open()
        await conn.execute(CREATE_TABLE)
        rows = rows_to_load(count)
        with watch:
            await conn.executemany(INSERT.format("$1", "$2", "$3"), rows)
        return count

    async def copy(self, count: int, watch: Stopwatch) -> int:
        conn = await self.open()
        await conn.execute(CREATE_TABLE)
        rows = rows_to_load(count)
        with watch:
            await conn.copy_records_to_table("loaded", records=rows)
        return count

    async def connect(self, count: int, watch: Stopwatch) -> int:
        with watch:
            for _ in range(count):
                await (await self.open()).close()
        return count


def make_driver(name: str) -> BlockingDriver | AsyncpgDriver:
    module_name, _, variant = name.partition("-")
    module = importlib.import_module(module_name)
    if module_name != "asyncpg":
        return BlockingDriver(module, binary=variant == "bin")
    return AsyncpgDriver(module, importlib.import_module("uvloop").run if variant == "uv" else asyncio.run)


def main() -> None:
    try:
        driver = make_driver(sys.argv[1])
    except ImportError as exc:
        sys.exit(str(exc))
    if len(sys.argv) == 2:
        print(json.dumps({"version": driver.version, "workloads": driver.workloads}))
        return
    workload = sys.argv[2]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else driver.workloads[workload]
    watch = Stopwatch()
    units = driver.run(workload, count, watch)
    result = {
        "seconds": watch.seconds,
        "cpu_seconds": watch.cpu_seconds,
        "units": units,
        "max_rss_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }
    # Without the farewell to connections that are still open, of which some drivers complain.
    print(json.dumps(result), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
