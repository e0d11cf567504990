"""The exceptions of the package: those of the DB-API, and one for every SQLSTATE that tells of an error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, TypeAlias, overload

from kornak.pq._enums import DiagnosticField


class _Result(Protocol):
    """What is used here of a `pq.PGresult` that holds an error or a notice."""

    def error_field(self, fieldcode: int, /) -> bytes | None: ...

    def get_error_message(self, encoding: str = ..., /) -> str: ...


ErrorInfo: TypeAlias = Mapping[Any, str | bytes | None] | _Result | None
"""What the server said: its fields by `DiagnosticField` or protocol letter, or a result that holds them."""


class _Field:
    """An attribute of `Diagnostic` that stands for one field."""

    def __init__(self, field: DiagnosticField):
        self._field = field
        self.__doc__ = f"The field {field.name}, or None if the server did not send it."

    @overload
    def __get__(self, diagnostic: None, owner: type[Diagnostic]) -> _Field: ...

    @overload
    def __get__(self, diagnostic: Diagnostic, owner: type[Diagnostic]) -> str | None: ...

    def __get__(self, diagnostic: Diagnostic | None, owner: type[Diagnostic]) -> _Field | str | None:
        return self if diagnostic is None else diagnostic._error_message(self._field)


class Diagnostic:
    """What the server said in an error or a notice, field by field: a text, or None if it was not sent."""

    severity = _Field(DiagnosticField.SEVERITY)
    severity_nonlocalized = _Field(DiagnosticField.SEVERITY_NONLOCALIZED)
    sqlstate = _Field(DiagnosticField.SQLSTATE)
    message_primary = _Field(DiagnosticField.MESSAGE_PRIMARY)
    message_detail = _Field(DiagnosticField.MESSAGE_DETAIL)
    message_hint = _Field(DiagnosticField.MESSAGE_HINT)
    statement_position = _Field(DiagnosticField.STATEMENT_POSITION)
    internal_position = _Field(DiagnosticField.INTERNAL_POSITION)
    internal_query = _Field(DiagnosticField.INTERNAL_QUERY)
    context = _Field(DiagnosticField.CONTEXT)
    schema_name = _Field(DiagnosticField.SCHEMA_NAME)
    table_name = _Field(DiagnosticField.TABLE_NAME)
    column_name = _Field(DiagnosticField.COLUMN_NAME)
    datatype_name = _Field(DiagnosticField.DATATYPE_NAME)
    constraint_name = _Field(DiagnosticField.CONSTRAINT_NAME)
    source_file = _Field(DiagnosticField.SOURCE_FILE)
    source_line = _Field(DiagnosticField.SOURCE_LINE)
    source_function = _Field(DiagnosticField.SOURCE_FUNCTION)

    def __init__(self, info: ErrorInfo, encoding: str = "utf-8"):
        self._info = _fields(info)
        self._encoding = encoding

    def _error_message(self, field: DiagnosticField) -> str | None:
        value = self._info.get(field)
        return value.decode(self._encoding, "replace") if isinstance(value, bytes) else value

    def _as_dict(self) -> dict[int, str]:
        """Return the fields that were sent, as text."""
        texts = {int(field): self._error_message(field) for field in DiagnosticField}
        return {field: text for field, text in texts.items() if text is not None}

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._as_dict(),)


def _fields(info: ErrorInfo) -> dict[int, str | bytes | None]:
    """Return the fields of `info` by `DiagnosticField`."""
    if info is None:
        return {}
    if isinstance(info, Mapping):
        return {ord(key) if isinstance(key, str) else key: value for key, value in info.items()}
    return {field: info.error_field(field) for field in DiagnosticField}


class Warning(Exception):
    """Part of the DB-API; never raised."""


class Error(Exception):
    """The base of all exceptions of the package.

    :param info: what the server said, if it is the server's error.
    :param encoding: Python's name of the encoding of the bytes in `info`.
    :param pgconn: the connection that could not be made, if that is the error.

    An error can be pickled. It keeps what the server said, but neither `pgconn` nor `pgresult`.
    """

    sqlstate: str | None = None
    """The SQLSTATE; None if the error is not the server's. The classes of a single SQLSTATE have it too."""

    pgconn: Any
    """The closed connection that the attempt to connect left behind, or None."""

    def __init__(self, *args: Any, info: ErrorInfo = None, encoding: str = "utf-8", pgconn: Any = None):
        super().__init__(*args)
        self._info = info
        self._encoding = encoding
        self.pgconn = pgconn
        if self.sqlstate is None and info is not None:
            self.sqlstate = self.diag.sqlstate

    @property
    def pgresult(self) -> Any:
        """The result that the error was made from, or None."""
        return None if isinstance(self._info, Mapping) else self._info

    @property
    def diag(self) -> Diagnostic:
        """The fields of the server's error; all None if it is not the server's."""
        return Diagnostic(self._info, self._encoding)

    def __reduce__(self) -> tuple[Any, ...]:
        info = None if self._info is None else self.diag._as_dict()
        return type(self), self.args, {**self.__dict__, "_info": info, "pgconn": None}


class InterfaceError(Error):
    """The package was used in a way it cannot work."""


class DatabaseError(Error):
    """The database failed, or was used wrongly."""


class DataError(DatabaseError):
    """A value is out of its range, or makes no sense where it stands."""


class OperationalError(DatabaseError):
    """Something happened that is not the program's doing: a lost connection, a full disk, a deadlock."""


class IntegrityError(DatabaseError):
    """A constraint of the database was violated."""


class InternalError(DatabaseError):
    """The database is in no state for what was asked, or in trouble."""


class ProgrammingError(DatabaseError):
    """The program is wrong: an error of syntax, a missing table, a wrong number of parameters."""


class NotSupportedError(DatabaseError):
    """The database or the package lacks what was asked for."""


class ConnectionTimeout(OperationalError):
    """The connection was not made in time."""


class CancellationTimeout(OperationalError):
    """The request to cancel was not answered in time."""


class PipelineAborted(OperationalError):
    """The statement was skipped, as an earlier one in the pipeline had failed."""


def lookup(sqlstate: str) -> type[Error]:
    """Return the class for an SQLSTATE (``"23505"``) or for the name of a condition (``"UNIQUE_VIOLATION"``).

    Upper and lower case are the same. Raises KeyError if there is no class for just this.
    """
    key = sqlstate.upper()
    return _conditions[key] if key in _conditions else _sqlcodes[key]


