"""What is known of a connection."""

from __future__ import annotations

from kornak import pq
from kornak._kornak import PGconn


class ConnectionInfo:
    """Where a connection goes and what state it is in: `Connection.info`."""

    def __init__(self, pgconn: PGconn) -> None:
        self.pgconn = pgconn

    @property
    def vendor(self) -> str:
        """The name of the database system."""
        return "PostgreSQL"

    @property
    def status(self) -> pq.ConnStatus:
        """OK, or BAD when the connection is closed or lost."""
        return pq.ConnStatus(self.pgconn.status)

    @property
    def transaction_status(self) -> pq.TransactionStatus:
        """Whether a transaction is open, and whether a statement in it has failed."""
        return pq.TransactionStatus(self.pgconn.transaction_status)

    def parameter_status(self, param_name: str) -> str | None:
        """Return what the server last reported for one of its parameters, None if nothing."""
        value = self.pgconn.parameter_status(param_name.encode())
        return None if value is None else value.decode(errors="replace")

    @property
    def server_version(self) -> int:
        """The version of the server as a number: 150004 is 15.4; 0 when it did not tell."""
        words = (self.parameter_status("server_version") or "0").split()
        numbers = ["".join(c for c in part if c.isdigit()) for part in words[0].split(".")]
        major, minor = (int(n or 0) for n in (*numbers, "0")[:2])
        if major >= 10:
            return major * 10000 + minor
        return major * 10000 + minor * 100 + int((*numbers, "0", "0")[2] or 0)

    @property
    def backend_pid(self) -> int:
        """The server process that serves the connection."""
        return self.pgconn.backend_pid
