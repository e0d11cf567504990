"""Connection strings: making them and taking them apart."""

from __future__ import annotations

from kornak import _kornak
from kornak.abc import ConnDict, ConnParam

_DEFAULT_CONNECT_TIMEOUT = 130  # seconds, as psycopg: the usual limit of a TCP connection attempt
_LEAST_CONNECT_TIMEOUT = 2


def conninfo_to_dict(conninfo: str = "", **kwargs: ConnParam) -> ConnDict:
    """Return the parameters of a connection string or URI, with `kwargs` added or in their place.

    A keyword that is None is as if not given. Raises ProgrammingError for bad syntax or an unknown keyword.
    """
    params: ConnDict = dict(_kornak.parse_conninfo(conninfo))
    given = {k: v for k, v in kwargs.items() if v is not None}
    _kornak.format_conninfo({k: str(v) for k, v in given.items()})  # refuses keywords it does not know
    params.update(given)
    return params


def make_conninfo(conninfo: str = "", **kwargs: ConnParam) -> str:
    """Return a connection string of `conninfo` with `kwargs` added or in their place.

    A keyword that is None is as if not given. Raises ProgrammingError for bad syntax or an unknown keyword.
    """
    return _kornak.format_conninfo({k: str(v) for k, v in conninfo_to_dict(conninfo, **kwargs).items()})


def timeout_from_conninfo(params: ConnDict) -> int:
    """Return the seconds each attempt to connect may take.

    130 where `connect_timeout` is not given, zero or negative; never less than 2. Raises ProgrammingError if
    it is not a number.
    """
    value = params.get("connect_timeout", _DEFAULT_CONNECT_TIMEOUT)
    try:
        seconds = int(float(value or 0))
    except ValueError:
        from kornak.errors import ProgrammingError

        raise ProgrammingError(f"bad value for connect_timeout: {value!r}") from None
    if seconds <= 0:
        return _DEFAULT_CONNECT_TIMEOUT
    return max(seconds, _LEAST_CONNECT_TIMEOUT)
