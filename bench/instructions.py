#!/usr/bin/env python3
"""Count what a query costs in instructions of the client's processor, outside the kernel.

    instructions.py [--build DIR] [--python INTERPRETER] [--json FILE]     beside a server, as run.py

Each program does the workload `round_trip` (one row, three parameters) under valgrind's callgrind, with two
counts. What the second run took more, divided by the queries it did more, is the cost of one: starting,
connecting and warming up cancel out. Times drift on a busy machine; these numbers hardly do.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
from pathlib import Path

import programs
from programs import Program

WORKLOAD = "round_trip"
FEW, MANY = 500, 2500


def instructions(program: Program, count: int, directory: Path) -> int:
    """Return the number of instructions of a whole run."""
    log = directory / "log"
    tool = ("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", f"--log-file={log}")
    program.run(WORKLOAD, count, under=tool)
    collected = re.search(r"Collected\s*:\s*(\d+)", log.read_text(encoding="utf-8"))
    if collected is None:
        raise RuntimeError("callgrind counted nothing")
    return int(collected[1])


def per_query(program: Program) -> float:
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        few, many = (instructions(program, count, directory) for count in (FEW, MANY))
    return (many - few) / (MANY - FEW)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--build", type=Path, default=programs.BUILD, help="where bench/ was built")
    parser.add_argument("--python", default=sys.executable, help="the interpreter whose drivers are measured")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers to this file")
    options = parser.parse_args()
    if shutil.which("valgrind") is None:
        sys.exit("instructions.py: valgrind is not installed")

    counted: dict[str, float] = {}
    print("| program | instructions per query |\n|---|---:|")
    for face, found in (
        ("C++", programs.cpp_programs(options.build)),
        ("Python", programs.python_programs(options.python)),
    ):
        for program in found:
            name = f"{face}: {program.name} {program.version}".strip()
            counted[name] = per_query(program)
            print(f"| {name} | {counted[name]:,.0f} |", flush=True)
    if options.json:
        options.json.write_text(json.dumps(counted, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
