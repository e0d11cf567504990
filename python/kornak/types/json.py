"""JSON values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

JsonDumpsFunction: TypeAlias = Callable[[Any], str | bytes]


class _JsonWrapper:
    __slots__ = ("dumps", "obj")

    def __init__(self, obj: Any, dumps: JsonDumpsFunction | None = None) -> None:
        self.obj = obj
        self.dumps = dumps

    def __repr__(self) -> str:
        text = repr(self.obj)
        return f"{type(self).__name__}({text if len(text) <= 40 else text[:35] + ' ...'})"


class Json(_JsonWrapper):
    """An object to be sent as ``json``; `dumps` in place of `json.dumps` where given."""

    __slots__ = ()


class Jsonb(_JsonWrapper):
    """An object to be sent as ``jsonb``; `dumps` in place of `json.dumps` where given."""

    __slots__ = ()
