"""What versions this package is of."""

from __future__ import annotations

__version__ = "0.1.0"
"""Kornak's own version, as in the C++ header <kornak/version.hpp>."""

psycopg_version = "3.3.4"
"""The release of psycopg whose API the package gives."""
