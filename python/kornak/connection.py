"""The connection that waits: `kornak.connect`."""

from __future__ import annotations

import logging
import os
from types import TracebackType
from typing import TYPE_CHECKING, Any, cast

from kornak import pq
from kornak._connection_base import BaseConnection
from kornak._kornak import PGconn
from kornak.abc import ConnParam, Params, Query
from kornak.conninfo import conninfo_to_dict, make_conninfo, timeout_from_conninfo
from kornak.cursor import Cursor
from kornak.rows import Row, RowFactory, tuple_row

if TYPE_CHECKING:
    from typing_extensions import Self

logger = logging.getLogger("kornak")


class Connection(BaseConnection[Row]):
    """A connection to a PostgreSQL server; every call waits for its result.

    Threads may share one: their statements wait for each other. As a context manager it commits when the
    block ends well, rolls back when it does not, and closes.
    """

    row_factory: RowFactory[Row]
    cursor_factory: type[Cursor[Row]]

    def __init__(self, pgconn: PGconn, row_factory: RowFactory[Row] | None = None) -> None:
        super().__init__(pgconn)
        self.row_factory = row_factory or cast(RowFactory[Row], tuple_row)
        self.cursor_factory = Cursor

    @classmethod
    def connect(
        cls,
        conninfo: str = "",
        *,
        autocommit: bool = False,
        prepare_threshold: int | None = 5,
        row_factory: RowFactory[Row] | None = None,
        cursor_factory: type[Cursor[Row]] | None = None,
        **kwargs: ConnParam,
    ) -> Self:
        """Connect and return the connection.

        `conninfo` is a connection string or URI; keywords add to it and replace what it says. What both leave
        open comes from the service file, ``PG*`` environment variables and the password file.
        Raises OperationalError, with the reason of every attempt, or ProgrammingError for a bad conninfo.
        """
        params = conninfo_to_dict(conninfo, **kwargs)
        if "PGCONNECT_TIMEOUT" not in os.environ:
            params["connect_timeout"] = timeout_from_conninfo(params)
        pgconn = PGconn.connect(make_conninfo("", **params))
        conn = cls(pgconn, row_factory)
        if cursor_factory:
            conn.cursor_factory = cursor_factory
        conn.prepare_threshold = prepare_threshold
        if autocommit:
            conn.autocommit = True
        return conn

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        if self.closed:
            return
        if exc_type:
            # Whatever goes wrong in cleaning up must not hide what went wrong in the block.
            try:
                self.rollback()
            except Exception as exc:
                logger.warning("error ignored in rollback on %s: %s", self, exc)
        else:
            self.commit()
        self.close()

    def close(self) -> None:
        """Close the connection. What was not committed is lost; closing again does nothing."""
        self.pgconn.finish()

    def cursor(self, *, binary: bool = False, row_factory: RowFactory[Any] | None = None) -> Cursor[Any]:
        """Return a new cursor. With `binary` its results come in PostgreSQL's binary format."""
        cur = self.cursor_factory(self, row_factory=row_factory or self.row_factory)
        if binary:
            cur.format = pq.Format.BINARY
        return cur

    def execute(
        self, query: Query, params: Params | None = None, *, prepare: bool | None = None, binary: bool = False
    ) -> Cursor[Row]:
        """Execute a query on a new cursor and return the cursor. Raises as `Cursor.execute`."""
        return self.cursor(binary=binary).execute(query, params, prepare=prepare)

    def commit(self) -> None:
        """Commit the transaction that is open, if any. Raises what a deferred constraint has to say."""
        if sql := self._end_sql("COMMIT"):
            self.pgconn.command(sql)

    def rollback(self) -> None:
        """Roll back the transaction that is open, if any."""
        if sql := self._end_sql("ROLLBACK"):
            self.pgconn.command(sql)
