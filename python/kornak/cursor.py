"""The cursor that waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, cast

from kornak import _kornak, pq
from kornak._column import Column
from kornak.abc import Query
from kornak.copy import Copy
from kornak.rows import Row, RowFactory

if TYPE_CHECKING:
    from typing_extensions import Self

    from kornak.connection import Connection


class Cursor(_kornak.Cursor, Generic[Row]):
    """Executes queries and hands out their rows; an iterator of rows, a context manager that closes it."""

    def __init__(self, connection: Connection[Any], *, row_factory: RowFactory[Row] | None = None) -> None:
        super().__init__(connection, connection.pgconn, row_factory or connection.row_factory)

    def __repr__(self) -> str:
        name = f"{type(self).__module__}.{type(self).__qualname__}"
        if self.closed:
            state = "closed"
        elif self.pgresult is None:
            state = "no result"
        else:
            state = pq.ExecStatus(self.pgresult.status).name
        return f"<{name} [{state}] at 0x{id(self):x}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def format(self) -> pq.Format:
        """The format of results; settable."""
        return pq.Format.BINARY if self._binary else pq.Format.TEXT

    @format.setter
    def format(self, value: pq.Format) -> None:
        self._binary = value == pq.Format.BINARY

    @property
    def description(self) -> list[Column] | None:
        """The columns of the current result; None if it has none."""
        result = self.pgresult
        columns = result.columns if result is not None else None
        if columns is None:
            return None
        return [
            Column(name, oid, size, mod, table, number) for name, oid, size, mod, table, number, _ in columns
        ]

    def setinputsizes(self, sizes: Any) -> None:
        """Do nothing: sizes need not be known."""

    def setoutputsize(self, size: Any, column: int | None = None) -> None:
        """Do nothing: sizes need not be known."""

    @contextmanager
    def copy(self, statement: Query) -> Iterator[Copy]:
        """Run a COPY and yield the `Copy` to write to or read from.

        Leaving the block ends the copy; an exception in it gives the copy up, so that nothing is loaded, and
        goes on unchanged. Raises what the server says, ProgrammingError if the statement is no COPY.
        """
        with Copy(cast("Cursor[Any]", self), statement) as copy:
            yield copy