def get_base_exception(sqlstate: str) -> type[Error]:
    """Return the DB-API exception that errors of this SQLSTATE derive from, known or not."""
    return _families.get(sqlstate[:2]) or _families.get(sqlstate[:1]) or DatabaseError


def error_from_fields(
    message: str, fields: Mapping[int, str | bytes | None], encoding: str = "utf-8"
) -> Error:
    """Return the error for what the server said, of the class that belongs to its SQLSTATE.

    :param message: the text that ``str()`` shows.
    :param fields: what the server sent, by `DiagnosticField`.
    :param encoding: Python's name of the encoding of such fields as are bytes.
    """
    return _error(message, fields, encoding)


def error_from_result(result: _Result, encoding: str = "utf-8") -> Error:
    """Return the error that a `pq.PGresult` holds; it keeps the result as its `pgresult`."""
    return _error(result.get_error_message(encoding), result, encoding)


def _error(message: str, info: ErrorInfo, encoding: str) -> Error:
    sqlstate = Diagnostic(info, encoding).sqlstate or ""
    cls = _sqlcodes.get(sqlstate) or get_base_exception(sqlstate)
    return cls(message, info=info, encoding=encoding)


# Generated by tools/generate_sqlstates.py from here to the end of the file: do not edit.


class NoData(DatabaseError):
    sqlstate = "02000"


class NoAdditionalDynamicResultSetsReturned(DatabaseError):
    sqlstate = "02001"


class SqlStatementNotYetComplete(DatabaseError):
    sqlstate = "03000"


class ConnectionException(OperationalError):
    sqlstate = "08000"


class SqlclientUnableToEstablishSqlconnection(OperationalError):
    sqlstate = "08001"


class ConnectionDoesNotExist(OperationalError):
    sqlstate = "08003"


class SqlserverRejectedEstablishmentOfSqlconnection(OperationalError):
    sqlstate = "08004"


class ConnectionFailure(OperationalError):
    sqlstate = "08006"


class TransactionResolutionUnknown(OperationalError):
    sqlstate = "08007"


class ProtocolViolation(OperationalError):
    sqlstate = "08P01"


class TriggeredActionException(DatabaseError):
    sqlstate = "09000"


class FeatureNotSupported(NotSupportedError):
    sqlstate = "0A000"


class InvalidTransactionInitiation(DatabaseError):
    sqlstate = "0B000"


class LocatorException(DatabaseError):
    sqlstate = "0F000"


class InvalidLocatorSpecification(DatabaseError):
    sqlstate = "0F001"


class InvalidGrantor(DatabaseError):
    sqlstate = "0L000"


class InvalidGrantOperation(DatabaseError):
    sqlstate = "0LP01"


class InvalidRoleSpecification(DatabaseError):
    sqlstate = "0P000"


class DiagnosticsException(DatabaseError):
    sqlstate = "0Z000"


class StackedDiagnosticsAccessedWithoutActiveHandler(DatabaseError):
    sqlstate = "0Z002"


class InvalidArgumentForXquery(ProgrammingError):
    sqlstate = "10608"


class CaseNotFound(ProgrammingError):
    sqlstate = "20000"


class CardinalityViolation(ProgrammingError):
    sqlstate = "21000"


class DataException(DataError):
    sqlstate = "22000"


class StringDataRightTruncation(DataError):
    sqlstate = "22001"


class NullValueNoIndicatorParameter(DataError):
    sqlstate = "22002"


class NumericValueOutOfRange(DataError):
    sqlstate = "22003"


class NullValueNotAllowed(DataError):
    sqlstate = "22004"


class ErrorInAssignment(DataError):
    sqlstate = "22005"


class InvalidDatetimeFormat(DataError):
    sqlstate = "22007"


class DatetimeFieldOverflow(DataError):
    sqlstate = "22008"


class InvalidTimeZoneDisplacementValue(DataError):
    sqlstate = "22009"


class EscapeCharacterConflict(DataError):
    sqlstate = "2200B"


class InvalidUseOfEscapeCharacter(DataError):
    sqlstate = "2200C"


class InvalidEscapeOctet(DataError):
    sqlstate = "2200D"


class ZeroLengthCharacterString(DataError):
    sqlstate = "2200F"


class MostSpecificTypeMismatch(DataError):
    sqlstate = "2200G"


class SequenceGeneratorLimitExceeded(DataError):
    sqlstate = "2200H"


class NotAnXmlDocument(DataError):
    sqlstate = "2200L"


class InvalidXmlDocument(DataError):
    sqlstate = "2200M"


class InvalidXmlContent(DataError):
    sqlstate = "2200N"


class InvalidXmlComment(DataError):
    sqlstate = "2200S"


class InvalidXmlProcessingInstruction(DataError):
    sqlstate = "2200T"


class InvalidIndicatorParameterValue(DataError):
    sqlstate = "22010"


class SubstringError(DataError):
    sqlstate = "22011"


class DivisionByZero(DataError):
    sqlstate = "22012"


class InvalidPrecedingOrFollowingSize(DataError):
    sqlstate = "22013"


class InvalidArgumentForNtileFunction(DataError):
    sqlstate = "22014"


class IntervalFieldOverflow(DataError):
    sqlstate = "22015"


class InvalidArgumentForNthValueFunction(DataError):
    sqlstate = "22016"


class InvalidCharacterValueForCast(DataError):
    sqlstate = "22018"


class InvalidEscapeCharacter(DataError):
    sqlstate = "22019"


class InvalidRegularExpression(DataError):
    sqlstate = "2201B"


class InvalidArgumentForLogarithm(DataError):
    sqlstate = "2201E"


class InvalidArgumentForPowerFunction(DataError):
    sqlstate = "2201F"


class InvalidArgumentForWidthBucketFunction(DataError):
    sqlstate = "2201G"


class InvalidRowCountInLimitClause(DataError):
    sqlstate = "2201W"


class InvalidRowCountInResultOffsetClause(DataError):
    sqlstate = "2201X"


class CharacterNotInRepertoire(DataError):
    sqlstate = "22021"


class IndicatorOverflow(DataError):
    sqlstate = "22022"


class InvalidParameterValue(DataError):
    sqlstate = "22023"


class UnterminatedCString(DataError):
    sqlstate = "22024"


class InvalidEscapeSequence(DataError):
    sqlstate = "22025"


class StringDataLengthMismatch(DataError):
    sqlstate = "22026"


class TrimError(DataError):
    sqlstate = "22027"


class ArraySubscriptError(DataError):
    sqlstate = "2202E"


