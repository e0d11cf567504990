"""Python objects to PostgreSQL values and back; hostile values; leaks. Without a server."""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import json
import sys
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from adapt_tables import OIDS, PARAMETERS, PRAGUE, UNLOADABLE, UTC, VALUES, dump, load, offset, packed
from hypothesis import given, settings
from hypothesis import strategies as st

from kornak import DataError, ProgrammingError

TEXTS = st.text(st.characters(blacklist_characters="\0", blacklist_categories=["Cs"]))
DUMPABLE = st.one_of(
    st.booleans(),
    st.integers(),
    st.integers(-(2**16), 2**16),
    st.floats(allow_nan=False),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40),
    st.dates(),
    st.times(),
    st.times(timezones=st.sampled_from([UTC, offset(hours=2), offset(hours=-11, minutes=-30, seconds=-7)])),
    st.datetimes(),
    st.timedeltas(),
    st.uuids(),
    st.binary(),
    TEXTS,
)


def there_and_back(value: Any, placeholder: str, **parameters: str) -> Any:
    oid, fmt, data = dump(value, placeholder)
    assert data is not None
    return load(oid or OIDS["text"], data, binary=fmt == 1, **parameters)


@given(DUMPABLE, st.sampled_from("stb"))
def test_round_trip(value: Any, placeholder: str) -> None:
    loaded = there_and_back(value, placeholder)
    assert loaded == value
    if isinstance(value, Decimal):  # digits too, except that PostgreSQL has no positive exponents
        assert loaded.as_tuple().exponent == min(value.as_tuple().exponent, 0) or placeholder != "b"


ZONES = ["UTC", "Europe/Prague", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia"]


@given(
    st.datetimes(dt.datetime(1, 1, 3), dt.datetime(9999, 12, 29), allow_imaginary=False,
                 timezones=st.sampled_from([ZoneInfo(name) for name in ZONES])),
    st.sampled_from("stb"),
    st.sampled_from(ZONES),
)  # fmt: skip
def test_round_trip_of_moments(moment: dt.datetime, placeholder: str, zone: str) -> None:
    loaded = there_and_back(moment, placeholder, TimeZone=zone)
    expected = moment.astimezone(UTC).astimezone(ZoneInfo(zone))
    assert loaded.replace(tzinfo=None) == expected.replace(tzinfo=None)
    assert loaded.fold == expected.fold
    assert loaded.utcoffset() == expected.utcoffset()


@st.composite
def arrays(draw: st.DrawFn) -> list[Any]:
    kinds = [
        st.integers(),
        st.floats(allow_nan=False),
        st.uuids(),
        st.dates(),
        st.binary(),
        st.timedeltas(),
        TEXTS,
    ]
    items = draw(st.sampled_from(kinds))
    array: st.SearchStrategy[Any] = items | st.none()
    for length in draw(st.lists(st.integers(1, 3), min_size=1, max_size=4)):
        array = st.lists(array, min_size=length, max_size=length)
    return draw(array)  # type: ignore[no-any-return]


def flat(value: Any) -> list[Any]:
    return [leaf for item in value for leaf in flat(item)] if isinstance(value, list) else [value]


@given(arrays(), st.sampled_from("stb"))
def test_round_trip_of_arrays(value: list[Any], placeholder: str) -> None:
    oid, fmt, data = dump(value, placeholder)
    assert data is not None
    if oid == 0 and not any(isinstance(leaf, str) for leaf in flat(value)):
        assert all(leaf is None for leaf in flat(value))
    assert load(oid or OIDS["text[]"], data, binary=fmt == 1) == value


@settings(max_examples=500)
@given(st.sampled_from(sorted(OIDS.values())), st.booleans(), st.binary(max_size=60))
def test_hostile_bytes_are_refused_or_loaded(oid: int, binary: bool, data: bytes) -> None:
    with contextlib.suppress(DataError, UnicodeDecodeError, json.JSONDecodeError):
        load(oid, data, binary=binary)


@settings(max_examples=300)
@given(
    st.integers(0, 7), st.integers(0, 2), st.sampled_from([23, 25, 3802, 1007]),
    st.lists(st.integers(-1, 3), max_size=8), st.binary(max_size=40),
)  # fmt: skip
def test_hostile_arrays_are_refused_or_loaded(
    dimensions: int, flags: int, element: int, lengths: list[int], rest: bytes
) -> None:
    bounds = b"".join(packed("ii", length, 1) for length in lengths)
    with contextlib.suppress(DataError, UnicodeDecodeError, json.JSONDecodeError):
        load("int4[]", packed("III", dimensions, flags, element) + bounds + rest, binary=True)


def test_nothing_leaks() -> None:
    def everything() -> None:
        for type_name, text, binary, _ in VALUES:
            load(type_name, text)
            load(type_name, binary, binary=True)
        for type_name, text, data, _ in UNLOADABLE:
            for refused, is_binary in [(text, False), (data or b"", True)]:
                with contextlib.suppress(DataError):
                    load(type_name, refused, binary=is_binary)
        for value, *_ in PARAMETERS:
            for placeholder in "stb":
                dump(value, placeholder)
                dump([[value, None], [value, value]], placeholder)
        for bad in [
            {},
            [1, "a"],
            [{}],
            "\0",
            "\ud800",
            dt.time(12, tzinfo=PRAGUE),
            [[1], [[2]]],
            1 << 1_000_000,
        ]:
            for placeholder in "stb":
                with contextlib.suppress(DataError, ProgrammingError, UnicodeEncodeError):
                    dump(bad, placeholder)
        load("timestamptz[]", b'{"2024-10-27 02:30:00+01"}', TimeZone="Europe/Prague")
        load("int4[]", b"{{1,2},{3,4}}")

    def growth() -> int:
        before = sys.getallocatedblocks()
        for _ in range(50):
            everything()
        gc.collect()
        return sys.getallocatedblocks() - before

    # A single object leaked in a single case is 50 blocks every time. The interpreter's own stocks, which a
    # collection empties and work fills again, differ from time to time.
    growth()
    assert min(growth() for _ in range(3)) < 40
