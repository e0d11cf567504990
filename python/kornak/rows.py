"""What a row looks like: row factories, and the protocols for writing one.

A row factory takes the cursor that has a new result and returns a row maker, which turns the values of a row
into the object that the cursor hands out. Where the cursor has no result the maker is `no_result`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import namedtuple
from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, Protocol, TypeAlias, cast

from kornak import errors as e

TupleRow: TypeAlias = tuple[Any, ...]
DictRow: TypeAlias = dict[str, Any]

if TYPE_CHECKING:
    from typing_extensions import TypeVar

    # The default makes a plain `Connection` one that returns tuples; Python's own TypeVar has it from 3.13.
    Row = TypeVar("Row", covariant=True, default=TupleRow)
else:
    from typing import TypeVar

    Row = TypeVar("Row", covariant=True)

T = TypeVar("T", covariant=True)


class RowMaker(Protocol[Row]):
    """What turns the values of one row, in the order of the columns, into a row object."""

    def __call__(self, values: Sequence[Any], /) -> Row: ...


class RowFactory(Protocol[Row]):
    """What makes a row maker for the result that a `Cursor` has."""

    def __call__(self, cursor: Any, /) -> RowMaker[Row]: ...


class AsyncRowFactory(Protocol[Row]):
    """What makes a row maker for the result that an `AsyncCursor` has."""

    def __call__(self, cursor: Any, /) -> RowMaker[Row]: ...


class BaseRowFactory(Protocol[Row]):
    """What makes a row maker for the result that a cursor of either kind has."""

    def __call__(self, cursor: Any, /) -> RowMaker[Row]: ...


def tuple_row(cursor: Any) -> RowMaker[TupleRow]:
    """Return a maker of plain tuples: the default factory."""
    return no_result if cursor.description is None else tuple


def dict_row(cursor: Any) -> RowMaker[DictRow]:
    """Return a maker of dictionaries by column name; of columns with one name the last one wins."""
    names = _column_names(cursor)
    if names is None:
        return no_result

    def make_dict(values: Sequence[Any]) -> DictRow:
        return dict(zip(names, values, strict=False))

    return make_dict


def namedtuple_row(cursor: Any) -> RowMaker[NamedTuple]:
    """Return a maker of named tuples.

    In their names, what cannot be part of an identifier becomes an underscore, and a leading underscore or
    digit gets an ``f`` in front. A name that still cannot be a field's, as it is a keyword or taken, gives
    way to an underscore and the position of the column.
    """
    names = _column_names(cursor)
    return no_result if names is None else _make_nt(*names)._make


def class_row(cls: type[T]) -> BaseRowFactory[T]:
    """Return a factory of objects of `cls`, which is called with the columns as keyword arguments."""
    return kwargs_row(cls)


def args_row(func: Callable[..., T]) -> BaseRowFactory[T]:
    """Return a factory of what `func` returns when called with the values as positional arguments."""

    def args_row_(cursor: Any) -> RowMaker[T]:
        if cursor.description is None:
            return no_result

        def call(values: Sequence[Any]) -> T:
            return func(*values)

        return call

    return args_row_


def kwargs_row(func: Callable[..., T]) -> BaseRowFactory[T]:
    """Return a factory of what `func` returns when called with the columns as keyword arguments."""

    def kwargs_row_(cursor: Any) -> RowMaker[T]:
        names = _column_names(cursor)
        if names is None:
            return no_result

        def call(values: Sequence[Any]) -> T:
            return func(**dict(zip(names, values, strict=False)))

        return call

    return kwargs_row_


def scalar_row(cursor: Any) -> RowMaker[Any]:
    """Return a maker that hands out the first value. Raises ProgrammingError if the result has no columns."""
    columns = cursor.description
    if columns is None:
        return no_result
    if not columns:
        raise e.ProgrammingError("at least one column expected")
    return itemgetter(0)


def no_result(values: Sequence[Any]) -> NoReturn:
    """Stand for the row maker of a cursor without a result. Always raises InterfaceError."""
    raise e.InterfaceError("the cursor doesn't have a result")


def _column_names(cursor: Any) -> list[str] | None:
    """Return the names of the columns, or None where the cursor has no result."""
    columns = cursor.description
    return None if columns is None else [column.name for column in columns]


# Making a class costs some hundred times what making a row does, and programs repeat their queries.
@lru_cache(maxsize=512)
def _make_nt(*names: str) -> type[NamedTuple]:
    """Return the named tuple class for columns of these names."""
    return cast("type[NamedTuple]", namedtuple("Row", map(_as_identifier, names), rename=True))


def _as_identifier(name: str) -> str:
    # In the normal form in which Python itself reads identifiers: else `row.name` would look for another one.
    name = re.sub(r"\W", "_", unicodedata.normalize("NFKC", name))
    return name if name[:1].isalpha() else f"f{name}"