class InvalidTablesampleRepeat(DataError):
    sqlstate = "2202G"


class InvalidTablesampleArgument(DataError):
    sqlstate = "2202H"


class DuplicateJsonObjectKeyValue(DataError):
    sqlstate = "22030"


class InvalidArgumentForSqlJsonDatetimeFunction(DataError):
    sqlstate = "22031"


class InvalidJsonText(DataError):
    sqlstate = "22032"


class InvalidSqlJsonSubscript(DataError):
    sqlstate = "22033"


class MoreThanOneSqlJsonItem(DataError):
    sqlstate = "22034"


class NoSqlJsonItem(DataError):
    sqlstate = "22035"


class NonNumericSqlJsonItem(DataError):
    sqlstate = "22036"


class NonUniqueKeysInAJsonObject(DataError):
    sqlstate = "22037"


class SingletonSqlJsonItemRequired(DataError):
    sqlstate = "22038"


class SqlJsonArrayNotFound(DataError):
    sqlstate = "22039"


class SqlJsonMemberNotFound(DataError):
    sqlstate = "2203A"


class SqlJsonNumberNotFound(DataError):
    sqlstate = "2203B"


class SqlJsonObjectNotFound(DataError):
    sqlstate = "2203C"


class TooManyJsonArrayElements(DataError):
    sqlstate = "2203D"


class TooManyJsonObjectMembers(DataError):
    sqlstate = "2203E"


class SqlJsonScalarRequired(DataError):
    sqlstate = "2203F"


class SqlJsonItemCannotBeCastToTargetType(DataError):
    sqlstate = "2203G"


class FloatingPointException(DataError):
    sqlstate = "22P01"


class InvalidTextRepresentation(DataError):
    sqlstate = "22P02"


class InvalidBinaryRepresentation(DataError):
    sqlstate = "22P03"


class BadCopyFileFormat(DataError):
    sqlstate = "22P04"


class UntranslatableCharacter(DataError):
    sqlstate = "22P05"


class NonstandardUseOfEscapeCharacter(DataError):
    sqlstate = "22P06"


class IntegrityConstraintViolation(IntegrityError):
    sqlstate = "23000"


class RestrictViolation(IntegrityError):
    sqlstate = "23001"


class NotNullViolation(IntegrityError):
    sqlstate = "23502"


class ForeignKeyViolation(IntegrityError):
    sqlstate = "23503"


class UniqueViolation(IntegrityError):
    sqlstate = "23505"


class CheckViolation(IntegrityError):
    sqlstate = "23514"


class ExclusionViolation(IntegrityError):
    sqlstate = "23P01"


class InvalidCursorState(InternalError):
    sqlstate = "24000"


class InvalidTransactionState(InternalError):
    sqlstate = "25000"


class ActiveSqlTransaction(InternalError):
    sqlstate = "25001"


class BranchTransactionAlreadyActive(InternalError):
    sqlstate = "25002"


class InappropriateAccessModeForBranchTransaction(InternalError):
    sqlstate = "25003"


class InappropriateIsolationLevelForBranchTransaction(InternalError):
    sqlstate = "25004"


class NoActiveSqlTransactionForBranchTransaction(InternalError):
    sqlstate = "25005"


class ReadOnlySqlTransaction(InternalError):
    sqlstate = "25006"


class SchemaAndDataStatementMixingNotSupported(InternalError):
    sqlstate = "25007"


class HeldCursorRequiresSameIsolationLevel(InternalError):
    sqlstate = "25008"


class NoActiveSqlTransaction(InternalError):
    sqlstate = "25P01"


class InFailedSqlTransaction(InternalError):
    sqlstate = "25P02"


class IdleInTransactionSessionTimeout(InternalError):
    sqlstate = "25P03"


class TransactionTimeout(InternalError):
    sqlstate = "25P04"


class InvalidSqlStatementName(ProgrammingError):
    sqlstate = "26000"


class TriggeredDataChangeViolation(OperationalError):
    sqlstate = "27000"


class InvalidAuthorizationSpecification(OperationalError):
    sqlstate = "28000"


class InvalidPassword(OperationalError):
    sqlstate = "28P01"


class DependentPrivilegeDescriptorsStillExist(InternalError):
    sqlstate = "2B000"


class DependentObjectsStillExist(InternalError):
    sqlstate = "2BP01"


class InvalidTransactionTermination(InternalError):
    sqlstate = "2D000"


class SqlRoutineException(OperationalError):
    sqlstate = "2F000"


class ModifyingSqlDataNotPermitted(OperationalError):
    sqlstate = "2F002"


class ProhibitedSqlStatementAttempted(OperationalError):
    sqlstate = "2F003"


class ReadingSqlDataNotPermitted(OperationalError):
    sqlstate = "2F004"


class FunctionExecutedNoReturnStatement(OperationalError):
    sqlstate = "2F005"


class InvalidCursorName(ProgrammingError):
    sqlstate = "34000"


class ExternalRoutineException(OperationalError):
    sqlstate = "38000"


class ContainingSqlNotPermitted(OperationalError):
    sqlstate = "38001"


class ModifyingSqlDataNotPermittedExt(OperationalError):
    sqlstate = "38002"


class ProhibitedSqlStatementAttemptedExt(OperationalError):
    sqlstate = "38003"


class ReadingSqlDataNotPermittedExt(OperationalError):
    sqlstate = "38004"


class ExternalRoutineInvocationException(OperationalError):
    sqlstate = "39000"


class InvalidSqlstateReturned(OperationalError):
    sqlstate = "39001"


class NullValueNotAllowedExt(OperationalError):
    sqlstate = "39004"


class TriggerProtocolViolated(OperationalError):
    sqlstate = "39P01"


class SrfProtocolViolated(OperationalError):
    sqlstate = "39P02"


class EventTriggerProtocolViolated(OperationalError):
    sqlstate = "39P03"


class SavepointException(OperationalError):
    sqlstate = "3B000"


class InvalidSavepointSpecification(OperationalError):
    sqlstate = "3B001"


class InvalidCatalogName(ProgrammingError):
    sqlstate = "3D000"


class InvalidSchemaName(ProgrammingError):
    sqlstate = "3F000"


class TransactionRollback(OperationalError):
    sqlstate = "40000"


class SerializationFailure(OperationalError):
    sqlstate = "40001"


class TransactionIntegrityConstraintViolation(OperationalError):
    sqlstate = "40002"


class StatementCompletionUnknown(OperationalError):
    sqlstate = "40003"


