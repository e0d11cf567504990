"""Fixtures: the server that the environment names (see CONTRIBUTING.md), and connections to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

import kornak


@pytest.fixture(scope="session")
def dsn() -> str:
    try:
        return os.environ["KORNAK_TEST_DSN"]
    except KeyError:
        pytest.fail(
            "no server: run the tests by 'build/dev/tools/kornak_private_server -- python3 -m pytest ...'"
        )


@pytest.fixture
def conn(dsn: str) -> Iterator[kornak.Connection[Any]]:
    with kornak.connect(dsn) as connection:
        yield connection
        connection.rollback()


@pytest.fixture
def other(dsn: str) -> Iterator[kornak.Connection[Any]]:
    """A second connection, in autocommit."""
    with kornak.connect(dsn, autocommit=True) as connection:
        yield connection
