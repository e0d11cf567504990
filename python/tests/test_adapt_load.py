"""PostgreSQL values to Python objects, without a server."""

from __future__ import annotations

import datetime as dt
import json
import logging
import struct
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from adapt_tables import A_UUID, DAY, OIDS, PRAGUE, UNLOADABLE, UTC, VALUES, dump, load, micros, offset, same

from kornak import DataError, NotSupportedError

KNOWN_VALUES = [v for v in VALUES if v[3] is not None]


@pytest.mark.parametrize(("type_name", "text", "binary", "expected"), KNOWN_VALUES)
def test_load(type_name: str, text: bytes, binary: bytes, expected: Any) -> None:
    assert same(load(type_name, text), expected)
    assert same(load(type_name, binary, binary=True), expected)


@pytest.mark.parametrize(("type_name", "text", "binary", "expected"), KNOWN_VALUES)
def test_load_array_of_it(type_name: str, text: bytes, binary: bytes, expected: Any) -> None:
    quoted = text.replace(b"\\", b"\\\\").replace(b'"', b'\\"')
    assert same(load(f"{type_name}[]", b'{"' + quoted + b'",NULL}'), [expected, None])
    item = struct.pack("!i", len(binary)) + binary
    data = struct.pack("!IIIii", 1, 1, OIDS[type_name], 2, 1) + item + b"\xff" * 4
    assert same(load(f"{type_name}[]", data, binary=True), [expected, None])


@pytest.mark.parametrize("oid", [OIDS["xid"], OIDS["xml"], OIDS["point"], OIDS["unknown"], 0, 123456])
def test_types_without_loader_are_str_in_text_and_bytes_in_binary(oid: int) -> None:
    assert load(oid, "é".encode()) == "é"
    assert load(oid, b"\xff", binary=True) == b"\xff"


def test_a_uuid_is_like_any_other() -> None:
    loaded = load("uuid", A_UUID.bytes, binary=True)
    assert hash(loaded) == hash(A_UUID)
    assert loaded.is_safe is A_UUID.is_safe
    assert loaded.hex == A_UUID.hex
    with pytest.raises(TypeError):
        loaded.int = 1


def test_float4_text_is_what_it_looks_like() -> None:
    assert load("float4", b"0.1") == 0.1
    assert load("float4", struct.pack("!f", 0.1), binary=True) == pytest.approx(0.1)


@pytest.mark.parametrize(("type_name", "text", "binary", "message"), UNLOADABLE)
def test_values_that_cannot_be_loaded(
    type_name: str, text: bytes, binary: bytes | None, message: str
) -> None:
    if type_name != "jsonb":
        with pytest.raises(DataError) as in_text:
            load(type_name, text)
        assert message in str(in_text.value)
    if binary is not None:
        with pytest.raises(DataError) as in_binary:
            load(type_name, binary, binary=True)
        assert message.partition(" '")[0] in str(in_binary.value)


def test_out_of_range_messages_are_the_same_in_both_formats() -> None:
    for type_name, text, binary, message in UNLOADABLE:
        if binary is None or "year" not in message:
            continue
        for data, is_binary in [(text, False), (binary, True)]:
            with pytest.raises(DataError) as error:
                load(type_name, data, binary=is_binary)
            assert str(error.value) == message


def test_messages_show_long_values_cut() -> None:
    with pytest.raises(DataError) as error:
        load("int4", b"x" * 100_000)
    assert len(str(error.value)) < 200


def test_malformed_text_is_a_unicode_decode_error() -> None:
    with pytest.raises(UnicodeDecodeError):
        load("text", b"\xff")
    with pytest.raises(UnicodeDecodeError):
        load("text[]", b"{\xff}")


def test_malformed_json_is_the_error_of_json_loads() -> None:
    with pytest.raises(json.JSONDecodeError):
        load("json", b"{")


@pytest.mark.parametrize(
    ("encoding", "data", "expected"),
    [
        ("UTF8", "é".encode(), "é"),
        ("LATIN1", b"\xe9", "é"),
        ("LATIN9", b"\xa4", "€"),
        ("WIN1252", b"\x80", "€"),
        ("EUC_JP", "日本".encode("euc_jp"), "日本"),
        ("SHIFT_JIS_2004", "日本".encode("shift_jis_2004"), "日本"),
        ("ISO_8859_5", "Я".encode("iso8859-5"), "Я"),
        ("SQL_ASCII", b"\xe9", b"\xe9"),
        ("SQL_ASCII", b"abc", b"abc"),
    ],
)
def test_text_is_decoded_from_the_client_encoding(encoding: str, data: bytes, expected: str | bytes) -> None:
    assert load("text", data, client_encoding=encoding) == expected
    assert load("text", data, binary=True, client_encoding=encoding) == expected
    assert load("text[]", b'{"' + data + b'"}', client_encoding=encoding) == [expected]
    if isinstance(expected, str):
        assert dump(expected, client_encoding=encoding) == (0, 0, data)
        assert load("json", b'"' + data + b'"', client_encoding=encoding) == expected


