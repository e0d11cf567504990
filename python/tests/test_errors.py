from __future__ import annotations

import copy
import inspect
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kornak import errors as e
from kornak.pq import DiagnosticField

ROOT = Path(__file__).resolve().parents[2]

DBAPI_BASES: dict[type[Exception], type[Exception]] = {
    e.Warning: Exception,
    e.Error: Exception,
    e.InterfaceError: e.Error,
    e.DatabaseError: e.Error,
    e.DataError: e.DatabaseError,
    e.OperationalError: e.DatabaseError,
    e.IntegrityError: e.DatabaseError,
    e.InternalError: e.DatabaseError,
    e.ProgrammingError: e.DatabaseError,
    e.NotSupportedError: e.DatabaseError,
}


def table() -> list[tuple[str, str, str]]:
    """The SQLSTATEs as tools/sqlstates.txt has them: code, class name, base name."""
    rows = []
    base = ""
    for line in (ROOT / "tools/sqlstates.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            code, name = line.split()
            if len(code) < 5:
                base = name
            else:
                rows.append((code, name, base))
    return rows


TABLE = table()
UNIQUE_VIOLATION: dict[int, str] = {
    DiagnosticField.SEVERITY: "ERREUR",
    DiagnosticField.SEVERITY_NONLOCALIZED: "ERROR",
    DiagnosticField.SQLSTATE: "23505",
    DiagnosticField.MESSAGE_PRIMARY: "duplicate key",
    DiagnosticField.CONSTRAINT_NAME: "items_pkey",
}


class FakeResult:
    """As much of a PGresult as an error needs."""

    def __init__(self, fields: dict[int, bytes]):
        self.fields = fields

    def error_field(self, fieldcode: int) -> bytes | None:
        return self.fields.get(fieldcode)

    def get_error_message(self, encoding: str = "utf-8") -> str:
        return self.fields[DiagnosticField.MESSAGE_PRIMARY].decode(encoding)


@pytest.mark.parametrize(("cls", "base"), DBAPI_BASES.items())
def test_the_dbapi_hierarchy(cls: type[Exception], base: type[Exception]) -> None:
    assert cls.__base__ is base


@pytest.mark.parametrize("cls", [e.ConnectionTimeout, e.CancellationTimeout, e.PipelineAborted])
def test_errors_of_the_driver_are_operational_and_have_no_sqlstate(cls: type[e.Error]) -> None:
    assert cls.__base__ is e.OperationalError
    assert cls.sqlstate is None


def test_the_table_is_complete() -> None:
    counts: dict[str, int] = {}
    for _, _, base in TABLE:
        counts[base] = counts.get(base, 0) + 1
    assert counts == {
        "OperationalError": 88,
        "DataError": 68,
        "ProgrammingError": 57,
        "InternalError": 20,
        "DatabaseError": 13,
        "IntegrityError": 7,
        "NotSupportedError": 1,
    }


@pytest.mark.parametrize(("code", "name", "base"), TABLE)
def test_every_sqlstate_has_its_class(code: str, name: str, base: str) -> None:
    cls = getattr(e, name)
    assert cls.sqlstate == code
    assert cls.__base__ is getattr(e, base)
    assert (cls.__module__, cls.__qualname__) == ("kornak.errors", name)
    assert e.lookup(code) is cls
    assert e.get_base_exception(code) is cls.__base__
    assert type(e.error_from_fields("no", {DiagnosticField.SQLSTATE: code})) is cls


def test_there_are_no_classes_with_an_sqlstate_beyond_the_table() -> None:
    names = {name for name, cls in inspect.getmembers(e, inspect.isclass) if getattr(cls, "sqlstate", None)}
    assert names - {"Diagnostic"} == {name for _, name, _ in TABLE}


@pytest.mark.parametrize(
    ("key", "cls"),
    [
        ("42P01", e.UndefinedTable),
        ("42p01", e.UndefinedTable),
        ("UNDEFINED_TABLE", e.UndefinedTable),
        ("undefined_table", e.UndefinedTable),
        ("Undefined_Table", e.UndefinedTable),
        ("UNTERMINATED_C_STRING", e.UnterminatedCString),
        ("NON_UNIQUE_KEYS_IN_A_JSON_OBJECT", e.NonUniqueKeysInAJsonObject),
        ("NULL_VALUE_NOT_ALLOWED", e.NullValueNotAllowed),
        ("NULL_VALUE_NOT_ALLOWED_EXT", e.NullValueNotAllowedExt),
        ("INTERNAL_ERROR", e.InternalError_),
        ("XX000", e.InternalError_),
    ],
)
def test_lookup_by_code_and_by_name(key: str, cls: type[e.Error]) -> None:
    assert e.lookup(key) is cls


@pytest.mark.parametrize(
    "key", ["", "23", "23999", "XXXXX", "UniqueViolation", "UNIQUE_VIOLATIO", "INTERNAL_ERROR_"]
)
def test_lookup_of_the_unknown_raises_key_error(key: str) -> None:
    with pytest.raises(KeyError):
        e.lookup(key)


@pytest.mark.parametrize(
    ("code", "cls"),
    [
        ("", e.DatabaseError),
        ("2", e.DatabaseError),
        ("23", e.IntegrityError),
        ("23999", e.IntegrityError),
        ("22Z99", e.DataError),
        ("0A999", e.NotSupportedError),
        ("PXX99", e.ProgrammingError),
        ("H1234", e.OperationalError),
        ("F9999", e.OperationalError),
        ("XY999", e.InternalError),
        ("99999", e.DatabaseError),
        ("UNIQUE_VIOLATION", e.DatabaseError),
        ("é\n\x00", e.DatabaseError),
    ],
)
def test_an_unknown_sqlstate_is_of_the_class_of_its_family(code: str, cls: type[e.Error]) -> None:
    assert e.get_base_exception(code) is cls
    error = e.error_from_fields("no", {DiagnosticField.SQLSTATE: code})
    assert type(error) is cls
    assert error.sqlstate == code
    assert cls.sqlstate is None


def test_an_error_of_the_server_without_an_sqlstate_is_a_database_error() -> None:
    error = e.error_from_fields("no", {DiagnosticField.MESSAGE_PRIMARY: "no"})
    assert type(error) is e.DatabaseError
    assert error.sqlstate is None


def test_an_error_of_the_server_tells_what_the_server_said() -> None:
    error = e.error_from_fields("duplicate key\nDETAIL:  it exists", UNIQUE_VIOLATION)
    assert isinstance(error, e.UniqueViolation)
    assert str(error) == "duplicate key\nDETAIL:  it exists"
    assert repr(error) == "UniqueViolation('duplicate key\\nDETAIL:  it exists')"
    assert error.diag.constraint_name == "items_pkey"
    assert error.diag.message_hint is None
    assert error.pgconn is None
    assert error.pgresult is None


def test_an_error_of_the_driver_has_no_diagnostics() -> None:
    error = e.InterfaceError("one", 2)
    assert error.args == ("one", 2)
    assert error.sqlstate is None
    assert error.pgresult is None
    assert all(getattr(error.diag, field.name.lower()) is None for field in DiagnosticField)


def test_an_error_keeps_the_connection_that_failed() -> None:
    connection = object()
    assert e.OperationalError("no", pgconn=connection).pgconn is connection


def test_an_error_made_from_a_result_keeps_it() -> None:
    result = FakeResult({DiagnosticField.SQLSTATE: b"42P01", DiagnosticField.MESSAGE_PRIMARY: b"no \xa4"})
    error = e.error_from_result(result, "latin9")
    assert isinstance(error, e.UndefinedTable)
    assert str(error) == "no €"
    assert error.diag.message_primary == "no €"
    assert error.diag.message_detail is None
    assert error.pgresult is result


@pytest.mark.parametrize("field", DiagnosticField)
@pytest.mark.parametrize("key", [int, DiagnosticField, chr])
def test_each_field_has_its_attribute(field: DiagnosticField, key: Any) -> None:
    diag = e.Diagnostic({key(field): "value"})
    values = {other.name: getattr(diag, other.name.lower()) for other in DiagnosticField}
    assert values == {other.name: "value" if other is field else None for other in DiagnosticField}


@pytest.mark.parametrize(
    ("value", "encoding", "text"),
    [
        ("naïve €", "ascii", "naïve €"),
        ("naïve €".encode(), "utf-8", "naïve €"),
        (b"100 \xa4", "iso8859-15", "100 €"),
        (b"cut \xe2\x82", "utf-8", "cut \ufffd"),
        (b"", "utf-8", ""),
        (None, "utf-8", None),
    ],
)
def test_bytes_are_decoded_and_never_fail(value: str | bytes | None, encoding: str, text: str | None) -> None:
    error = e.error_from_fields("no", {DiagnosticField.MESSAGE_PRIMARY: value}, encoding)
    assert error.diag.message_primary == text


def test_fields_that_the_driver_does_not_know_are_ignored() -> None:
    error = e.error_from_fields("no", {ord("Z"): "?", 0: "?", DiagnosticField.SQLSTATE: "23505"})
    assert error.diag.sqlstate == "23505"
    assert pickle.loads(pickle.dumps(error)).diag.sqlstate == "23505"


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_an_error_survives_pickling(protocol: int) -> None:
    fields = {
        **UNIQUE_VIOLATION,
        DiagnosticField.MESSAGE_DETAIL: b"100 \xa4",
        DiagnosticField.MESSAGE_HINT: None,
    }
    error = e.UniqueViolation("no", 2, info=fields, encoding="iso8859-15", pgconn=object())
    again = pickle.loads(pickle.dumps(error, protocol))
    assert type(again) is e.UniqueViolation
    assert again.args == ("no", 2)
    assert again.diag.message_detail == "100 €"
    assert again.pgconn is None
    for field in DiagnosticField:
        assert getattr(again.diag, field.name.lower()) == getattr(error.diag, field.name.lower())


def test_a_pickled_error_drops_its_result_but_not_what_it_said() -> None:
    result = FakeResult({DiagnosticField.SQLSTATE: b"PXX99", DiagnosticField.MESSAGE_PRIMARY: b"no"})
    again = pickle.loads(pickle.dumps(e.error_from_result(result)))
    assert type(again) is e.ProgrammingError
    assert again.pgresult is None
    assert again.sqlstate == again.diag.sqlstate == "PXX99"


def test_a_pickled_error_keeps_the_attributes_it_was_given() -> None:
    error = e.DataError("no")
    error.__dict__["note"] = "row 3"
    again = pickle.loads(pickle.dumps(error))
    assert again.note == "row 3"
    assert again.sqlstate is None


@pytest.mark.parametrize("name", [name for _, name, _ in TABLE] + [cls.__name__ for cls in DBAPI_BASES])
def test_every_class_can_be_pickled(name: str) -> None:
    cls = getattr(e, name)
    assert pickle.loads(pickle.dumps(cls)) is cls
    assert type(pickle.loads(pickle.dumps(cls("no")))) is cls


def test_an_error_can_be_copied() -> None:
    error = e.error_from_fields("no", UNIQUE_VIOLATION)
    assert copy.copy(error).diag.constraint_name == "items_pkey"
    assert copy.deepcopy(error).args == error.args


def test_diagnostics_survive_pickling_and_their_error() -> None:
    diag = e.error_from_fields("no", UNIQUE_VIOLATION).diag
    again = pickle.loads(pickle.dumps(diag))
    assert type(again) is e.Diagnostic
    for field in DiagnosticField:
        assert getattr(again, field.name.lower()) == getattr(diag, field.name.lower())


def test_a_class_of_the_user_that_derives_from_an_sqlstate_is_not_looked_up() -> None:
    class OwnViolation(e.UniqueViolation):
        pass

    assert OwnViolation("no").sqlstate == "23505"
    assert e.lookup("23505") is e.UniqueViolation


def test_the_generated_code_is_up_to_date() -> None:
    command = [sys.executable, str(ROOT / "tools/generate_sqlstates.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.stderr, done.returncode) == ("", 0)
