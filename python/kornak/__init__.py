"""Kornak: PostgreSQL for Python, with psycopg 3's API and an engine of its own.

import kornak

with kornak.connect("dbname=shop") as conn:
    for row in conn.execute("SELECT id, name FROM items WHERE price < %s", (10,)):
        print(row)
"""

from __future__ import annotations

from kornak import errors, pq, rows, types
from kornak._column import Column
from kornak._connection_base import BaseConnection
from kornak._connection_info import ConnectionInfo
from kornak._enums import IsolationLevel
from kornak.connection import Connection
from kornak.copy import Copy
from kornak.cursor import Cursor
from kornak.dbapi20 import (
    BINARY,
    DATETIME,
    NUMBER,
    ROWID,
    STRING,
    Binary,
    Date,
    DateFromTicks,
    Time,
    TimeFromTicks,
    Timestamp,
    TimestampFromTicks,
)
from kornak.errors import (
    DatabaseError,
    DataError,
    Error,
    IntegrityError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
    Warning,
)
from kornak.version import __version__, psycopg_version

apilevel = "2.0"
threadsafety = 2
paramstyle = "pyformat"

connect = Connection.connect

__all__ = [
    "BINARY",
    "DATETIME",
    "NUMBER",
    "ROWID",
    "STRING",
    "BaseConnection",
    "Binary",
    "Column",
    "Connection",
    "ConnectionInfo",
    "Copy",
    "Cursor",
    "DataError",
    "DatabaseError",
    "Date",
    "DateFromTicks",
    "Error",
    "IntegrityError",
    "InterfaceError",
    "InternalError",
    "IsolationLevel",
    "NotSupportedError",
    "OperationalError",
    "ProgrammingError",
    "Time",
    "TimeFromTicks",
    "Timestamp",
    "TimestampFromTicks",
    "Warning",
    "__version__",
    "apilevel",
    "connect",
    "errors",
    "paramstyle",
    "pq",
    "psycopg_version",
    "rows",
    "threadsafety",
    "types",
]
