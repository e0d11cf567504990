"""The type objects and constructors that the DB-API (PEP 249) asks of a module."""

from __future__ import annotations

import datetime as dt
from typing import Any


class DBAPITypeObject:
    """A group of PostgreSQL types: equal to the OID of each, as found in a column's `type_code`."""

    def __init__(self, name: str, oids: tuple[int, ...]):
        self.name = name
        self.values = oids

    def __repr__(self) -> str:
        return f"kornak.{self.name}"

    def __eq__(self, other: object) -> bool:
        return other in self.values if isinstance(other, int) else NotImplemented


BINARY = DBAPITypeObject("BINARY", (17,))  # bytea
DATETIME = DBAPITypeObject(  # timestamp, timestamptz, date, time, timetz, interval
    "DATETIME", (1114, 1184, 1082, 1083, 1266, 1186)
)
NUMBER = DBAPITypeObject("NUMBER", (21, 23, 20, 700, 701, 1700))  # int2, int4, int8, float4, float8, numeric
ROWID = DBAPITypeObject("ROWID", (26,))  # oid
STRING = DBAPITypeObject("STRING", (25, 1043, 1042))  # text, varchar, bpchar


class Binary:
    """A wrapper that has `obj`, something bytes-like, passed as binary data."""

    _REPR_LENGTH = 40

    def __init__(self, obj: Any):
        self.obj = obj

    def __repr__(self) -> str:
        shown = repr(self.obj)
        if len(shown) > self._REPR_LENGTH:
            shown = f"{shown[: self._REPR_LENGTH]}..."
        return f"{type(self).__name__}({shown})"


def Date(year: int, month: int, day: int) -> dt.date:
    """Return a date. Raises ValueError where the calendar has no such day."""
    return dt.date(year, month, day)


def Time(hour: int, minute: int, second: int) -> dt.time:
    """Return a time of day without a time zone. Raises ValueError where there is no such time."""
    return dt.time(hour, minute, second)


def Timestamp(year: int, month: int, day: int, hour: int, minute: int, second: int) -> dt.datetime:
    """Return a date and time without a time zone. Raises ValueError where there is no such time."""
    return dt.datetime(year, month, day, hour, minute, second)


def DateFromTicks(ticks: float) -> dt.date:
    """Return the date in UTC, `ticks` seconds after the epoch. Raises as `TimestampFromTicks` does."""
    return TimestampFromTicks(ticks).date()


def TimeFromTicks(ticks: float) -> dt.time:
    """Return the time of day in UTC, `ticks` seconds after the epoch. Raises as `TimestampFromTicks` does."""
    return TimestampFromTicks(ticks).time()


def TimestampFromTicks(ticks: float) -> dt.datetime:
    """Return the date and time `ticks` seconds after the epoch, in the time zone UTC.

    Raises ValueError, OverflowError or OSError, whichever datetime does, beyond the years 1 to 9999.
    """
    return dt.datetime.fromtimestamp(ticks, tz=dt.timezone.utc)
