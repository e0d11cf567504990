"""The description of a result's columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

# Sizes of types whose typmod says more than the type: PostgreSQL's own encoding of it, catalog pg_attribute,
# column atttypmod. A typmod counts the four bytes of a length word that values do not have.
_NUMERIC_OID = 1700
_LENGTH_OIDS = frozenset((1042, 1043))  # bpchar, varchar
_BIT_OIDS = frozenset((1560, 1562))  # bit, varbit
_TIME_OIDS = frozenset((1083, 1114, 1184, 1266))  # time, timestamp, timestamptz, timetz
_LENGTH_WORD = 4


class Column(Sequence[Any]):
    """One column of a result: the seven items DB-API asks for, also by name."""

    __slots__ = ("_fmod", "_fsize", "_name", "_table_column", "_table_oid", "_type_code")

    def __init__(
        self, name: str, type_code: int, fsize: int, fmod: int, table_oid: int = 0, table_column: int = 0
    ) -> None:
        self._name = name
        self._type_code = type_code
        self._fsize = fsize
        self._fmod = fmod
        self._table_oid = table_oid
        self._table_column = table_column

    def __repr__(self) -> str:
        return f"<Column {self.name!r}, type: {self.type_code}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __len__(self) -> int:
        return 7

    def __getitem__(self, index: Any) -> Any:
        return (
            self.name,
            self.type_code,
            self.display_size,
            self.internal_size,
            self.precision,
            self.scale,
            self.null_ok,
        )[index]

    @property
    def name(self) -> str:
        """The name of the column."""
        return self._name

    @property
    def type_code(self) -> int:
        """The OID of its type; compare with `kornak.NUMBER` and the like."""
        return self._type_code

    @property
    def display_size(self) -> int | None:
        """The declared length of ``varchar(n)``, ``char(n)`` and ``bit(n)``; None where there is none."""
        if self._fmod < 0:
            return None
        if self._type_code in _LENGTH_OIDS:
            return self._fmod - _LENGTH_WORD
        return self._fmod if self._type_code in _BIT_OIDS else None

    @property
    def internal_size(self) -> int | None:
        """The bytes a value takes in the server; None for types of varying size."""
        return self._fsize if self._fsize >= 0 else None

    @property
    def precision(self) -> int | None:
        """The digits of a ``numeric(p, s)``, or of the seconds of a time; None where not declared."""
        if self._fmod < 0:
            return None
        if self._type_code == _NUMERIC_OID:
            return (self._fmod - _LENGTH_WORD) >> 16 & 0xFFFF
        return self._fmod if self._type_code in _TIME_OIDS else None

    @property
    def scale(self) -> int | None:
        """The digits of a ``numeric(p, s)`` after the point; None where not declared."""
        if self._type_code != _NUMERIC_OID or self._fmod < 0:
            return None
        # Eleven bits, with sign: PostgreSQL 15 allows numeric(3, -2).
        scale = (self._fmod - _LENGTH_WORD) & 0x7FF
        return scale - 0x800 if scale > 0x3FF else scale

    @property
    def null_ok(self) -> bool | None:
        """Always None: the protocol does not tell."""
        return None

    def __getstate__(self) -> tuple[Any, ...]:
        return (self._name, self._type_code, self._fsize, self._fmod, self._table_oid, self._table_column)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.__init__(*state)  # type: ignore[misc]
