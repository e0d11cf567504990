"""What the connections of all kinds have in common: everything that does not wait."""

from __future__ import annotations

from typing import Any, Generic

from kornak import errors as e
from kornak import pq
from kornak._connection_info import ConnectionInfo
from kornak._enums import IsolationLevel
from kornak._kornak import PGconn
from kornak.rows import Row

_ISOLATION_SQL = {
    IsolationLevel.READ_UNCOMMITTED: "READ UNCOMMITTED",
    IsolationLevel.READ_COMMITTED: "READ COMMITTED",
    IsolationLevel.REPEATABLE_READ: "REPEATABLE READ",
    IsolationLevel.SERIALIZABLE: "SERIALIZABLE",
}


class BaseConnection(Generic[Row]):
    """The state of a connection and the settings of its transactions."""

    # DB-API's optional extension: the exceptions as attributes of the connection.
    Warning = e.Warning
    Error = e.Error
    InterfaceError = e.InterfaceError
    DatabaseError = e.DatabaseError
    DataError = e.DataError
    OperationalError = e.OperationalError
    IntegrityError = e.IntegrityError
    InternalError = e.InternalError
    ProgrammingError = e.ProgrammingError
    NotSupportedError = e.NotSupportedError

    def __init__(self, pgconn: PGconn) -> None:
        self.pgconn = pgconn
        self._autocommit = False
        self._isolation_level: IsolationLevel | None = None
        self._read_only: bool | None = None
        self._deferrable: bool | None = None
        self._update_begin()

    def __repr__(self) -> str:
        name = f"{type(self).__module__}.{type(self).__qualname__}"
        state = "BAD" if self.closed else self.info.transaction_status.name
        return f"<{name} [{state}] at 0x{id(self):x}>"

    @property
    def closed(self) -> bool:
        """True if the connection is closed, by either side."""
        return self.pgconn.status == pq.ConnStatus.BAD

    @property
    def broken(self) -> bool:
        """True if the connection was lost, rather than closed by close()."""
        return self.closed and not self.pgconn.closed

    @property
    def info(self) -> ConnectionInfo:
        """Where the connection goes and what state it is in."""
        return ConnectionInfo(self.pgconn)

    @property
    def connection(self) -> BaseConnection[Row]:
        """The connection itself."""
        return self

    @property
    def prepare_threshold(self) -> int | None:
        """Executions after which a statement is prepared on the server; None for never. Settable."""
        return self.pgconn.prepare_threshold

    @prepare_threshold.setter
    def prepare_threshold(self, value: int | None) -> None:
        self.pgconn.prepare_threshold = value

    @property
    def autocommit(self) -> bool:
        """True if every statement is a transaction of its own. Settable outside a transaction."""
        return self._autocommit

    @autocommit.setter
    def autocommit(self, value: bool) -> None:
        self._check_no_transaction("autocommit")
        self._autocommit = bool(value)
        self._update_begin()

    @property
    def isolation_level(self) -> IsolationLevel | None:
        """The isolation level of new transactions; None for the server's default. Settable."""
        return self._isolation_level

    @isolation_level.setter
    def isolation_level(self, value: IsolationLevel | None) -> None:
        self._check_no_transaction("isolation_level")
        self._isolation_level = None if value is None else IsolationLevel(value)
        self._update_begin()

    @property
    def read_only(self) -> bool | None:
        """Whether new transactions may only read; None for the server's default. Settable."""
        return self._read_only

    @read_only.setter
    def read_only(self, value: bool | None) -> None:
        self._check_no_transaction("read_only")
        self._read_only = None if value is None else bool(value)
        self._update_begin()

    @property
    def deferrable(self) -> bool | None:
        """Whether new transactions are deferrable; None for the server's default. Settable."""
        return self._deferrable

    @deferrable.setter
    def deferrable(self, value: bool | None) -> None:
        self._check_no_transaction("deferrable")
        self._deferrable = None if value is None else bool(value)
        self._update_begin()

    def fileno(self) -> int:
        """Return the file descriptor of the socket. Raises OperationalError when closed."""
        return self.pgconn.socket

    def _check_no_transaction(self, attribute: str) -> None:
        status = self.info.transaction_status
        if status != pq.TransactionStatus.IDLE:
            raise e.ProgrammingError(
                f"can't change {attribute!r} now: connection in transaction status {status.name}"
            )

    def _update_begin(self) -> None:
        """Tell the engine what to send before the first statement of a transaction."""
        self.pgconn.set_begin("" if self._autocommit else self._begin_sql())

    def _begin_sql(self) -> str:
        parts = ["BEGIN"]
        if self._isolation_level is not None:
            parts.append(f"ISOLATION LEVEL {_ISOLATION_SQL[self._isolation_level]}")
        if self._read_only is not None:
            parts.append("READ ONLY" if self._read_only else "READ WRITE")
        if self._deferrable is not None:
            parts.append("DEFERRABLE" if self._deferrable else "NOT DEFERRABLE")
        return " ".join(parts)

    def _end_sql(self, command: str) -> str | None:
        """Return the command to end the transaction with, None if there is none to end."""
        status = self.info.transaction_status
        if status == pq.TransactionStatus.UNKNOWN:
            raise e.OperationalError(
                "the connection is closed" if self.pgconn.closed else "the connection is lost"
            )
        return None if status == pq.TransactionStatus.IDLE else command

    def __del__(self, _warn: Any = None) -> None:
        pgconn = getattr(self, "pgconn", None)
        if pgconn is None or pgconn.status == pq.ConnStatus.BAD:
            return
        import warnings

        warnings.warn(
            f"connection {self!r} was deleted while still open: use 'with' or close()",
            ResourceWarning,
            stacklevel=2,
            source=self,
        )
