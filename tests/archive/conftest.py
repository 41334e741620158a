"""A connection to the archive of `tests.support.searchable`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.db.reader import open_archive
from tests.support.searchable import make_archive


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    conn = open_archive(make_archive(tmp_path / "archive.db"))
    yield conn
    conn.close()