class DeadlockDetected(OperationalError):
    sqlstate = "40P01"


class SyntaxErrorOrAccessRuleViolation(ProgrammingError):
    sqlstate = "42000"


class InsufficientPrivilege(ProgrammingError):
    sqlstate = "42501"


class SyntaxError(ProgrammingError):
    sqlstate = "42601"


class InvalidName(ProgrammingError):
    sqlstate = "42602"


class InvalidColumnDefinition(ProgrammingError):
    sqlstate = "42611"


class NameTooLong(ProgrammingError):
    sqlstate = "42622"


class DuplicateColumn(ProgrammingError):
    sqlstate = "42701"


class AmbiguousColumn(ProgrammingError):
    sqlstate = "42702"


class UndefinedColumn(ProgrammingError):
    sqlstate = "42703"


class UndefinedObject(ProgrammingError):
    sqlstate = "42704"


class DuplicateObject(ProgrammingError):
    sqlstate = "42710"


class DuplicateAlias(ProgrammingError):
    sqlstate = "42712"


class DuplicateFunction(ProgrammingError):
    sqlstate = "42723"


class AmbiguousFunction(ProgrammingError):
    sqlstate = "42725"


class GroupingError(ProgrammingError):
    sqlstate = "42803"


class DatatypeMismatch(ProgrammingError):
    sqlstate = "42804"


class WrongObjectType(ProgrammingError):
    sqlstate = "42809"


class InvalidForeignKey(ProgrammingError):
    sqlstate = "42830"


class CannotCoerce(ProgrammingError):
    sqlstate = "42846"


class UndefinedFunction(ProgrammingError):
    sqlstate = "42883"


class GeneratedAlways(ProgrammingError):
    sqlstate = "428C9"


class ReservedName(ProgrammingError):
    sqlstate = "42939"


class UndefinedTable(ProgrammingError):
    sqlstate = "42P01"


class UndefinedParameter(ProgrammingError):
    sqlstate = "42P02"


class DuplicateCursor(ProgrammingError):
    sqlstate = "42P03"


class DuplicateDatabase(ProgrammingError):
    sqlstate = "42P04"


class DuplicatePreparedStatement(ProgrammingError):
    sqlstate = "42P05"


class DuplicateSchema(ProgrammingError):
    sqlstate = "42P06"


class DuplicateTable(ProgrammingError):
    sqlstate = "42P07"


class AmbiguousParameter(ProgrammingError):
    sqlstate = "42P08"


class AmbiguousAlias(ProgrammingError):
    sqlstate = "42P09"


class InvalidColumnReference(ProgrammingError):
    sqlstate = "42P10"


class InvalidCursorDefinition(ProgrammingError):
    sqlstate = "42P11"


class InvalidDatabaseDefinition(ProgrammingError):
    sqlstate = "42P12"


class InvalidFunctionDefinition(ProgrammingError):
    sqlstate = "42P13"


class InvalidPreparedStatementDefinition(ProgrammingError):
    sqlstate = "42P14"


class InvalidSchemaDefinition(ProgrammingError):
    sqlstate = "42P15"


class InvalidTableDefinition(ProgrammingError):
    sqlstate = "42P16"


class InvalidObjectDefinition(ProgrammingError):
    sqlstate = "42P17"


class IndeterminateDatatype(ProgrammingError):
    sqlstate = "42P18"


class InvalidRecursion(ProgrammingError):
    sqlstate = "42P19"


class WindowingError(ProgrammingError):
    sqlstate = "42P20"


class CollationMismatch(ProgrammingError):
    sqlstate = "42P21"


class IndeterminateCollation(ProgrammingError):
    sqlstate = "42P22"


class WithCheckOptionViolation(ProgrammingError):
    sqlstate = "44000"


class InsufficientResources(OperationalError):
    sqlstate = "53000"


class DiskFull(OperationalError):
    sqlstate = "53100"


class OutOfMemory(OperationalError):
    sqlstate = "53200"


class TooManyConnections(OperationalError):
    sqlstate = "53300"


class ConfigurationLimitExceeded(OperationalError):
    sqlstate = "53400"


class ProgramLimitExceeded(OperationalError):
    sqlstate = "54000"


class StatementTooComplex(OperationalError):
    sqlstate = "54001"


class TooManyColumns(OperationalError):
    sqlstate = "54011"


class TooManyArguments(OperationalError):
    sqlstate = "54023"


class ObjectNotInPrerequisiteState(OperationalError):
    sqlstate = "55000"


class ObjectInUse(OperationalError):
    sqlstate = "55006"


class CantChangeRuntimeParam(OperationalError):
    sqlstate = "55P02"


class LockNotAvailable(OperationalError):
    sqlstate = "55P03"


class UnsafeNewEnumValueUsage(OperationalError):
    sqlstate = "55P04"


class OperatorIntervention(OperationalError):
    sqlstate = "57000"


class QueryCanceled(OperationalError):
    sqlstate = "57014"


class AdminShutdown(OperationalError):
    sqlstate = "57P01"


class CrashShutdown(OperationalError):
    sqlstate = "57P02"


class CannotConnectNow(OperationalError):
    sqlstate = "57P03"


class DatabaseDropped(OperationalError):
    sqlstate = "57P04"


class IdleSessionTimeout(OperationalError):
    sqlstate = "57P05"


class SystemError(OperationalError):
    sqlstate = "58000"


class IoError(OperationalError):
    sqlstate = "58030"


class UndefinedFile(OperationalError):
    sqlstate = "58P01"


class DuplicateFile(OperationalError):
    sqlstate = "58P02"


class FileNameTooLong(OperationalError):
    sqlstate = "58P03"


class SnapshotTooOld(DatabaseError):
    sqlstate = "72000"


class ConfigFileError(OperationalError):
    sqlstate = "F0000"


class LockFileExists(OperationalError):
    sqlstate = "F0001"


class FdwError(OperationalError):
    sqlstate = "HV000"


class FdwOutOfMemory(OperationalError):
    sqlstate = "HV001"


class FdwDynamicParameterValueNeeded(OperationalError):
    sqlstate = "HV002"


class FdwInvalidDataType(OperationalError):
    sqlstate = "HV004"


class FdwColumnNameNotFound(OperationalError):
    sqlstate = "HV005"


class FdwInvalidDataTypeDescriptors(OperationalError):
    sqlstate = "HV006"


class FdwInvalidColumnName(OperationalError):
    sqlstate = "HV007"


class FdwInvalidColumnNumber(OperationalError):
    sqlstate = "HV008"


