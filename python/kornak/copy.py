"""COPY: loading and unloading many rows at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any

from kornak import _kornak
from kornak.abc import Buffer, Query

if TYPE_CHECKING:
    from typing_extensions import Self

    from kornak.cursor import Cursor


class Copy:
    """A COPY that is running: made by `Cursor.copy`, a context manager."""

    def __init__(self, cursor: Cursor[Any], statement: Query) -> None:
        self.cursor = cursor
        self._statement = statement

    def __enter__(self) -> Self:
        self._copy = _kornak.Copy(self.cursor, self._statement)
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        self.finish(exc_val)

    def __iter__(self) -> Iterator[bytes]:
        """Return an iterator of blocks of data, usually a row each."""
        return iter(self.read, b"")

    def read(self) -> bytes:
        """Return the next block of data, empty at the end."""
        return self._copy.read()

    def write(self, buffer: Buffer | str) -> None:
        """Send data in the format of the copy, wherever rows begin and end in it; str only in text format.

        Waits when the server is slower. Raises what the server says as soon as it has rejected a row.
        """
        self._copy.write(buffer)

    def write_row(self, row: Sequence[Any]) -> None:
        """Send one row, a sequence of values; not at all when one of them cannot be adapted."""
        self._copy.write_row(row)

    def set_types(self, types: Sequence[int]) -> None:
        """Name the types of the columns by OID: in binary the values have to be exactly of these."""
        self._copy.set_types(types)

    def finish(self, exc: BaseException | None = None) -> None:
        """End the copy; with an exception, give it up, so that nothing is loaded."""
        reason = None if exc is None else f"error from Python: {type(exc).__name__} - {exc}"
        self._copy.finish(reason)
