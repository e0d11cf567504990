from __future__ import annotations

import inspect
import pickle
import re
from enum import Enum
from pathlib import Path

import pytest

from kornak import pq, version
from kornak._enums import IsolationLevel, PyFormat

# Each enum as libpq counts it: the names in the order of their values.
COUNTED = {
    pq.ConnStatus: "OK BAD STARTED MADE AWAITING_RESPONSE AUTH_OK SETENV SSL_STARTUP NEEDED CHECK_WRITABLE"
    " CONSUME GSS_STARTUP CHECK_TARGET CHECK_STANDBY ALLOCATED AUTHENTICATING",
    pq.PollingStatus: "FAILED READING WRITING OK ACTIVE",
    pq.ExecStatus: "EMPTY_QUERY COMMAND_OK TUPLES_OK COPY_OUT COPY_IN BAD_RESPONSE NONFATAL_ERROR FATAL_ERROR"
    " COPY_BOTH SINGLE_TUPLE PIPELINE_SYNC PIPELINE_ABORTED TUPLES_CHUNK",
    pq.TransactionStatus: "IDLE ACTIVE INTRANS INERROR UNKNOWN",
    pq.Ping: "OK REJECT NO_RESPONSE NO_ATTEMPT",
    pq.PipelineStatus: "OFF ON ABORTED",
    pq.Format: "TEXT BINARY",
}


@pytest.mark.parametrize(("enum", "names"), COUNTED.items())
def test_an_enum_counts_as_libpq_does(enum: type[Enum], names: str) -> None:
    assert [(member.name, member.value) for member in enum] == [
        (name, value) for value, name in enumerate(names.split())
    ]


def test_a_diagnostic_field_is_its_letter() -> None:
    letters = {member.name: chr(member) for member in pq.DiagnosticField}
    assert letters == {
        "SEVERITY": "S",
        "SEVERITY_NONLOCALIZED": "V",
        "SQLSTATE": "C",
        "MESSAGE_PRIMARY": "M",
        "MESSAGE_DETAIL": "D",
        "MESSAGE_HINT": "H",
        "STATEMENT_POSITION": "P",
        "INTERNAL_POSITION": "p",
        "INTERNAL_QUERY": "q",
        "CONTEXT": "W",
        "SCHEMA_NAME": "s",
        "TABLE_NAME": "t",
        "COLUMN_NAME": "c",
        "DATATYPE_NAME": "d",
        "CONSTRAINT_NAME": "n",
        "SOURCE_FILE": "F",
        "SOURCE_LINE": "L",
        "SOURCE_FUNCTION": "R",
    }


def test_trace_flags_combine() -> None:
    assert pq.Trace(3) == pq.Trace.SUPPRESS_TIMESTAMPS | pq.Trace.REGRESS_MODE


def test_pq_exports_all_its_enums() -> None:
    enums = {name for name, value in vars(pq).items() if inspect.isclass(value) and issubclass(value, Enum)}
    assert enums == {enum.__name__ for enum in COUNTED} | {"DiagnosticField", "Trace"}
    assert enums <= set(pq.__all__)


def test_isolation_levels() -> None:
    assert {level.name: level.value for level in IsolationLevel} == {
        "READ_UNCOMMITTED": 1,
        "READ_COMMITTED": 2,
        "REPEATABLE_READ": 3,
        "SERIALIZABLE": 4,
    }


def test_a_format_is_the_letter_of_its_placeholder() -> None:
    assert {fmt.name: fmt.value for fmt in PyFormat} == {"AUTO": "s", "TEXT": "t", "BINARY": "b"}
    assert PyFormat("b") is PyFormat.BINARY


@pytest.mark.parametrize(
    ("fmt", "wire"), [(PyFormat.TEXT, pq.Format.TEXT), (PyFormat.BINARY, pq.Format.BINARY)]
)
def test_formats_of_both_levels_correspond(fmt: PyFormat, wire: pq.Format) -> None:
    assert PyFormat.as_pq(fmt) is wire
    assert PyFormat.from_pq(wire) is fmt


def test_auto_is_no_wire_format() -> None:
    with pytest.raises(KeyError):
        PyFormat.as_pq(PyFormat.AUTO)


@pytest.mark.parametrize("member", [pq.ExecStatus.TUPLES_OK, IsolationLevel.SERIALIZABLE, PyFormat.AUTO])
def test_members_survive_pickling(member: Enum) -> None:
    assert pickle.loads(pickle.dumps(member)) is member


def test_the_version_is_that_of_the_engine() -> None:
    header = Path(__file__).resolve().parents[2] / "include/kornak/version.hpp"
    match = re.search(r'define KORNAK_VERSION "(.*)"', header.read_text())
    assert match
    assert version.__version__ == match[1]


def test_the_level_of_the_api_reads_as_a_release() -> None:
    assert re.fullmatch(r"3\.3\.\d+", version.psycopg_version)