class FdwInvalidUseOfNullPointer(OperationalError):
    sqlstate = "HV009"


class FdwInvalidStringFormat(OperationalError):
    sqlstate = "HV00A"


class FdwInvalidHandle(OperationalError):
    sqlstate = "HV00B"


class FdwInvalidOptionIndex(OperationalError):
    sqlstate = "HV00C"


class FdwInvalidOptionName(OperationalError):
    sqlstate = "HV00D"


class FdwOptionNameNotFound(OperationalError):
    sqlstate = "HV00J"


class FdwReplyHandle(OperationalError):
    sqlstate = "HV00K"


class FdwUnableToCreateExecution(OperationalError):
    sqlstate = "HV00L"


class FdwUnableToCreateReply(OperationalError):
    sqlstate = "HV00M"


class FdwUnableToEstablishConnection(OperationalError):
    sqlstate = "HV00N"


class FdwNoSchemas(OperationalError):
    sqlstate = "HV00P"


class FdwSchemaNotFound(OperationalError):
    sqlstate = "HV00Q"


class FdwTableNotFound(OperationalError):
    sqlstate = "HV00R"


class FdwFunctionSequenceError(OperationalError):
    sqlstate = "HV010"


class FdwTooManyHandles(OperationalError):
    sqlstate = "HV014"


class FdwInconsistentDescriptorInformation(OperationalError):
    sqlstate = "HV021"


class FdwInvalidAttributeValue(OperationalError):
    sqlstate = "HV024"


class FdwInvalidStringLengthOrBufferLength(OperationalError):
    sqlstate = "HV090"


class FdwInvalidDescriptorFieldIdentifier(OperationalError):
    sqlstate = "HV091"


class PlpgsqlError(ProgrammingError):
    sqlstate = "P0000"


class RaiseException(ProgrammingError):
    sqlstate = "P0001"


class NoDataFound(ProgrammingError):
    sqlstate = "P0002"


class TooManyRows(ProgrammingError):
    sqlstate = "P0003"


class AssertFailure(ProgrammingError):
    sqlstate = "P0004"


class InternalError_(InternalError):  # noqa: N801
    sqlstate = "XX000"


class DataCorrupted(InternalError):
    sqlstate = "XX001"


class IndexCorrupted(InternalError):
    sqlstate = "XX002"


