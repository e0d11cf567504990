"""Python objects to PostgreSQL values, without a server."""

from __future__ import annotations

import datetime as dt
import enum
from decimal import Decimal
from typing import Any

import pytest
from adapt_tables import (
    OIDS,
    PARAMETERS,
    PRAGUE,
    UTC,
    MixedStr,
    Mood,
    StrChild,
    copy_binary,
    copy_text,
    dump,
    load,
    packed,
)

from kornak import DataError, ProgrammingError
from kornak.types.json import Json


@pytest.mark.parametrize(("value", "type_name", "text", "binary", "automatic"), PARAMETERS)
def test_dump(value: Any, type_name: str, text: bytes, binary: bytes, automatic: str) -> None:
    oid = OIDS[type_name]
    assert dump(value, "t") == (oid, 0, text)
    assert dump(value, "b") == (oid, 1, binary)
    assert dump(value, "s") == dump(value, automatic)
    assert copy_text(value) == text
    assert copy_binary(value) == binary
    assert copy_binary(value, type_name) == binary


@pytest.mark.parametrize("placeholder", "stb")
def test_dump_none(placeholder: str) -> None:
    assert dump(None, placeholder) == (0, 0, None)
    assert copy_text(None) is None
    assert copy_binary(None) is None
    assert copy_binary(None, "int4") is None


@pytest.mark.parametrize(
    ("value", "data"),
    [("é", "é".encode()), ("", b""), (StrChild("x"), b"x"), (MixedStr.ONE, b"eins")],
)
def test_a_str_is_of_unknown_type_unless_binary(value: str, data: bytes) -> None:
    assert dump(value, "s") == (0, 0, data)
    assert dump(value, "t") == (0, 0, data)
    assert dump(value, "b") == (OIDS["text"], 1, data)
    assert copy_text(value) == copy_binary(value) == copy_binary(value, "varchar") == data


def test_an_enum_is_its_name_of_unknown_type() -> None:
    assert dump(Mood.HAPPY, "s") == (0, 0, b"HAPPY")
    assert dump(Mood.HAPPY, "t") == (0, 0, b"HAPPY")
    assert dump(Mood.HAPPY, "b") == (0, 1, b"HAPPY")
    assert dump([Mood.HAPPY, Mood.SAD], "s") == (0, 0, b"{HAPPY,SAD}")
    assert dump([Mood.HAPPY], "b")[0] == OIDS["text[]"]
    assert copy_binary(Mood.SAD, "text") == b"SAD"


def test_flags_without_a_name_cannot_be_dumped() -> None:
    class Permission(enum.Flag):
        READ = 1
        WRITE = 2

    assert dump(Permission.READ)[2] == b"READ"
    with pytest.raises(DataError, match="'Permission'"):
        dump(Permission(0))


@pytest.mark.parametrize("placeholder", "stb")
def test_zero_bytes_cannot_be_in_text(placeholder: str) -> None:
    message = r"PostgreSQL text fields cannot contain NUL \(0x00\) bytes: .* position 5"
    for value in ["h\u00e9llo\0there", ["h\u00e9llo\0"], Json(1, lambda _: "hello\0")]:
        with pytest.raises(DataError, match=message):
            dump(value, placeholder)
        with pytest.raises(DataError, match=message):
            copy_text(value)
        with pytest.raises(DataError, match=message):
            copy_binary(value)


@pytest.mark.parametrize("placeholder", "stb")
def test_lone_surrogates_cannot_be_encoded(placeholder: str) -> None:
    with pytest.raises(UnicodeEncodeError):
        dump("\ud800", placeholder)


@pytest.mark.parametrize("placeholder", "stb")
def test_a_time_needs_a_fixed_offset(placeholder: str) -> None:
    for value in [dt.time(12, tzinfo=PRAGUE), [dt.time(12, tzinfo=PRAGUE)]]:
        with pytest.raises(
            DataError, match="cannot calculate the offset of tzinfo 'Europe/Prague' without a date"
        ):
            dump(value, placeholder)


class BadZone(dt.tzinfo):
    def utcoffset(self, _: Any) -> dt.timedelta:
        return dt.timedelta(hours=25)


@pytest.mark.parametrize("placeholder", "stb")
def test_errors_of_a_tzinfo_pass_through(placeholder: str) -> None:
    with pytest.raises(ValueError, match="offset"):
        dump(dt.time(12, tzinfo=BadZone()), placeholder)
    with pytest.raises(ValueError, match="offset"):
        dump(dt.datetime(2000, 1, 1, tzinfo=BadZone()), placeholder)


class Nat(dt.datetime):
    """Not a time, as in pandas."""

    def __eq__(self, other: object) -> bool:
        return False


class FarEast(dt.datetime):
    def utcoffset(self) -> dt.timedelta:
        return dt.timedelta.max


@pytest.mark.parametrize("placeholder", "stb")
def test_a_datetime_that_means_nothing_cannot_be_dumped(placeholder: str) -> None:
    with pytest.raises(DataError, match="cannot dump a 'Nat' that is not equal to itself"):
        dump(Nat(1, 1, 1), placeholder)
    with pytest.raises(DataError, match="cannot calculate the offset"):
        dump(FarEast(2000, 1, 1, tzinfo=PRAGUE), placeholder)


@pytest.mark.parametrize(
    ("value", "name"), [({}, "dict"), ((1,), "tuple"), (object(), "object"), ({1}, "set"), (1j, "complex")]
)
def test_other_classes_cannot_be_adapted(value: Any, name: str) -> None:
    for item in [value, [value], [[1], [value]]]:
        for placeholder, fmt in [("s", "AUTO"), ("t", "TEXT"), ("b", "BINARY")]:
            with pytest.raises(ProgrammingError) as error:
                dump(item, placeholder)
            message = f"cannot adapt type '{name}' using placeholder '%{placeholder}' (format: {fmt})"
            assert str(error.value) == message


