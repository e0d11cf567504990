"""The constants of the protocol level, with libpq's values: code written for libpq reads them right."""

from __future__ import annotations

from enum import IntEnum, IntFlag, auto


class ConnStatus(IntEnum):
    """How far a connection is; only `OK` and `BAD` are seen outside the connecting."""

    OK = 0
    BAD = auto()
    STARTED = auto()
    MADE = auto()
    AWAITING_RESPONSE = auto()
    AUTH_OK = auto()
    SETENV = auto()
    SSL_STARTUP = auto()
    NEEDED = auto()
    CHECK_WRITABLE = auto()
    CONSUME = auto()
    GSS_STARTUP = auto()
    CHECK_TARGET = auto()
    CHECK_STANDBY = auto()
    ALLOCATED = auto()
    AUTHENTICATING = auto()


class PollingStatus(IntEnum):
    """What a connection attempt waits for before it can go on."""

    FAILED = 0
    READING = auto()
    WRITING = auto()
    OK = auto()
    ACTIVE = auto()


class ExecStatus(IntEnum):
    """What kind of result a statement ended with."""

    EMPTY_QUERY = 0
    COMMAND_OK = auto()
    TUPLES_OK = auto()
    COPY_OUT = auto()
    COPY_IN = auto()
    BAD_RESPONSE = auto()
    NONFATAL_ERROR = auto()
    FATAL_ERROR = auto()
    COPY_BOTH = auto()
    SINGLE_TUPLE = auto()
    PIPELINE_SYNC = auto()
    PIPELINE_ABORTED = auto()
    TUPLES_CHUNK = auto()


class TransactionStatus(IntEnum):
    """Where a session stands with its transaction."""

    IDLE = 0
    ACTIVE = auto()
    """A command is in progress."""
    INTRANS = auto()
    """Idle, in a transaction block."""
    INERROR = auto()
    """Idle, in a transaction block that has failed."""
    UNKNOWN = auto()
    """There is no usable connection."""


class Ping(IntEnum):
    """What became of an attempt to reach a server."""

    OK = 0
    REJECT = auto()
    """The server is alive but takes no connections now."""
    NO_RESPONSE = auto()
    NO_ATTEMPT = auto()
    """Nothing was sent: the parameters make no sense."""


class PipelineStatus(IntEnum):
    """Whether a connection is in pipeline mode."""

    OFF = 0
    ON = auto()
    ABORTED = auto()
    """A statement has failed: the server skips everything up to the next synchronisation point."""


class DiagnosticField(IntEnum):
    """The fields of an error or a notice; the value of each is its letter in the protocol."""

    SEVERITY = ord("S")
    SEVERITY_NONLOCALIZED = ord("V")
    SQLSTATE = ord("C")
    MESSAGE_PRIMARY = ord("M")
    MESSAGE_DETAIL = ord("D")
    MESSAGE_HINT = ord("H")
    STATEMENT_POSITION = ord("P")
    INTERNAL_POSITION = ord("p")
    INTERNAL_QUERY = ord("q")
    CONTEXT = ord("W")
    SCHEMA_NAME = ord("s")
    TABLE_NAME = ord("t")
    COLUMN_NAME = ord("c")
    DATATYPE_NAME = ord("d")
    CONSTRAINT_NAME = ord("n")
    SOURCE_FILE = ord("F")
    SOURCE_LINE = ord("L")
    SOURCE_FUNCTION = ord("R")


class Format(IntEnum):
    """How a value is written on the wire."""

    TEXT = 0
    BINARY = 1


class Trace(IntFlag):
    """What a trace of the conversation leaves out."""

    SUPPRESS_TIMESTAMPS = 1
    REGRESS_MODE = 2
    """Leave out what differs between runs, such as OIDs."""
