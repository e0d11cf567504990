from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kornak import dbapi20

TYPE_OBJECTS = {
    "BINARY": {"bytea": 17},
    "DATETIME": {
        "timestamp": 1114,
        "timestamptz": 1184,
        "date": 1082,
        "time": 1083,
        "timetz": 1266,
        "interval": 1186,
    },
    "NUMBER": {"int2": 21, "int4": 23, "int8": 20, "float4": 700, "float8": 701, "numeric": 1700},
    "ROWID": {"oid": 26},
    "STRING": {"text": 25, "varchar": 1043, "bpchar": 1042},
}
OIDS = [(name, oid) for name, types in TYPE_OBJECTS.items() for oid in types.values()]


@pytest.fixture(params=["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def _local_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("name", TYPE_OBJECTS)
@pytest.mark.parametrize(("group", "oid"), OIDS)
def test_a_type_object_equals_the_oids_of_its_types(name: str, group: str, oid: int) -> None:
    type_object = getattr(dbapi20, name)
    assert (type_object == oid) is (name == group)
    assert (oid == type_object) is (name == group)
    assert (type_object != oid) is (name != group)


@pytest.mark.parametrize("other", [0, 10017, "BINARY", None, 17.5])
def test_a_type_object_equals_nothing_else(other: object) -> None:
    assert other != dbapi20.BINARY


def test_a_type_object_equals_itself_alone() -> None:
    names = list(TYPE_OBJECTS)
    for name in names:
        assert [n for n in names if getattr(dbapi20, n) == getattr(dbapi20, name)] == [name]


def test_a_type_object_is_named() -> None:
    assert repr(dbapi20.ROWID) == "kornak.ROWID"


def test_binary_keeps_its_object() -> None:
    data = memoryview(b"\x00\xff")
    assert dbapi20.Binary(data).obj is data


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (b"", "Binary(b'')"),
        (b"x" * 37, f"Binary({b'x' * 37!r})"),
        (b"x" * 38, "Binary(b'" + "x" * 38 + "...)"),
    ],
)
def test_binary_shows_no_more_than_the_beginning(data: bytes, shown: str) -> None:
    assert repr(dbapi20.Binary(data)) == shown


def test_constructors() -> None:
    assert dbapi20.Date(2024, 2, 29) == dt.date(2024, 2, 29)
    assert dbapi20.Time(23, 59, 58) == dt.time(23, 59, 58)
    assert dbapi20.Timestamp(2024, 2, 29, 23, 59, 58) == dt.datetime(2024, 2, 29, 23, 59, 58)


@pytest.mark.parametrize(
    ("constructor", "args"),
    [(dbapi20.Date, (2023, 2, 29)), (dbapi20.Time, (24, 0, 0)), (dbapi20.Timestamp, (2024, 1, 1, 0, 60, 0))],
)
def test_constructors_refuse_what_does_not_exist(
    constructor: Callable[..., Any], args: tuple[int, ...]
) -> None:
    with pytest.raises(ValueError, match=r"must be in|out of range"):
        constructor(*args)


@pytest.mark.usefixtures("_local_zone")
@pytest.mark.parametrize(
    ("ticks", "expected"),
    [
        (0, dt.datetime(1970, 1, 1)),
        (-1, dt.datetime(1969, 12, 31, 23, 59, 59)),
        (86370, dt.datetime(1970, 1, 1, 23, 59, 30)),
        (1273173119.99992, dt.datetime(2010, 5, 6, 19, 11, 59, 999920)),
    ],
)
def test_ticks_are_utc_wherever_we_are(ticks: float, expected: dt.datetime) -> None:
    assert dbapi20.TimestampFromTicks(ticks) == expected.replace(tzinfo=dt.timezone.utc)
    assert dbapi20.TimestampFromTicks(ticks).tzinfo is dt.timezone.utc
    assert dbapi20.DateFromTicks(ticks) == expected.date()
    assert dbapi20.TimeFromTicks(ticks) == expected.time()


@pytest.mark.parametrize("ticks", [3e11, 1e18, -1e18, float("nan"), float("inf")])
def test_ticks_beyond_the_calendar_are_refused(ticks: float) -> None:
    with pytest.raises((ValueError, OverflowError, OSError)):
        dbapi20.TimestampFromTicks(ticks)
