#!/usr/bin/env python3
"""Measure Kornak beside the least that any client can do, and beside other drivers.

    make bench, or make bench-peers; by hand, with the environment that kornak_private_server makes:
    PYTHONPATH=build/release/python build/release/tools/kornak_private_server -- python3 bench/run.py --quick

All programs do each workload in turn, several times over, so that whatever else the machine does hits all of
them alike; what counts is the median. docs/decisions/0001-benchmarks.md has the reasons.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import json
import platform
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import programs
from programs import PROJECT, Program, Sample

import kornak

TABLE = """
CREATE TABLE kornak_bench AS
SELECT i::int4 AS id, (i * 1.5)::float8 AS ratio, 'name ' || i AS name,
       timestamptz '2024-01-01 00:00+00' + i * interval '1 second' AS moment, i % 2 = 0 AS flag,
       i::int8 * 1000000 AS total
FROM generate_series(1, 1000000) i
"""

# What a quick run leaves of the usual counts: enough to see that everything works, not to compare.
QUICK_SHARE = 20

Samples = dict[str, dict[str, list[Sample]]]  # by workload and program


@dataclasses.dataclass(frozen=True)
class Face:
    """A group of programs that do the same work; the first of them is what the others are compared to."""

    title: str
    programs: list[Program]

    @property
    def workloads(self) -> list[str]:
        return list(self.programs[0].workloads)


def tell(line: str) -> None:
    """Show on a terminal what is going on, in place of what was shown before."""
    if sys.stderr.isatty():
        print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)


def measure(face: Face, rounds: int, quick: bool) -> Samples:
    samples: Samples = {workload: {} for workload in face.workloads}
    for number in range(rounds):
        for workload in face.workloads:
            tell(f"{face.title}, round {number + 1} of {rounds}: {workload}")
            for program in face.programs:
                if workload not in program.workloads:
                    continue
                usual = program.workloads[workload]
                count = max(1, usual // QUICK_SHARE) if quick else usual
                try:
                    sample = program.run(workload, count)
                except RuntimeError as exc:
                    tell("")
                    print(f"failed: {program.name} {workload}: {exc}", file=sys.stderr)
                    continue
                samples[workload].setdefault(program.name, []).append(sample)
    tell("")
    return samples


def median(samples: list[Sample], what: str) -> float:
    """Return the median of what a unit of work took, in seconds."""
    return statistics.median(float(getattr(sample, what)) / sample.units for sample in samples)


def with_unit(seconds: float) -> str:
    for factor, unit in ((1e3, "ms"), (1e6, "µs")):
        if seconds * factor >= 1:
            return f"{seconds * factor:.1f} {unit}"
    return f"{seconds * 1e9:.0f} ns"


def markdown_table(face: Face, samples: Samples, what: str) -> str:
    """Return a table of the first program's medians and the others' as multiples of them."""
    reference, *others = (program.name for program in face.programs)
    lines = [
        f"| workload | {reference} | {' | '.join(others)} |",
        f"|---|{'---:|' * (len(others) + 1)}",
    ]
    for workload, by_program in samples.items():
        if reference not in by_program:
            continue
        base = median(by_program[reference], what)
        cells = [
            f"{median(by_program[name], what) / base:.2f}" if name in by_program else "-" for name in others
        ]
        lines.append(f"| {workload} | {with_unit(base)} | {' | '.join(cells)} |")
    return "\n".join(lines)


def cpu_model() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def describe_setting(server_version: str, rounds: int) -> list[str]:
    cpus = subprocess.run(["nproc"], capture_output=True, text=True, check=True).stdout.strip()
    return [
        f"{datetime.date.today()}, {cpu_model()}, {cpus} processors,"
        f" {platform.system()} {platform.release()}, PostgreSQL {server_version}",
        f"Medians of {rounds} interleaved rounds. The first column of numbers is the time of one unit"
        " of work, the others are multiples of it.",
    ]


def report(face: Face, samples: Samples) -> str:
    versions = ", ".join(f"{p.name} {p.version}" for p in face.programs if p.version)
    return "\n\n".join(
        [
            f"## {face.title}",
            f"({versions})",
            "Time:",
            markdown_table(face, samples, "seconds"),
            "Processor time of the client, in user space and the kernel:",
            markdown_table(face, samples, "cpu_seconds"),
        ]
    )


@contextmanager
def table_to_fetch() -> Iterator[str]:
    """Create the table that is fetched and drop it afterwards; yield the version of the server."""
    with kornak.connect(autocommit=True) as conn:
        conn.execute("DROP TABLE IF EXISTS kornak_bench")
        conn.execute(TABLE)
        try:
            # Or the first to read it would set the hint bits for all others.
            conn.execute("VACUUM (FREEZE, ANALYZE) kornak_bench")
            yield conn.info.parameter_status("server_version") or "unknown"
        finally:
            conn.execute("DROP TABLE kornak_bench")


def as_json(faces: dict[str, Samples], setting: list[str]) -> str:
    plain = {
        title: {
            workload: {name: [dataclasses.asdict(s) for s in runs] for name, runs in by_program.items()}
            for workload, by_program in samples.items()
        }
        for title, samples in faces.items()
    }
    return json.dumps({"setting": setting, "samples": plain}, indent=1)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--build", type=Path, default=programs.BUILD, help="where bench/ was built")
    parser.add_argument("--peers", action="store_true", help="install the peers for Python, measure them too")
    parser.add_argument("--rounds", type=int, default=5, help="how often to do everything (default: 5)")
    parser.add_argument("--quick", action="store_true", help="one round of little work: does all of it run?")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all samples to this file")
    options = parser.parse_args()
    if options.quick:
        options.rounds = 1
    return options


def interpreter_with_peers() -> str:
    directory = PROJECT / "build/peers-venv"
    subprocess.run([PROJECT / "bench/make_peers.sh", sys.executable, directory], check=True)
    return str(directory / "bin/python")


def main() -> None:
    options = parse_arguments()
    interpreter = interpreter_with_peers() if options.peers else sys.executable
    faces = [
        Face("C++", programs.cpp_programs(options.build)),
        Face("Python", programs.python_programs(interpreter)),
    ]
    with table_to_fetch() as server_version:
        setting = describe_setting(server_version, options.rounds)
        samples = {
            face.title: measure(face, options.rounds, options.quick) for face in faces if face.programs
        }
    print("\n\n".join(["# Benchmarks", *setting]))
    for face in faces:
        if face.title in samples:
            print("\n" + report(face, samples[face.title]))
    if options.json:
        options.json.write_text(as_json(samples, setting), encoding="utf-8")


if __name__ == "__main__":
    main()
