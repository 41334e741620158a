"""A connection to an archive of articles to count."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from archive.db.reader import open_archive
from tests.support.counted import ARTICLES
from tests.support.searchable import make_archive


@pytest.fixture(scope="session")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    conn = open_archive(make_archive(tmp_path_factory.mktemp("counted") / "archive.db", ARTICLES))
    yield conn
    conn.close()