# By name of the condition.
_conditions: dict[str, type[Error]] = {
    "NO_DATA": NoData,
    "NO_ADDITIONAL_DYNAMIC_RESULT_SETS_RETURNED": NoAdditionalDynamicResultSetsReturned,
    "SQL_STATEMENT_NOT_YET_COMPLETE": SqlStatementNotYetComplete,
    "CONNECTION_EXCEPTION": ConnectionException,
    "SQLCLIENT_UNABLE_TO_ESTABLISH_SQLCONNECTION": SqlclientUnableToEstablishSqlconnection,
    "CONNECTION_DOES_NOT_EXIST": ConnectionDoesNotExist,
    "SQLSERVER_REJECTED_ESTABLISHMENT_OF_SQLCONNECTION": SqlserverRejectedEstablishmentOfSqlconnection,
    "CONNECTION_FAILURE": ConnectionFailure,
    "TRANSACTION_RESOLUTION_UNKNOWN": TransactionResolutionUnknown,
    "PROTOCOL_VIOLATION": ProtocolViolation,
    "TRIGGERED_ACTION_EXCEPTION": TriggeredActionException,
    "FEATURE_NOT_SUPPORTED": FeatureNotSupported,
    "INVALID_TRANSACTION_INITIATION": InvalidTransactionInitiation,
    "LOCATOR_EXCEPTION": LocatorException,
    "INVALID_LOCATOR_SPECIFICATION": InvalidLocatorSpecification,
    "INVALID_GRANTOR": InvalidGrantor,
    "INVALID_GRANT_OPERATION": InvalidGrantOperation,
    "INVALID_ROLE_SPECIFICATION": InvalidRoleSpecification,
    "DIAGNOSTICS_EXCEPTION": DiagnosticsException,
    "STACKED_DIAGNOSTICS_ACCESSED_WITHOUT_ACTIVE_HANDLER": StackedDiagnosticsAccessedWithoutActiveHandler,
    "INVALID_ARGUMENT_FOR_XQUERY": InvalidArgumentForXquery,
    "CASE_NOT_FOUND": CaseNotFound,
    "CARDINALITY_VIOLATION": CardinalityViolation,
    "DATA_EXCEPTION": DataException,
    "STRING_DATA_RIGHT_TRUNCATION": StringDataRightTruncation,
    "NULL_VALUE_NO_INDICATOR_PARAMETER": NullValueNoIndicatorParameter,
    "NUMERIC_VALUE_OUT_OF_RANGE": NumericValueOutOfRange,
    "NULL_VALUE_NOT_ALLOWED": NullValueNotAllowed,
    "ERROR_IN_ASSIGNMENT": ErrorInAssignment,
    "INVALID_DATETIME_FORMAT": InvalidDatetimeFormat,
    "DATETIME_FIELD_OVERFLOW": DatetimeFieldOverflow,
    "INVALID_TIME_ZONE_DISPLACEMENT_VALUE": InvalidTimeZoneDisplacementValue,
    "ESCAPE_CHARACTER_CONFLICT": EscapeCharacterConflict,
    "INVALID_USE_OF_ESCAPE_CHARACTER": InvalidUseOfEscapeCharacter,
    "INVALID_ESCAPE_OCTET": InvalidEscapeOctet,
    "ZERO_LENGTH_CHARACTER_STRING": ZeroLengthCharacterString,
    "MOST_SPECIFIC_TYPE_MISMATCH": MostSpecificTypeMismatch,
    "SEQUENCE_GENERATOR_LIMIT_EXCEEDED": SequenceGeneratorLimitExceeded,
    "NOT_AN_XML_DOCUMENT": NotAnXmlDocument,
    "INVALID_XML_DOCUMENT": InvalidXmlDocument,
    "INVALID_XML_CONTENT": InvalidXmlContent,
    "INVALID_XML_COMMENT": InvalidXmlComment,
    "INVALID_XML_PROCESSING_INSTRUCTION": InvalidXmlProcessingInstruction,
    "INVALID_INDICATOR_PARAMETER_VALUE": InvalidIndicatorParameterValue,
    "SUBSTRING_ERROR": SubstringError,
    "DIVISION_BY_ZERO": DivisionByZero,
    "INVALID_PRECEDING_OR_FOLLOWING_SIZE": InvalidPrecedingOrFollowingSize,
    "INVALID_ARGUMENT_FOR_NTILE_FUNCTION": InvalidArgumentForNtileFunction,
    "INTERVAL_FIELD_OVERFLOW": IntervalFieldOverflow,
    "INVALID_ARGUMENT_FOR_NTH_VALUE_FUNCTION": InvalidArgumentForNthValueFunction,
    "INVALID_CHARACTER_VALUE_FOR_CAST": InvalidCharacterValueForCast,
    "INVALID_ESCAPE_CHARACTER": InvalidEscapeCharacter,
    "INVALID_REGULAR_EXPRESSION": InvalidRegularExpression,
    "INVALID_ARGUMENT_FOR_LOGARITHM": InvalidArgumentForLogarithm,
    "INVALID_ARGUMENT_FOR_POWER_FUNCTION": InvalidArgumentForPowerFunction,
    "INVALID_ARGUMENT_FOR_WIDTH_BUCKET_FUNCTION": InvalidArgumentForWidthBucketFunction,
    "INVALID_ROW_COUNT_IN_LIMIT_CLAUSE": InvalidRowCountInLimitClause,
    "INVALID_ROW_COUNT_IN_RESULT_OFFSET_CLAUSE": InvalidRowCountInResultOffsetClause,
    "CHARACTER_NOT_IN_REPERTOIRE": CharacterNotInRepertoire,
    "INDICATOR_OVERFLOW": IndicatorOverflow,
    "INVALID_PARAMETER_VALUE": InvalidParameterValue,
    "UNTERMINATED_C_STRING": UnterminatedCString,
    "INVALID_ESCAPE_SEQUENCE": InvalidEscapeSequence,
    "STRING_DATA_LENGTH_MISMATCH": StringDataLengthMismatch,
    "TRIM_ERROR": TrimError,
    "ARRAY_SUBSCRIPT_ERROR": ArraySubscriptError,
    "INVALID_TABLESAMPLE_REPEAT": InvalidTablesampleRepeat,
    "INVALID_TABLESAMPLE_ARGUMENT": InvalidTablesampleArgument,
    "DUPLICATE_JSON_OBJECT_KEY_VALUE": DuplicateJsonObjectKeyValue,
    "INVALID_ARGUMENT_FOR_SQL_JSON_DATETIME_FUNCTION": InvalidArgumentForSqlJsonDatetimeFunction,
    "INVALID_JSON_TEXT": InvalidJsonText,
    "INVALID_SQL_JSON_SUBSCRIPT": InvalidSqlJsonSubscript,
    "MORE_THAN_ONE_SQL_JSON_ITEM": MoreThanOneSqlJsonItem,
    "NO_SQL_JSON_ITEM": NoSqlJsonItem,
    "NON_NUMERIC_SQL_JSON_ITEM": NonNumericSqlJsonItem,
    "NON_UNIQUE_KEYS_IN_A_JSON_OBJECT": NonUniqueKeysInAJsonObject,
    "SINGLETON_SQL_JSON_ITEM_REQUIRED": SingletonSqlJsonItemRequired,
    "SQL_JSON_ARRAY_NOT_FOUND": SqlJsonArrayNotFound,
    "SQL_JSON_MEMBER_NOT_FOUND": SqlJsonMemberNotFound,
    "SQL_JSON_NUMBER_NOT_FOUND": SqlJsonNumberNotFound,
    "SQL_JSON_OBJECT_NOT_FOUND": SqlJsonObjectNotFound,
    "TOO_MANY_JSON_ARRAY_ELEMENTS": TooManyJsonArrayElements,
    "TOO_MANY_JSON_OBJECT_MEMBERS": TooManyJsonObjectMembers,
    "SQL_JSON_SCALAR_REQUIRED": SqlJsonScalarRequired,
    "SQL_JSON_ITEM_CANNOT_BE_CAST_TO_TARGET_TYPE": SqlJsonItemCannotBeCastToTargetType,
    "FLOATING_POINT_EXCEPTION": FloatingPointException,
    "INVALID_TEXT_REPRESENTATION": InvalidTextRepresentation,
    "INVALID_BINARY_REPRESENTATION": InvalidBinaryRepresentation,
    "BAD_COPY_FILE_FORMAT": BadCopyFileFormat,
    "UNTRANSLATABLE_CHARACTER": UntranslatableCharacter,
    "NONSTANDARD_USE_OF_ESCAPE_CHARACTER": NonstandardUseOfEscapeCharacter,
    "INTEGRITY_CONSTRAINT_VIOLATION": IntegrityConstraintViolation,
    "RESTRICT_VIOLATION": RestrictViolation,
    "NOT_NULL_VIOLATION": NotNullViolation,
    "FOREIGN_KEY_VIOLATION": ForeignKeyViolation,
    "UNIQUE_VIOLATION": UniqueViolation,
    "CHECK_VIOLATION": CheckViolation,
    "EXCLUSION_VIOLATION": ExclusionViolation,
    "INVALID_CURSOR_STATE": InvalidCursorState,
    "INVALID_TRANSACTION_STATE": InvalidTransactionState,
    "ACTIVE_SQL_TRANSACTION": ActiveSqlTransaction,
    "BRANCH_TRANSACTION_ALREADY_ACTIVE": BranchTransactionAlreadyActive,
    "INAPPROPRIATE_ACCESS_MODE_FOR_BRANCH_TRANSACTION": InappropriateAccessModeForBranchTransaction,
    "INAPPROPRIATE_ISOLATION_LEVEL_FOR_BRANCH_TRANSACTION": InappropriateIsolationLevelForBranchTransaction,
    "NO_ACTIVE_SQL_TRANSACTION_FOR_BRANCH_TRANSACTION": NoActiveSqlTransactionForBranchTransaction,
    "READ_ONLY_SQL_TRANSACTION": ReadOnlySqlTransaction,
    "SCHEMA_AND_DATA_STATEMENT_MIXING_NOT_SUPPORTED": SchemaAndDataStatementMixingNotSupported,
    "HELD_CURSOR_REQUIRES_SAME_ISOLATION_LEVEL": HeldCursorRequiresSameIsolationLevel,
    "NO_ACTIVE_SQL_TRANSACTION": NoActiveSqlTransaction,
    "IN_FAILED_SQL_TRANSACTION": InFailedSqlTransaction,
    "IDLE_IN_TRANSACTION_SESSION_TIMEOUT": IdleInTransactionSessionTimeout,
    "TRANSACTION_TIMEOUT": TransactionTimeout,
    "INVALID_SQL_STATEMENT_NAME": InvalidSqlStatementName,
    "TRIGGERED_DATA_CHANGE_VIOLATION": TriggeredDataChangeViolation,
    "INVALID_AUTHORIZATION_SPECIFICATION": InvalidAuthorizationSpecification,
    "INVALID_PASSWORD": InvalidPassword,
    "DEPENDENT_PRIVILEGE_DESCRIPTORS_STILL_EXIST": DependentPrivilegeDescriptorsStillExist,
    "DEPENDENT_OBJECTS_STILL_EXIST": DependentObjectsStillExist,
    "INVALID_TRANSACTION_TERMINATION": InvalidTransactionTermination,
    "SQL_ROUTINE_EXCEPTION": SqlRoutineException,
    "MODIFYING_SQL_DATA_NOT_PERMITTED": ModifyingSqlDataNotPermitted,
    "PROHIBITED_SQL_STATEMENT_ATTEMPTED": ProhibitedSqlStatementAttempted,
    "READING_SQL_DATA_NOT_PERMITTED": ReadingSqlDataNotPermitted,
    "FUNCTION_EXECUTED_NO_RETURN_STATEMENT": FunctionExecutedNoReturnStatement,
    "INVALID_CURSOR_NAME": InvalidCursorName,
    "EXTERNAL_ROUTINE_EXCEPTION": ExternalRoutineException,
    "CONTAINING_SQL_NOT_PERMITTED": ContainingSqlNotPermitted,
    "MODIFYING_SQL_DATA_NOT_PERMITTED_EXT": ModifyingSqlDataNotPermittedExt,
    "PROHIBITED_SQL_STATEMENT_ATTEMPTED_EXT": ProhibitedSqlStatementAttemptedExt,
    "READING_SQL_DATA_NOT_PERMITTED_EXT": ReadingSqlDataNotPermittedExt,
    "EXTERNAL_ROUTINE_INVOCATION_EXCEPTION": ExternalRoutineInvocationException,
    "INVALID_SQLSTATE_RETURNED": InvalidSqlstateReturned,
    "NULL_VALUE_NOT_ALLOWED_EXT": NullValueNotAllowedExt,
    "TRIGGER_PROTOCOL_VIOLATED": TriggerProtocolViolated,
    "SRF_PROTOCOL_VIOLATED": SrfProtocolViolated,
    "EVENT_TRIGGER_PROTOCOL_VIOLATED": EventTriggerProtocolViolated,
    "SAVEPOINT_EXCEPTION": SavepointException,
    "INVALID_SAVEPOINT_SPECIFICATION": InvalidSavepointSpecification,
    "INVALID_CATALOG_NAME": InvalidCatalogName,
    "INVALID_SCHEMA_NAME": InvalidSchemaName,
    "TRANSACTION_ROLLBACK": TransactionRollback,
    "SERIALIZATION_FAILURE": SerializationFailure,
    "TRANSACTION_INTEGRITY_CONSTRAINT_VIOLATION": TransactionIntegrityConstraintViolation,
    "STATEMENT_COMPLETION_UNKNOWN": StatementCompletionUnknown,
    "DEADLOCK_DETECTED": DeadlockDetected,
    "SYNTAX_ERROR_OR_ACCESS_RULE_VIOLATION": SyntaxErrorOrAccessRuleViolation,
    "INSUFFICIENT_PRIVILEGE": InsufficientPrivilege,
    "SYNTAX_ERROR": SyntaxError,
    "INVALID_NAME": InvalidName,
    "INVALID_COLUMN_DEFINITION": InvalidColumnDefinition,
    "NAME_TOO_LONG": NameTooLong,
    "DUPLICATE_COLUMN": DuplicateColumn,
    "AMBIGUOUS_COLUMN": AmbiguousColumn,
    "UNDEFINED_COLUMN": UndefinedColumn,
    "UNDEFINED_OBJECT": UndefinedObject,
    "DUPLICATE_OBJECT": DuplicateObject,
    "DUPLICATE_ALIAS": DuplicateAlias,
    "DUPLICATE_FUNCTION": DuplicateFunction,
    "AMBIGUOUS_FUNCTION": AmbiguousFunction,
    "GROUPING_ERROR": GroupingError,
    "DATATYPE_MISMATCH": DatatypeMismatch,
    "WRONG_OBJECT_TYPE": WrongObjectType,
    "INVALID_FOREIGN_KEY": InvalidForeignKey,
    "CANNOT_COERCE": CannotCoerce,
    "UNDEFINED_FUNCTION": UndefinedFunction,
    "GENERATED_ALWAYS": GeneratedAlways,
    "RESERVED_NAME": ReservedName,
    "UNDEFINED_TABLE": UndefinedTable,
    "UNDEFINED_PARAMETER": UndefinedParameter,
    "DUPLICATE_CURSOR": DuplicateCursor,
    "DUPLICATE_DATABASE": DuplicateDatabase,
    "DUPLICATE_PREPARED_STATEMENT": DuplicatePreparedStatement,
    "DUPLICATE_SCHEMA": DuplicateSchema,
    "DUPLICATE_TABLE": DuplicateTable,
    "AMBIGUOUS_PARAMETER": AmbiguousParameter,
    "AMBIGUOUS_ALIAS": AmbiguousAlias,
    "INVALID_COLUMN_REFERENCE": InvalidColumnReference,
    "INVALID_CURSOR_DEFINITION": InvalidCursorDefinition,
    "INVALID_DATABASE_DEFINITION": InvalidDatabaseDefinition,
    "INVALID_FUNCTION_DEFINITION": InvalidFunctionDefinition,
    "INVALID_PREPARED_STATEMENT_DEFINITION": InvalidPreparedStatementDefinition,
    "INVALID_SCHEMA_DEFINITION": InvalidSchemaDefinition,
    "INVALID_TABLE_DEFINITION": InvalidTableDefinition,
    "INVALID_OBJECT_DEFINITION": InvalidObjectDefinition,
    "INDETERMINATE_DATATYPE": IndeterminateDatatype,
    "INVALID_RECURSION": InvalidRecursion,
    "WINDOWING_ERROR": WindowingError,
    "COLLATION_MISMATCH": CollationMismatch,
    "INDETERMINATE_COLLATION": IndeterminateCollation,
    "WITH_CHECK_OPTION_VIOLATION": WithCheckOptionViolation,
    "INSUFFICIENT_RESOURCES": InsufficientResources,
    "DISK_FULL": DiskFull,
    "OUT_OF_MEMORY": OutOfMemory,
    "TOO_MANY_CONNECTIONS": TooManyConnections,
    "CONFIGURATION_LIMIT_EXCEEDED": ConfigurationLimitExceeded,
    "PROGRAM_LIMIT_EXCEEDED": ProgramLimitExceeded,
    "STATEMENT_TOO_COMPLEX": StatementTooComplex,
    "TOO_MANY_COLUMNS": TooManyColumns,
    "TOO_MANY_ARGUMENTS": TooManyArguments,
    "OBJECT_NOT_IN_PREREQUISITE_STATE": ObjectNotInPrerequisiteState,
    "OBJECT_IN_USE": ObjectInUse,
    "CANT_CHANGE_RUNTIME_PARAM": CantChangeRuntimeParam,
    "LOCK_NOT_AVAILABLE": LockNotAvailable,
    "UNSAFE_NEW_ENUM_VALUE_USAGE": UnsafeNewEnumValueUsage,
    "OPERATOR_INTERVENTION": OperatorIntervention,
    "QUERY_CANCELED": QueryCanceled,
    "ADMIN_SHUTDOWN": AdminShutdown,
    "CRASH_SHUTDOWN": CrashShutdown,
    "CANNOT_CONNECT_NOW": CannotConnectNow,
    "DATABASE_DROPPED": DatabaseDropped,
    "IDLE_SESSION_TIMEOUT": IdleSessionTimeout,
    "SYSTEM_ERROR": SystemError,
    "IO_ERROR": IoError,
    "UNDEFINED_FILE": UndefinedFile,
    "DUPLICATE_FILE": DuplicateFile,
    "FILE_NAME_TOO_LONG": FileNameTooLong,
    "SNAPSHOT_TOO_OLD": SnapshotTooOld,
    "CONFIG_FILE_ERROR": ConfigFileError,
    "LOCK_FILE_EXISTS": LockFileExists,
    "FDW_ERROR": FdwError,
    "FDW_OUT_OF_MEMORY": FdwOutOfMemory,
    "FDW_DYNAMIC_PARAMETER_VALUE_NEEDED": FdwDynamicParameterValueNeeded,
    "FDW_INVALID_DATA_TYPE": FdwInvalidDataType,
    "FDW_COLUMN_NAME_NOT_FOUND": FdwColumnNameNotFound,
    "FDW_INVALID_DATA_TYPE_DESCRIPTORS": FdwInvalidDataTypeDescriptors,
    "FDW_INVALID_COLUMN_NAME": FdwInvalidColumnName,
    "FDW_INVALID_COLUMN_NUMBER": FdwInvalidColumnNumber,
    "FDW_INVALID_USE_OF_NULL_POINTER": FdwInvalidUseOfNullPointer,
    "FDW_INVALID_STRING_FORMAT": FdwInvalidStringFormat,
    "FDW_INVALID_HANDLE": FdwInvalidHandle,
    "FDW_INVALID_OPTION_INDEX": FdwInvalidOptionIndex,
    "FDW_INVALID_OPTION_NAME": FdwInvalidOptionName,
    "FDW_OPTION_NAME_NOT_FOUND": FdwOptionNameNotFound,
    "FDW_REPLY_HANDLE": FdwReplyHandle,
    "FDW_UNABLE_TO_CREATE_EXECUTION": FdwUnableToCreateExecution,
    "FDW_UNABLE_TO_CREATE_REPLY": FdwUnableToCreateReply,
    "FDW_UNABLE_TO_ESTABLISH_CONNECTION": FdwUnableToEstablishConnection,
    "FDW_NO_SCHEMAS": FdwNoSchemas,
    "FDW_SCHEMA_NOT_FOUND": FdwSchemaNotFound,
    "FDW_TABLE_NOT_FOUND": FdwTableNotFound,
    "FDW_FUNCTION_SEQUENCE_ERROR": FdwFunctionSequenceError,
    "FDW_TOO_MANY_HANDLES": FdwTooManyHandles,
    "FDW_INCONSISTENT_DESCRIPTOR_INFORMATION": FdwInconsistentDescriptorInformation,
    "FDW_INVALID_ATTRIBUTE_VALUE": FdwInvalidAttributeValue,
    "FDW_INVALID_STRING_LENGTH_OR_BUFFER_LENGTH": FdwInvalidStringLengthOrBufferLength,
    "FDW_INVALID_DESCRIPTOR_FIELD_IDENTIFIER": FdwInvalidDescriptorFieldIdentifier,
    "PLPGSQL_ERROR": PlpgsqlError,
    "RAISE_EXCEPTION": RaiseException,
    "NO_DATA_FOUND": NoDataFound,
    "TOO_MANY_ROWS": TooManyRows,
    "ASSERT_FAILURE": AssertFailure,
    "INTERNAL_ERROR": InternalError_,
    "DATA_CORRUPTED": DataCorrupted,
    "INDEX_CORRUPTED": IndexCorrupted,
}

