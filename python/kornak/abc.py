"""Types that the signatures of the package name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, Union

Buffer: TypeAlias = Union[bytes, bytearray, memoryview]
"""What binary data may be given as."""

Query: TypeAlias = Union[str, bytes]
"""The text of a query."""

Params: TypeAlias = Union[Sequence[Any], Mapping[str, Any]]
"""The parameters of a query: by position or by name."""

ConnParam: TypeAlias = Union[str, int, None]
"""The value of a connection parameter; None stands for "not given"."""

ConnDict: TypeAlias = dict[str, ConnParam]
"""Connection parameters by keyword."""
