"""Lists to PostgreSQL arrays, without a server."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from adapt_tables import OIDS, PARAMETERS, UTC, IntChild, copy_binary, copy_text, dump, load, packed

from kornak import DataError
from kornak.types.json import Json


@pytest.mark.parametrize(("value", "type_name", "text", "binary", "automatic"), PARAMETERS)
def test_dump_list_of_it(value: Any, type_name: str, text: bytes, binary: bytes, automatic: str) -> None:
    array_oid = OIDS[f"{type_name}[]"]
    item = packed("i", len(binary)) + binary
    data = packed("IIIii", 1, 1, OIDS[type_name], 2, 1) + item + b"\xff" * 4
    assert dump([value, None], "b") == (array_oid, 1, data)
    assert copy_binary([value, None], f"{type_name}[]") == data
    assert dump([value, None], "s") == dump([value, None], "t")
    oid, fmt, dumped = dump([value, None], "t")
    assert (oid, fmt) == (array_oid, 0)
    assert dumped is not None
    assert load("text[]", dumped) == [text.decode(), None]


@pytest.mark.parametrize(
    ("value", "type_name"),
    [
        ([1, 2], "int2[]"),
        ([1, 2**15], "int4[]"),
        ([2**31, 1], "int8[]"),
        ([2**63, 1], "numeric[]"),
        ([-(2**15), None], "int2[]"),
        ([279098040260880896, 0], "int8[]"),
        ([[1], [-(2**31) - 1]], "int8[]"),
        ([IntChild(1), 70000], "int4[]"),
        ([b"a", bytearray(b"b")], "bytea[]"),
        ([dt.datetime(2000, 1, 1), dt.datetime(2000, 1, 2)], "timestamp[]"),
    ],
)
@pytest.mark.parametrize("placeholder", "stb")
def test_type_of_a_list(value: list[Any], type_name: str, placeholder: str) -> None:
    oid, fmt, data = dump(value, placeholder)
    assert oid == OIDS[type_name]
    assert data is not None
    assert load(oid, data, binary=fmt == 1) == value


@pytest.mark.parametrize("placeholder", "stb")
@pytest.mark.parametrize(
    ("value", "data"),
    [([], b"{}"), ([None], b"{NULL}"), ([[None], [None]], b"{{NULL},{NULL}}"), ([[], []], b"{{},{}}")],
)
def test_a_list_without_elements_is_text_of_unknown_type(
    value: list[Any], data: bytes, placeholder: str
) -> None:
    assert dump(value, placeholder) == (0, 0, data)


def test_a_list_without_elements_in_binary_copy() -> None:
    assert copy_binary([], "int4[]") == packed("III", 0, 0, 23)
    assert copy_binary([[], []], "int4[]") == packed("III", 0, 0, 23)
    assert copy_binary([None], "int4[]") == packed("IIIiii", 1, 1, 23, 1, 1, -1)
    with pytest.raises(DataError, match="set_types"):
        copy_binary([])


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (
            ["a", None, "null", "", 'b"\\', "c d", "{e}", "f,g"],
            rb'{a,NULL,"null","","b\"\\","c d","{e}","f,g"}',
        ),
        ([[["a"], ["b"]]], b"{{{a},{b}}}"),
        ([[[[[["a"]]]]]], b"{{{{{{a}}}}}}"),
        ([Json({"a": 1})], rb'{"{\"a\": 1}"}'),
        ([b"\x00"], rb'{"\\x00"}'),
    ],
)
def test_dump_list_text(value: list[Any], data: bytes) -> None:
    assert dump(value, "t")[2] == data
    assert copy_text(value) == data


RECURSIVE: list[Any] = [1]
RECURSIVE.append(RECURSIVE)
RECURSIVE_ONLY: list[Any] = []
RECURSIVE_ONLY.append(RECURSIVE_ONLY)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([1, "a"], "cannot dump lists of mixed types; got: int, str"),
        ([1, 0.5], "cannot dump lists of mixed types; got: float, int"),
        ([True, 1], "cannot dump lists of mixed types; got: bool, int"),
        ([[1], ["a"], [Decimal(1)]], "cannot dump lists of mixed types; got: Decimal, int, str"),
        ([[1], [2, 3]], "nested lists have inconsistent lengths"),
        ([[1], []], "nested lists have inconsistent lengths"),
        ([[], [1]], "nested lists have inconsistent lengths"),
        ([1, [2]], "nested lists have inconsistent depths"),
        ([[1], 2], "nested lists have inconsistent depths"),
        ([[[1]], [2]], "nested lists have inconsistent depths"),
        ([None, [1]], "nested lists have inconsistent depths"),
        ([[[[[[[1]]]]]]], "cannot dump a list of more than 6 dimensions"),
        (RECURSIVE_ONLY, "cannot dump a recursive list"),
    ],
)
@pytest.mark.parametrize("placeholder", "stb")
def test_lists_that_are_no_arrays(value: list[Any], message: str, placeholder: str) -> None:
    with pytest.raises(DataError) as error:
        dump(value, placeholder)
    assert str(error.value) == message


@pytest.mark.parametrize("placeholder", "stb")
def test_a_list_that_contains_itself_is_no_array(placeholder: str) -> None:
    with pytest.raises(DataError):
        dump(RECURSIVE, placeholder)
    row = [1, 2]
    assert dump([row, row], placeholder)[0] == OIDS["int2[]"]


def test_in_text_the_last_datetime_of_a_list_decides_on_the_zone() -> None:
    naive, aware = dt.datetime(2000, 1, 1), dt.datetime(2000, 1, 1, tzinfo=UTC)
    assert dump([naive, aware], "t")[0] == OIDS["timestamptz[]"]
    assert dump([aware, naive], "t")[0] == OIDS["timestamp[]"]
    with pytest.raises(DataError, match="cannot dump 'datetime' as timestamptz"):
        dump([naive, aware], "b")


@pytest.mark.parametrize("placeholder", "tb")
@pytest.mark.parametrize("change", ["clear", "append", "inner"])
def test_a_list_may_be_changed_while_it_is_dumped(placeholder: str, change: str) -> None:
    class Meddler(dt.tzinfo):
        def utcoffset(self, _: Any) -> dt.timedelta:
            if change == "clear":
                values.clear()
            elif change == "append":
                values[0].append(1)
            else:
                values[1] = 5
            return dt.timedelta(0)

    values: list[Any] = [
        [dt.datetime(2000, 1, 1, tzinfo=Meddler())] * 2,
        [dt.datetime(2000, 1, 1, tzinfo=UTC)] * 2,
    ]
    with pytest.raises(DataError, match="a list was changed while it was dumped"):
        dump(values, placeholder)
