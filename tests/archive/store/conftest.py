"""Fixtures of the store's tests: an archive to write to, its frontier, a clock to put forward."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from archive.clock import utc_now
from archive.store import frontier as frontier_module
from archive.store.frontier import Frontier
from tests.support.archive_writer import A, ArchiveWriter, B


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[ArchiveWriter]:
    with ArchiveWriter(tmp_path / "archive.db") as writer:
        yield writer
        writer.assert_sound()


@pytest.fixture
def frontier(archive: ArchiveWriter) -> Frontier:
    frontier = Frontier(archive.db)
    frontier.discover("bac_lieu", [A, B], "page", "https://baobaclieu.vn/", archive.run)
    return frontier


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[timedelta]:
    """A clock that a test puts forward: the sum of the list."""
    forward: list[timedelta] = []
    monkeypatch.setattr(
        frontier_module,
        "utc_now",
        lambda later=timedelta(0): utc_now(later + sum(forward, timedelta(0))),
    )
    return forward