# By beginning of the SQLSTATE.
_families: dict[str, type[DatabaseError]] = {
    "02": DatabaseError,
    "03": DatabaseError,
    "08": OperationalError,
    "09": DatabaseError,
    "0A": NotSupportedError,
    "0B": DatabaseError,
    "0F": DatabaseError,
    "0L": DatabaseError,
    "0P": DatabaseError,
    "0Z": DatabaseError,
    "10": ProgrammingError,
    "20": ProgrammingError,
    "21": ProgrammingError,
    "22": DataError,
    "23": IntegrityError,
    "24": InternalError,
    "25": InternalError,
    "26": ProgrammingError,
    "27": OperationalError,
    "28": OperationalError,
    "2B": InternalError,
    "2D": InternalError,
    "2F": OperationalError,
    "34": ProgrammingError,
    "38": OperationalError,
    "39": OperationalError,
    "3B": OperationalError,
    "3D": ProgrammingError,
    "3F": ProgrammingError,
    "40": OperationalError,
    "42": ProgrammingError,
    "44": ProgrammingError,
    "53": OperationalError,
    "54": OperationalError,
    "55": OperationalError,
    "57": OperationalError,
    "58": OperationalError,
    "72": DatabaseError,
    "F": OperationalError,
    "H": OperationalError,
    "P": ProgrammingError,
    "X": InternalError,
}

_sqlcodes = {cls.sqlstate: cls for cls in _conditions.values()}
