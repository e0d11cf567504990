"""Values of every type in both formats, for the tests of adaptation without a server."""

from __future__ import annotations

import datetime as dt
import enum
import struct
import uuid
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from kornak import Binary, _kornak
from kornak.types.json import Json, Jsonb

OIDS = {
    "bool": 16, "bytea": 17, "char": 18, "name": 19, "int8": 20, "int2": 21, "int4": 23, "text": 25,
    "oid": 26, "xid": 28, "json": 114, "xml": 142, "float4": 700, "float8": 701, "unknown": 705,
    "bpchar": 1042, "varchar": 1043, "date": 1082, "time": 1083, "timestamp": 1114, "timestamptz": 1184,
    "interval": 1186, "timetz": 1266, "numeric": 1700, "uuid": 2950, "jsonb": 3802, "point": 600, "box": 603,
    "bool[]": 1000, "bytea[]": 1001, "int2[]": 1005, "int4[]": 1007, "text[]": 1009, "int8[]": 1016,
    "box[]": 1020, "char[]": 1002, "name[]": 1003, "bpchar[]": 1014, "varchar[]": 1015, "float4[]": 1021,
    "float8[]": 1022, "aclitem[]": 1034, "xid[]": 1011, "timestamp[]": 1115, "date[]": 1182, "time[]": 1183,
    "timestamptz[]": 1185, "interval[]": 1187, "numeric[]": 1231, "timetz[]": 1270, "json[]": 199,
    "uuid[]": 2951, "jsonb[]": 3807, "oid[]": 1028,
}  # fmt: skip

UTC = dt.timezone.utc
PRAGUE = ZoneInfo("Europe/Prague")
A_UUID = uuid.UUID("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")


def load(type_name: str | int, data: bytes, *, binary: bool = False, **parameters: str) -> Any:
    oid = type_name if isinstance(type_name, int) else OIDS[type_name]
    return _kornak.load_value(oid, binary, data, parameters)


def dump(value: Any, placeholder: str = "s", **parameters: str) -> tuple[int, int, bytes | None]:
    return _kornak.dump_value(value, placeholder, parameters)


def copy_binary(value: Any, type_name: str | int = 0) -> bytes | None:
    oid = type_name if isinstance(type_name, int) else OIDS[type_name]
    return _kornak.dump_copy_value(value, True, oid)


def copy_text(value: Any) -> bytes | None:
    return _kornak.dump_copy_value(value, False, 0)


def offset(**kwargs: int) -> dt.timezone:
    return dt.timezone(dt.timedelta(**kwargs))


def same(a: Any, b: Any) -> bool:
    """Equal, of one class, with the same digits, tzinfo and fold; and NaN is NaN."""
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    return type(a) is type(b) and repr(a) == repr(b)


def days(n: int) -> bytes:
    return struct.pack("!i", n)


def micros(n: int) -> bytes:
    return struct.pack("!q", n)


