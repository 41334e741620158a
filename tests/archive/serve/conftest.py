"""Served archives: one with something for every page, one with hostile articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.readable import make_readable
from tests.support.reader import Reader


@pytest.fixture(scope="session")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_readable(tmp_path_factory.mktemp("pages") / "archive.db")


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_readable(tmp_path_factory.mktemp("hostile") / "archive.db", hostile=True)


@pytest.fixture(scope="session")
def reader(db: Path) -> Iterator[Reader]:
    reader = Reader(db)
    yield reader
    reader.close()
