"""Types that the signatures of the package name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

Buffer: TypeAlias = bytes | bytearray | memoryview
"""What binary data may be given as."""

Query: TypeAlias = str | bytes
"""The text of a query."""

Params: TypeAlias = Sequence[Any] | Mapping[str, Any]
"""The parameters of a query: by position or by name."""

ConnParam: TypeAlias = str | int | None
"""The value of a connection parameter; None stands for "not given"."""

ConnDict: TypeAlias = dict[str, ConnParam]
"""Connection parameters by keyword."""