def since_2000(*moment: int) -> bytes:
    return micros((dt.datetime(*moment) - dt.datetime(2000, 1, 1)) // dt.timedelta(microseconds=1))  # type: ignore[arg-type]


DAY = 86_400_000_000

# type, text, binary, object; both formats make the same object
VALUES: list[tuple[str, bytes, bytes, Any]] = [
    ("bool", b"t", b"\x01", True),
    ("bool", b"f", b"\x00", False),
    ("int2", b"-32768", struct.pack("!h", -32768), -32768),
    ("int4", b"2147483647", struct.pack("!i", 2147483647), 2147483647),
    ("int8", b"-9223372036854775808", struct.pack("!q", -(2**63)), -(2**63)),
    ("oid", b"4294967295", b"\xff\xff\xff\xff", 4294967295),
    ("float4", b"1.5", struct.pack("!f", 1.5), 1.5),
    ("float8", b"1.4e-323", struct.pack("!d", 1.4e-323), 1.4e-323),
    ("float8", b"-0", struct.pack("!d", -0.0), -0.0),
    ("float8", b"NaN", struct.pack("!d", float("nan")), float("nan")),
    ("float8", b"-Infinity", struct.pack("!d", float("-inf")), float("-inf")),
    ("numeric", b"0", bytes(8), Decimal("0")),
    ("numeric", b"-12.50", struct.pack("!HhHHHH", 2, 0, 0x4000, 2, 12, 5000), Decimal("-12.50")),
    ("numeric", b"0.00", struct.pack("!HhHH", 0, 0, 0, 2), Decimal("0.00")),
    ("numeric", b"1" + b"0" * 60, struct.pack("!HhHHH", 1, 15, 0, 0, 1), Decimal(10**60)),
    ("numeric", b"NaN", struct.pack("!HhHH", 0, 0, 0xC000, 0), Decimal("NaN")),
    ("numeric", b"Infinity", struct.pack("!HhHH", 0, 0, 0xD000, 0), Decimal("Infinity")),
    ("numeric", b"-Infinity", struct.pack("!HhHH", 0, 0, 0xF000, 0), Decimal("-Infinity")),
    ("text", "žluťoučký 🐘".encode(), "žluťoučký 🐘".encode(), "žluťoučký 🐘"),
    ("text", b"", b"", ""),
    ("varchar", b"abc", b"abc", "abc"),
    ("bpchar", b"abc  ", b"abc  ", "abc  "),
    ("name", b"abc", b"abc", "abc"),
    ("char", b"x", b"x", "x"),
    ("bytea", rb"\x00ff27", b"\x00\xff\x27", b"\x00\xff\x27"),
    ("bytea", rb"\000\\a", b"\x00\\a", b"\x00\\a"),
    ("uuid", str(A_UUID).encode(), A_UUID.bytes, A_UUID),
    ("uuid", bytes(str(uuid.UUID(int=0)), "ascii"), bytes(16), uuid.UUID(int=0)),
    ("uuid", b"f" * 8 + b"-ffff" * 3 + b"-" + b"f" * 12, b"\xff" * 16, uuid.UUID(int=2**128 - 1)),
    ("json", b'{"a": [1, null]}', b'{"a": [1, null]}', {"a": [1, None]}),
    ("jsonb", b'"\xc3\xa9"', b'\x01"\xc3\xa9"', "é"),
    ("date", b"0001-01-01", days(-730119), dt.date.min),
    ("date", b"2000-01-01", days(0), dt.date(2000, 1, 1)),
    ("date", b"9999-12-31", days(2921939), dt.date.max),
    ("time", b"00:00:00", micros(0), dt.time.min),
    ("time", b"23:59:59.999999", micros(DAY - 1), dt.time.max),
    ("time", b"01:02:03.5", micros(3723_500000), dt.time(1, 2, 3, 500000)),
    ("timetz", b"01:02:03+00", struct.pack("!qi", 3723_000000, 0), dt.time(1, 2, 3, tzinfo=UTC)),
    ("timetz", b"01:02:03-10:20:30", struct.pack("!qi", 3723_000000, 37230),
     dt.time(1, 2, 3, tzinfo=offset(hours=-10, minutes=-20, seconds=-30))),
    ("timestamp", b"0001-01-01 00:00:00", micros(-730119 * DAY), dt.datetime.min),
    ("timestamp", b"1999-12-31 23:59:59.999999", micros(-1), dt.datetime(1999, 12, 31, 23, 59, 59, 999999)),
    ("timestamp", b"9999-12-31 23:59:59.999999", micros(2921940 * DAY - 1), dt.datetime.max),
    ("timestamptz", b"2000-01-01 01:00:00+01", micros(0), dt.datetime(2000, 1, 1, tzinfo=UTC)),
    ("interval", b"00:00:00", struct.pack("!qii", 0, 0, 0), dt.timedelta()),
    ("interval", b"1 year 2 mons -3 days +04:05:06.7", struct.pack("!qii", 14706_700000, -3, 14),
     dt.timedelta(365 + 60 - 3, 14706, 700000)),
    ("interval", b"-1 years -1 mons", struct.pack("!qii", 0, 0, -13), dt.timedelta(-395)),
    ("interval", b"41 days -990:00:00", struct.pack("!qii", -990 * 3600_000000, 41, 0),
     dt.timedelta(days=-1, hours=18)),
    ("xid", b"7", b"\x00\x00\x00\x07", None),
    ("xml", b"<a/>", b"<a/>", None),
    ("point", b"(1,2)", bytes(16), None),
]  # fmt: skip

TOO_LARGE = "too large (after year 10K)"
TOO_SMALL = "too small (before year 1)"

# type, text, binary, message
UNLOADABLE: list[tuple[str, bytes, bytes | None, str]] = [
    ("date", b"infinity", days(2**31 - 1), f"date {TOO_LARGE}: 'infinity'"),
    ("date", b"-infinity", days(-(2**31)), f"date {TOO_SMALL}: '-infinity'"),
    ("date", b"10000-01-01", days(2921940), f"date {TOO_LARGE}: '10000-01-01'"),
    ("date", b"0001-12-31 BC", days(-730120), f"date {TOO_SMALL}: '0001-12-31 BC'"),
    ("timestamp", b"infinity", micros(2**63 - 1), f"timestamp {TOO_LARGE}: 'infinity'"),
    ("timestamp", b"-infinity", micros(-(2**63)), f"timestamp {TOO_SMALL}: '-infinity'"),
    ("timestamp", b"10000-01-01 00:00:00", micros(2921940 * DAY),
     f"timestamp {TOO_LARGE}: '10000-01-01 00:00:00'"),
    ("timestamp", b"0001-12-31 23:59:59.999999 BC", micros(-730119 * DAY - 1),
     f"timestamp {TOO_SMALL}: '0001-12-31 23:59:59.999999 BC'"),
    ("timestamptz", b"infinity", micros(2**63 - 1), f"timestamp {TOO_LARGE}: 'infinity'"),
    ("timestamptz", b"-infinity", micros(-(2**63)), f"timestamp {TOO_SMALL}: '-infinity'"),
    ("timestamptz", b"48113-11-20 00:00:00+00", None, f"timestamp {TOO_LARGE}: '48113-11-20 00:00:00+00'"),
    ("timestamptz", b"10000-01-01 00:00:00+00", micros(2921940 * DAY),
     f"timestamp {TOO_LARGE}: '10000-01-01 00:00:00+00'"),
    ("time", b"24:00:00", micros(DAY), "time not supported by Python: hour 24"),
    ("timetz", b"24:00:00+02", struct.pack("!qi", DAY, -7200), "time not supported by Python: hour 24"),
    ("timetz", b"x", struct.pack("!qi", 0, -86400), ""),
    ("interval", b"infinity", struct.pack("!qii", 2**63 - 1, 2**31 - 1, 2**31 - 1),
     "can't parse interval 'infinity'"),
    ("interval", b"1000000000 days", struct.pack("!qii", 0, 1000000000, 0),
     "can't parse interval '+1000000000 days"),
    ("interval", b"999999999 days 24:00:00", struct.pack("!qii", DAY, 999999999, 0), "can't parse interval"),
    ("interval", b"-178000000 years", struct.pack("!qii", 0, 0, -2136000000), "can't parse interval"),
    ("interval", b"1 parsec", bytes(15), "can't parse interval"),
    ("bool", b"true", b"\x02", "can't parse bool"),
    ("int2", b"32768", b"\x00", "can't parse int2"),
    ("int4", b"", b"", "can't parse int4"),
    ("int8", b"9223372036854775808", bytes(9), "can't parse int8"),
    ("oid", b"-1", bytes(5), "can't parse oid"),
    ("float4", b"x", bytes(8), "can't parse float4"),
    ("float8", b"1.5 ", bytes(3), "can't parse float8"),
    ("numeric", b"abc", bytes(7), "can't parse numeric"),
    ("numeric", b"\xff", struct.pack("!HhHHH", 1, 0, 0, 0, 10000), "can't parse numeric"),
    ("date", b"2000-02-30", bytes(3), "can't parse date"),
    ("time", b"12", bytes(7), "can't parse time"),
    ("timetz", b"12:00:00", bytes(11), "can't parse timetz"),
    ("timestamp", b"2000-01-01", bytes(7), "can't parse timestamp"),
    ("timestamptz", b"2000-01-01 00:00:00", bytes(9), "can't parse timestamptz"),
    ("uuid", b"a0eebc99", bytes(15), "can't parse uuid"),
    ("bytea", rb"\x0", None, "can't parse bytea"),
    ("jsonb", b"1", b"\x021", ""),
    ("jsonb", b"1", b"", ""),
    ("int4[]", b"{1,2", bytes(11), "can't parse int4[]"),
    ("int4[]", b"{1}x", struct.pack("!IIIiii", 1, 0, 23, 1, 1, 5), "can't parse int4[]"),
    ("int4[]", b"{{{{{{{1}}}}}}}", struct.pack("!III", 7, 0, 23) + bytes(100), "can't parse int4[]"),
    ("int4[]", b"1", struct.pack("!IIIii", 1, 0, 23, 2**31 - 1, 1) + bytes(100), "can't parse int4[]"),
    ("int4[]", b"}", struct.pack("!IIIiiii", 2, 0, 23, 2**31 - 1, 1, 0, 1), "can't parse int4[]"),
    ("int4[]", b"{a}", struct.pack("!IIIiiiii", 1, 0, 23, 1, 1, 4, 7, 0), "can't parse int4"),
    # elements that are arrays do not exist, and could be nested without end
    ("int4[]", b"{1}}", struct.pack("!IIIiii", 1, 0, OIDS["int4[]"], 1, 1, 0), "can't parse int4[]"),
]  # fmt: skip


class Mood(enum.Enum):
    HAPPY = "h"
    SAD = "s"


class Size(enum.IntEnum):
    BIG = 70000


class MixedInt(int, enum.Enum):
    ONE = 1


class MixedStr(str, enum.Enum):
    ONE = "eins"


class IntChild(int):
    def __str__(self) -> str:
        return "not this"


class StrChild(str):
    pass


class FloatChild(float):
    pass


class DateChild(dt.date):
    pass


class DatetimeChild(dt.datetime):
    pass


class UUIDChild(uuid.UUID):
    pass


def packed(fmt: str, *args: Any) -> bytes:
    return struct.pack(f"!{fmt}", *args)


# value, type, text, binary; the format of %s
PARAMETERS: list[tuple[Any, str, bytes, bytes, str]] = [
    (True, "bool", b"t", b"\x01", "b"),
    (False, "bool", b"f", b"\x00", "b"),
    (0, "int2", b"0", packed("h", 0), "b"),
    (-32768, "int2", b"-32768", packed("h", -32768), "b"),
    (32768, "int4", b"32768", packed("i", 32768), "b"),
    (-(2**31), "int4", b"-2147483648", packed("i", -(2**31)), "b"),
    (2**31, "int8", b"2147483648", packed("q", 2**31), "b"),
    (-(2**63), "int8", b"-9223372036854775808", packed("q", -(2**63)), "b"),
    (2**63, "numeric", b"9223372036854775808", packed("HhHH5H", 5, 4, 0, 0, 922, 3372, 368, 5477, 5808), "b"),
    (-(10**28), "numeric", b"-1" + b"0" * 28, packed("HhHHH", 1, 7, 0x4000, 0, 1), "b"),
    (1.5, "float8", b"1.5", packed("d", 1.5), "b"),
    (-0.0, "float8", b"-0", packed("d", -0.0), "b"),
    (float("nan"), "float8", b"NaN", packed("d", float("nan")), "b"),
    (float("-inf"), "float8", b"-Infinity", packed("d", float("-inf")), "b"),
    (5e-324, "float8", b"5e-324", packed("d", 5e-324), "b"),
    (Decimal("0"), "numeric", b"0", bytes(8), "t"),
    (Decimal("-12.50"), "numeric", b"-12.50", packed("HhHHHH", 2, 0, 0x4000, 2, 12, 5000), "t"),
    (Decimal("1E+30"), "numeric", b"1E+30", packed("HhHHH", 1, 7, 0, 0, 100), "t"),
    (Decimal("NaN"), "numeric", b"NaN", packed("HhHH", 0, 0, 0xC000, 0), "t"),
    (Decimal("-NaN123"), "numeric", b"NaN", packed("HhHH", 0, 0, 0xC000, 0), "t"),
    (Decimal("sNaN"), "numeric", b"NaN", packed("HhHH", 0, 0, 0xC000, 0), "t"),
    (Decimal("Infinity"), "numeric", b"Infinity", packed("HhHH", 0, 0, 0xD000, 0), "t"),
    (Decimal("-Infinity"), "numeric", b"-Infinity", packed("HhHH", 0, 0, 0xF000, 0), "t"),
    (b"\x00\xff'\\", "bytea", rb"\x00ff275c", b"\x00\xff'\\", "b"),
    (bytearray(b"ab"), "bytea", rb"\x6162", b"ab", "b"),
    (memoryview(b"abcd"), "bytea", rb"\x61626364", b"abcd", "b"),
    (memoryview(b"abcd")[::-2], "bytea", rb"\x6462", b"db", "b"),
    (Binary(b"ab"), "bytea", rb"\x6162", b"ab", "b"),
    (b"", "bytea", rb"\x", b"", "b"),
    (A_UUID, "uuid", str(A_UUID).encode(), A_UUID.bytes, "b"),
    (uuid.UUID(int=2**128 - 1), "uuid", b"f" * 8 + b"-ffff" * 3 + b"-" + b"f" * 12, b"\xff" * 16, "b"),
    (dt.date.min, "date", b"0001-01-01", days(-730119), "b"),
    (dt.date.max, "date", b"9999-12-31", days(2921939), "b"),
    (dt.time(1, 2, 3, 40), "time", b"01:02:03.00004", micros(3723_000040), "b"),
    (dt.time(1, 2, tzinfo=UTC), "timetz", b"01:02:00+00", packed("qi", 3720_000000, 0), "b"),
    (dt.time(1, 2, tzinfo=offset(hours=-5, minutes=-30)), "timetz", b"01:02:00-05:30",
     packed("qi", 3720_000000, 19800), "b"),
    (dt.time(1, 2, tzinfo=ZoneInfo("UTC")), "timetz", b"01:02:00+00", packed("qi", 3720_000000, 0), "b"),
    (dt.datetime.min, "timestamp", b"0001-01-01 00:00:00", micros(-730119 * DAY), "b"),
    (dt.datetime.max, "timestamp", b"9999-12-31 23:59:59.999999", micros(2921940 * DAY - 1), "b"),
    (dt.datetime(2000, 1, 1, 2, tzinfo=offset(hours=2)), "timestamptz",
     b"2000-01-01 02:00:00+02", micros(0), "b"),
    (dt.datetime(2000, 1, 1, tzinfo=UTC), "timestamptz", b"2000-01-01 00:00:00+00", micros(0), "b"),
    (dt.datetime(2000, 1, 1, 1, 2, 3, tzinfo=offset(hours=1, minutes=2, seconds=3)), "timestamptz",
     b"2000-01-01 01:02:03+01:02:03", micros(0), "b"),
    (dt.datetime(2000, 1, 1, 0, 0, 1, tzinfo=offset(microseconds=1)), "timestamptz",
     b"2000-01-01 00:00:00.999999+00", micros(999999), "b"),
    (dt.datetime(2024, 10, 27, 2, 30, tzinfo=PRAGUE), "timestamptz", b"2024-10-27 02:30:00+02",
     since_2000(2024, 10, 27, 0, 30), "b"),
    (dt.datetime(2024, 10, 27, 2, 30, tzinfo=PRAGUE, fold=1), "timestamptz", b"2024-10-27 02:30:00+01",
     since_2000(2024, 10, 27, 1, 30), "b"),
    (dt.timedelta(1, 2, 3), "interval", b"+1 days +00:00:02.000003", packed("qii", 2_000003, 1, 0), "b"),
    (dt.timedelta.max, "interval", b"+999999999 days +23:59:59.999999",
     packed("qii", DAY - 1, 999999999, 0), "b"),
    (dt.timedelta.min, "interval", b"-999999999 days +00:00:00", packed("qii", 0, -999999999, 0), "b"),
    (Json({"a": "é"}), "json", b'{"a": "\\u00e9"}', b'{"a": "\\u00e9"}', "t"),
    (Jsonb([1, None]), "jsonb", b"[1, null]", b"\x01[1, null]", "t"),
    (Json(1, lambda _: '"ü"'), "json", '"ü"'.encode(), '"ü"'.encode(), "t"),
    (Jsonb(1, lambda _: '"ü"'.encode()), "jsonb", '"ü"'.encode(), b"\x01" + '"ü"'.encode(), "t"),
    # subclasses are what their nearest base is
    (IntChild(5), "int2", b"5", packed("h", 5), "b"),
    (IntChild(2**64), "numeric", b"18446744073709551616",
     packed("HhHH5H", 5, 4, 0, 0, 1844, 6744, 737, 955, 1616), "b"),
    (Size.BIG, "int4", b"70000", packed("i", 70000), "b"),
    (MixedInt.ONE, "int2", b"1", packed("h", 1), "b"),
    (FloatChild(1.5), "float8", b"1.5", packed("d", 1.5), "b"),
    (DateChild(2000, 1, 1), "date", b"2000-01-01", days(0), "b"),
    (DatetimeChild(2000, 1, 1), "timestamp", b"2000-01-01 00:00:00", micros(0), "b"),
    (UUIDChild(int=0), "uuid", str(uuid.UUID(int=0)).encode(), bytes(16), "b"),
]  # fmt: skip