def test_big_integers_are_exact_and_bounded() -> None:
    for n in [10**5000, -(10**5000) - 1, 7**4000]:
        text = str(Decimal(n)).encode()
        assert dump(n, "t")[2] == text
        oid, fmt, data = dump(n, "s")
        assert (oid, fmt) == (OIDS["numeric"], 1)
        assert data is not None
        assert load("numeric", data, binary=True) == Decimal(n)
    for placeholder in "tb":
        with pytest.raises(DataError, match="too large for PostgreSQL"):
            dump(1 << 10_000_000, placeholder)
    with pytest.raises(DataError):
        dump(Decimal("1e200000"), "b")


def test_what_the_encoding_lacks_cannot_be_dumped() -> None:
    with pytest.raises(UnicodeEncodeError):
        dump("€", client_encoding="LATIN1")
    assert dump("€", client_encoding="SQL_ASCII") == (0, 0, "€".encode())


# COPY with set_types()


@pytest.mark.parametrize(
    ("value", "type_name", "data"),
    [
        (1, "int2", packed("h", 1)),
        (1, "int4", packed("i", 1)),
        (1, "int8", packed("q", 1)),
        (True, "int4", packed("i", 1)),
        (2**32 - 1, "oid", b"\xff\xff\xff\xff"),
        (1, "numeric", packed("HhHHH", 1, 0, 0, 0, 1)),
        (10**20, "numeric", packed("HhHHH", 1, 5, 0, 0, 1)),
        (3, "float8", packed("d", 3.0)),
        (2**53, "float8", packed("d", 2.0**53)),
        (3, "float4", packed("f", 3.0)),
        (0.1, "float4", packed("f", 0.1)),
        (float("inf"), "float4", packed("f", float("inf"))),
        (Decimal("0.1"), "float8", packed("d", 0.1)),
        (Decimal("NaN"), "float8", packed("d", float("nan"))),
        ("x", "text", b"x"),
        ("x", "varchar", b"x"),
        ("x", "bpchar", b"x"),
        ("x", "name", b"x"),
        ("x", "json", b'"x"'),
        ({"a": 1}, "jsonb", b'\x01{"a": 1}'),
        (Json([1]), "jsonb", b"\x01[1]"),
        ([1, None], "int8[]", packed("IIIiiiqi", 1, 1, 20, 2, 1, 8, 1, -1)),
        ([1, Decimal(2)], "numeric[]",
         packed("IIIiiiHhHHHiHhHHH", 1, 0, 1700, 2, 1, 10, 1, 0, 0, 0, 1, 10, 1, 0, 0, 0, 2)),
        ([{}], "json[]", packed("IIIiii", 1, 0, 114, 1, 1, 2) + b"{}"),
    ],
)  # fmt: skip
def test_copy_as_a_given_type(value: Any, type_name: str, data: bytes) -> None:
    assert copy_binary(value, type_name) == data


@pytest.mark.parametrize(
    ("value", "type_name", "message"),
    [
        (32768, "int2", "cannot dump 'int' as int2: out of range"),
        (2**31, "int4", "cannot dump 'int' as int4: out of range"),
        (2**63, "int8", "cannot dump 'int' as int8: out of range"),
        (-1, "oid", "cannot dump 'int' as oid: out of range"),
        (2**53 + 1, "float8", "cannot dump 'int' as float8: it would be rounded"),
        (2**24 + 1, "float4", "cannot dump 'int' as float4: it would be rounded"),
        (10**400, "float8", "cannot dump 'int' as float8: out of range"),
        (1e39, "float4", "cannot dump 'float' as float4: out of range"),
        (Decimal("1e400"), "float8", "cannot dump 'Decimal' as float8: out of range"),
        (1.5, "int4", "cannot dump 'float' as int4"),
        (1.5, "numeric", "cannot dump 'float' as numeric"),
        ("1", "int4", "cannot dump 'str' as int4"),
        (1, "text", "cannot dump 'int' as text"),
        (1, "bool", "cannot dump 'int' as bool"),
        ("x", "bytea", "cannot dump 'str' as bytea"),
        ({}, "int4", "cannot dump 'dict' as int4"),
        (dt.datetime(2000, 1, 1), "timestamptz", "cannot dump 'datetime' as timestamptz"),
        (dt.datetime(2000, 1, 1, tzinfo=UTC), "timestamp", "cannot dump 'datetime' as timestamp"),
        (dt.time(1), "timetz", "cannot dump 'time' as timetz"),
        (1, "int4[]", "cannot dump 'int' as int4[]"),
        ([1, "a"], "int4[]", "cannot dump 'str' as int4"),
        ([[1], [2, 3]], "int4[]", "nested lists have inconsistent lengths"),
    ],
)
def test_copy_as_a_type_that_does_not_fit(value: Any, type_name: str, message: str) -> None:
    with pytest.raises(DataError) as error:
        copy_binary(value, type_name)
    assert str(error.value) == message


def test_copy_as_a_type_that_nothing_is_dumped_as() -> None:
    for value in ["(1,2)", [1], 5]:
        with pytest.raises(
            ProgrammingError, match=r"cannot find a dumper for type box \(oid 603\) format BINARY"
        ):
            copy_binary(value, "box")
    with pytest.raises(ProgrammingError, match="unknown type"):
        copy_binary("x", 123456)
