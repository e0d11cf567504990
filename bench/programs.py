"""The programs that are measured: how they are started, what they can do, what they tell.

Each is a program of its own, so that none disturbs another; all speak the same protocol, in lines of JSON:

    PROGRAM                    prints what it can do: {"version": …, "workloads": {NAME: COUNT, …}}
    PROGRAM WORKLOAD [COUNT]   does it and prints what it took: the members of `Sample`
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

PROJECT = Path(__file__).resolve().parent.parent
BUILD = PROJECT / "build/release"

CPP_PROGRAMS = ("floor", "kornak", "libpq", "libpqxx")
PYTHON_DRIVERS = ("kornak", "kornak-bin", "psycopg", "psycopg-bin", "psycopg2", "asyncpg", "asyncpg-uv")


@dataclass(frozen=True)
class Sample:
    """What one run of a workload took."""

    seconds: float
    cpu_seconds: float
    units: int
    max_rss_kb: int


@dataclass(frozen=True)
class Program:
    """Something to measure."""

    name: str
    command: tuple[str, ...]
    version: str
    workloads: dict[str, int]  # and how many times each is done by default

    def run(self, workload: str, count: int, under: Sequence[str] = ()) -> Sample:
        """Do a workload, if given under another program; raise RuntimeError with what it says if it fails."""
        return Sample(**_output((*under, *self.command, workload, str(count))))


def cpp_programs(build: Path) -> list[Program]:
    """Return the programs of the C++ face and its peers that have been built."""
    return [found for name in CPP_PROGRAMS if (found := _find(name, str(build / "bench" / f"bench_{name}")))]


def python_programs(interpreter: str) -> list[Program]:
    """Return the drivers for Python that the interpreter can import."""
    script = str(Path(__file__).with_name("python_driver.py"))
    return [found for name in PYTHON_DRIVERS if (found := _find(name, interpreter, script, name))]


def _find(name: str, *command: str) -> Program | None:
    try:
        abilities = _output(command)
    except FileNotFoundError:
        print(f"skipped: {name}: there is no {command[0]}", file=sys.stderr)
        return None
    except RuntimeError as exc:
        print(f"skipped: {name}: {exc}", file=sys.stderr)
        return None
    return Program(name, command, abilities["version"], abilities["workloads"])


def _output(command: Sequence[str]) -> dict[str, Any]:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        said = done.stderr.strip().splitlines() or [f"exit status {done.returncode}"]
        raise RuntimeError(said[-1])
    return cast("dict[str, Any]", json.loads(done.stdout))
