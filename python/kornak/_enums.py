"""The enums of the Python level."""

from __future__ import annotations

from enum import Enum, IntEnum

from kornak.pq._enums import Format


class PyFormat(str, Enum):
    """The format wanted for a query argument; each value is the letter of its placeholder."""

    AUTO = "s"
    """Whichever suits the argument (``%s``)."""
    TEXT = "t"
    """Text (``%t``)."""
    BINARY = "b"
    """Binary (``%b``)."""

    @classmethod
    def from_pq(cls, fmt: Format) -> PyFormat:
        """Return the member for the wire format `fmt`. Raises KeyError if there is no such format."""
        return _FROM_PQ[fmt]

    @classmethod
    def as_pq(cls, fmt: PyFormat) -> Format:
        """Return the wire format that `fmt` asks for. Raises KeyError for `AUTO`, which leaves it open."""
        return _AS_PQ[fmt]


_AS_PQ = {PyFormat.TEXT: Format.TEXT, PyFormat.BINARY: Format.BINARY}
_FROM_PQ = {wire: fmt for fmt, wire in _AS_PQ.items()}


class IsolationLevel(IntEnum):
    """How far a transaction is kept from the changes that others make meanwhile."""

    READ_UNCOMMITTED = 1
    READ_COMMITTED = 2
    REPEATABLE_READ = 3
    SERIALIZABLE = 4