def test_an_encoding_unknown_to_python_is_not_supported() -> None:
    with pytest.raises(NotSupportedError, match="EUC_TW"):
        load("text", b"x", client_encoding="EUC_TW")
    with pytest.raises(NotSupportedError, match="MULE_INTERNAL"):
        dump("x", client_encoding="MULE_INTERNAL")


# Time zones


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("2024-01-01 12:00:00+00", "Europe/Prague", dt.datetime(2024, 1, 1, 13, tzinfo=PRAGUE)),
        ("2024-07-01 12:00:00+00", "Europe/Prague", dt.datetime(2024, 7, 1, 14, tzinfo=PRAGUE)),
        ("2024-10-27 02:30:00+02", "Europe/Prague", dt.datetime(2024, 10, 27, 2, 30, tzinfo=PRAGUE)),
        ("2024-10-27 02:30:00+01", "Europe/Prague", dt.datetime(2024, 10, 27, 2, 30, tzinfo=PRAGUE, fold=1)),
        ("1850-01-01 00:00:00+00:57:44", "Europe/Prague", dt.datetime(1850, 1, 1, tzinfo=PRAGUE)),
        ("2024-01-01 12:00:00+00", "Asia/Kolkata",
         dt.datetime(2024, 1, 1, 17, 30, tzinfo=ZoneInfo("Asia/Kolkata"))),
        ("2024-01-01 12:00:00+00", "UTC", dt.datetime(2024, 1, 1, 12, tzinfo=UTC)),
        ("2024-01-01 12:00:00+00", "Etc/UTC", dt.datetime(2024, 1, 1, 12, tzinfo=ZoneInfo("Etc/UTC"))),
        ("2024-01-01 12:00:00+00", "<+02>-02", dt.datetime(2024, 1, 1, 14, tzinfo=offset(hours=2))),
        ("2024-01-01 12:00:00+00", "<-05:30>+05:30",
         dt.datetime(2024, 1, 1, 6, 30, tzinfo=offset(hours=-5, minutes=-30))),
    ],
)  # fmt: skip
def test_timestamptz_is_in_the_zone_of_the_session(text: str, zone: str, expected: dt.datetime) -> None:
    loaded = load("timestamptz", text.encode(), TimeZone=zone)
    assert same(loaded, expected)
    oid, _, binary = dump(loaded, "b")
    assert oid == OIDS["timestamptz"]
    assert binary is not None
    assert same(load("timestamptz", binary, binary=True, TimeZone=zone), expected)
    assert same(load("timestamptz[]", b'{"' + text.encode() + b'"}', TimeZone=zone), [expected])


@pytest.mark.parametrize("zone", ["America/Chicago", "Asia/Tokyo", "Europe/Prague", "Pacific/Apia", "UTC"])
def test_the_ends_of_pythons_calendar_are_loaded_in_the_zone_of_the_session(zone: str) -> None:
    info = ZoneInfo(zone)
    for naive, beyond in [(dt.datetime.max, 1), (dt.datetime.min, -1)]:
        east = info.utcoffset(naive) or dt.timedelta()
        moment = (naive - dt.datetime(2000, 1, 1)) // dt.timedelta(microseconds=1) - east // dt.timedelta(
            microseconds=1
        )
        loaded = load("timestamptz", micros(moment), binary=True, TimeZone=zone)
        assert loaded.replace(tzinfo=None) == naive
        with pytest.raises(DataError, match="timestamp too"):
            load("timestamptz", micros(moment + beyond), binary=True, TimeZone=zone)
        with pytest.raises(DataError, match="timestamp too"):
            load("timestamptz", micros(moment + beyond * 2 * DAY), binary=True, TimeZone=zone)


def test_an_unknown_zone_is_utc_with_one_warning(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "kornak"):
        for name in ["NOSUCH7", "NOSUCH7", "../../etc/passwd"]:
            assert same(
                load("timestamptz", micros(0), binary=True, TimeZone=name),
                dt.datetime(2000, 1, 1, tzinfo=UTC),
            )
    assert [name for record in caplog.records for name in record.args or ()] == [
        "NOSUCH7",
        "../../etc/passwd",
    ]


