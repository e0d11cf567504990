from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from kornak import errors as e
from kornak import rows


@dataclass
class FakeColumn:
    name: str


class FakeCursor:
    """A cursor with a result of such columns; without a result if None is given instead."""

    def __init__(self, *names: str | None):
        self.description = None if names == (None,) else [FakeColumn(name or "") for name in names]


@dataclass
class Item:
    name: str
    price: int = 7


def collect(*args: Any, **kwargs: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
    return args, kwargs


FACTORIES: dict[str, rows.BaseRowFactory[Any]] = {
    "tuple_row": rows.tuple_row,
    "dict_row": rows.dict_row,
    "namedtuple_row": rows.namedtuple_row,
    "scalar_row": rows.scalar_row,
    "class_row": rows.class_row(Item),
    "args_row": rows.args_row(collect),
    "kwargs_row": rows.kwargs_row(collect),
}


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    rows._make_nt.cache_clear()
    yield
    rows._make_nt.cache_clear()


@pytest.mark.parametrize("name", FACTORIES)
def test_without_a_result_the_maker_refuses(name: str) -> None:
    make = FACTORIES[name](FakeCursor(None))
    with pytest.raises(e.InterfaceError, match="the cursor doesn't have a result"):
        make(())


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("tuple_row", ("pen", 2)),
        ("dict_row", {"name": "pen", "price": 2}),
        ("namedtuple_row", ("pen", 2)),
        ("scalar_row", "pen"),
        ("class_row", Item("pen", 2)),
        ("args_row", (("pen", 2), {})),
        ("kwargs_row", ((), {"name": "pen", "price": 2})),
    ],
)
@pytest.mark.parametrize("sequence", [tuple, list])
def test_a_row_of_each_kind(name: str, row: Any, sequence: Any) -> None:
    assert FACTORIES[name](FakeCursor("name", "price"))(sequence(["pen", 2])) == row


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("tuple_row", ()),
        ("dict_row", {}),
        ("namedtuple_row", ()),
        ("args_row", ((), {})),
        ("kwargs_row", ((), {})),
    ],
)
def test_a_row_without_columns(name: str, row: Any) -> None:
    assert FACTORIES[name](FakeCursor())(()) == row


def test_a_tuple_costs_no_call_of_ours() -> None:
    assert rows.tuple_row(FakeCursor("name")) is tuple


def test_a_row_can_be_none() -> None:
    assert rows.scalar_row(FakeCursor("name"))((None,)) is None
    assert rows.args_row(lambda *args: None)(FakeCursor("name"))((1,)) is None


def test_a_scalar_is_the_first_of_many() -> None:
    assert rows.scalar_row(FakeCursor("a", "b"))((1, 2)) == 1


def test_a_scalar_needs_a_column() -> None:
    with pytest.raises(e.ProgrammingError, match="at least one column expected"):
        rows.scalar_row(FakeCursor())


@pytest.mark.parametrize("name", ["dict_row", "kwargs_row"])
def test_of_columns_with_one_name_the_last_wins(name: str) -> None:
    row = FACTORIES[name](FakeCursor("a", "b", "a"))((1, 2, 3))
    assert row in ({"a": 3, "b": 2}, ((), {"a": 3, "b": 2}))


def test_a_class_uses_its_defaults() -> None:
    assert rows.class_row(Item)(FakeCursor("name"))(("pen",)) == Item("pen", 7)


@pytest.mark.parametrize("names", [("price",), ("name", "price", "colour")])
def test_a_class_that_does_not_fit_the_columns_raises_type_error(names: tuple[str, ...]) -> None:
    make = rows.class_row(Item)(FakeCursor(*names))
    with pytest.raises(TypeError):
        make((1,) * len(names))


def test_a_dictionary_is_new_for_each_row() -> None:
    make = rows.dict_row(FakeCursor("a"))
    assert make((1,)) is not make((1,))


@pytest.mark.parametrize(
    ("names", "fields"),
    [
        (("name", "price"), ("name", "price")),
        (("?column?",), ("f_column_",)),
        (("_",), ("f_",)),
        (("_id",), ("f_id",)),
        (("123",), ("f123",)),
        (("a-b c.d",), ("a_b_c_d",)),
        (("€eur",), ("f_eur",)),
        (("üåäö",), ("üåäö",)),
        (("e\u0301",), ("é",)),  # as Python reads it in a program
        (("\ufb01",), ("fi",)),
        (("x²",), ("x2",)),
        (("",), ("f",)),
        (("class", "def"), ("_0", "_1")),
        (("a", "b", "a", "a"), ("a", "b", "_2", "_3")),
        (("a-", "a+"), ("a_", "_1")),
        (("\ufb01", "fi"), ("fi", "_1")),
        (("a=0, b: __import__('os')",), ("a_0__b____import____os__",)),
        (("count", "index"), ("count", "index")),
    ],
)
def test_names_of_a_namedtuple(names: tuple[str, ...], fields: tuple[str, ...]) -> None:
    values = tuple(range(len(names)))
    row: Any = rows.namedtuple_row(FakeCursor(*names))(values)
    assert row._fields == fields
    assert row == values
    assert type(row).__name__ == "Row"
    assert [getattr(row, field) for field in fields] == list(values)


def test_the_class_of_a_namedtuple_is_cached_by_names() -> None:
    first, second, other = (rows.namedtuple_row(FakeCursor(*names))((1, 2)) for names in ("ab", "ab", "ac"))
    assert type(first) is type(second)
    assert type(first) is not type(other)
    assert rows._make_nt.cache_info()[:2] == (1, 2)


def test_no_result_always_refuses() -> None:
    with pytest.raises(e.InterfaceError):
        rows.no_result((1, 2))
