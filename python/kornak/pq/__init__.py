"""The protocol level: the constants under libpq's names."""

from __future__ import annotations

from kornak.pq._enums import (
    ConnStatus,
    DiagnosticField,
    ExecStatus,
    Format,
    Ping,
    PipelineStatus,
    PollingStatus,
    Trace,
    TransactionStatus,
)

__all__ = [
    "ConnStatus",
    "DiagnosticField",
    "ExecStatus",
    "Format",
    "Ping",
    "PipelineStatus",
    "PollingStatus",
    "Trace",
    "TransactionStatus",
]