@pytest.mark.parametrize(
    "zone", ["Europe/Prague", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"]
)
def test_moments_close_to_each_other_agree_with_zoneinfo(zone: str) -> None:
    # One context for all of them: an array. It meets the changes of 2024 minute by minute.
    info = ZoneInfo(zone)
    start = dt.datetime(2024, 1, 1, tzinfo=UTC)
    moments = [start + dt.timedelta(minutes=m) for m in range(0, 366 * 24 * 60, 7)]
    oid, _, data = dump(moments, "b")
    assert data is not None
    assert same(load(oid, data, binary=True, TimeZone=zone), [m.astimezone(info) for m in moments])


DATESTYLES = {
    "ISO, DMY": (b"2024-01-31", b"2024-01-31 13:14:15.5"),
    "SQL, DMY": (b"31/01/2024", b"31/01/2024 13:14:15.5"),
    "SQL, MDY": (b"01/31/2024", b"01/31/2024 13:14:15.5"),
    "German, DMY": (b"31.01.2024", b"31.01.2024 13:14:15.5"),
    "Postgres, DMY": (b"31-01-2024", b"Wed 31 Jan 13:14:15.5 2024"),
    "Postgres, MDY": (b"01-31-2024", b"Wed Jan 31 13:14:15.5 2024"),
}


@pytest.mark.parametrize("style", DATESTYLES)
def test_dates_are_read_in_the_sessions_style(style: str) -> None:
    date, timestamp = DATESTYLES[style]
    assert load("date", date, DateStyle=style) == dt.date(2024, 1, 31)
    assert load("timestamp", timestamp, DateStyle=style) == dt.datetime(2024, 1, 31, 13, 14, 15, 500000)
    assert load("timestamp[]", b'{"' + timestamp + b'"}', DateStyle=style)
    with pytest.raises(DataError, match="date too large"):
        load("date", b"infinity", DateStyle=style)
    # What is sent is understood in all of them.
    assert dump(dt.date(2024, 1, 31), "t", DateStyle=style)[2] == b"2024-01-31"


@pytest.mark.parametrize("style", [s for s in DATESTYLES if not s.startswith("ISO")])
def test_timestamptz_text_needs_the_iso_style(style: str) -> None:
    with pytest.raises(NotImplementedError, match=f"DateStyle '{style}'"):
        load("timestamptz", b"31/01/2024 13:14:15 CET", DateStyle=style)
    assert load("timestamptz", micros(0), binary=True, DateStyle=style) == dt.datetime(2000, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        b"1 year 2 mons -3 days +04:05:06.7",
        b"@ 1 year 2 mons -3 days 4 hours 5 mins 6.7 secs",
        b"+1-2 -3 +4:05:06.7",
        b"P1Y2M-3DT4H5M6.7S",
    ],
)
def test_intervals_are_read_in_every_style(text: bytes) -> None:
    assert load("interval", text) == dt.timedelta(365 + 60 - 3, 4 * 3600 + 5 * 60 + 6, 700000)


# Arrays


@pytest.mark.parametrize(
    ("type_name", "text", "expected"),
    [
        ("int4[]", b"{}", []),
        ("int4[]", b"{1,NULL,-3}", [1, None, -3]),
        ("int4[]", b"{{1,2},{3,4}}", [[1, 2], [3, 4]]),
        ("int4[]", b"[1:1][-2:-1][3:5]={{{1,2,3},{4,5,6}}}", [[[1, 2, 3], [4, 5, 6]]]),
        ("text[]", b"{{{{{{a}}}}}}", [[[[[["a"]]]]]]),
        ("text[]", rb'{"a \"b\\ c",null,"NULL",""}', ['a "b\\ c', None, "NULL", ""]),
        ("bytea[]", rb'{"\\x00ff"}', [b"\x00\xff"]),
        ("json[]", rb'{"{\"a\": 1}"}', [{"a": 1}]),
        ("box[]", b"{(2,2),(1,1);(5,6),(3,4)}", ["(2,2),(1,1)", "(5,6),(3,4)"]),
        ("aclitem[]", b"{a=r/b}", ["a=r/b"]),
    ],
)
def test_load_array_text(type_name: str, text: bytes, expected: list[Any]) -> None:
    assert same(load(type_name, text), expected)


def test_load_array_binary() -> None:
    def item(n: int | None) -> bytes:
        return struct.pack("!i", -1) if n is None else struct.pack("!ii", 4, n)

    assert load("int4[]", struct.pack("!III", 0, 0, 23), binary=True) == []
    two_by_two = struct.pack("!IIIiiii", 2, 1, 23, 2, 5, 2, -5) + item(1) + item(None) + item(3) + item(4)
    assert load("int4[]", two_by_two, binary=True) == [[1, None], [3, 4]]
    # The bytes tell what the elements are; the type of the column is known to lie.
    as_text = struct.pack("!IIIiii", 1, 0, OIDS["text"], 1, 1, 1) + b"x"
    assert load("int4[]", as_text, binary=True) == ["x"]
    assert load("xid[]", struct.pack("!IIIiii", 1, 0, OIDS["xid"], 1, 1, 1) + b"x", binary=True) == [b"x"]
    assert load("int4[]", struct.pack("!IIIiiii", 2, 0, 23, 2, 1, 0, 1), binary=True) == []
