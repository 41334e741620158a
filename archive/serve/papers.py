"""The newspapers of the archive, by id."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from archive.db.result_cache import ResultCache

_PAPERS = "SELECT id, title, province, province_now, hosts FROM papers ORDER BY title, id"


@dataclass(frozen=True, slots=True)
class Paper:
    """A newspaper; its title is its id where it has none."""

    id: str
    title: str
    province: str | None
    province_now: str | None
    hosts: tuple[str, ...]


def papers(conn: sqlite3.Connection) -> dict[str, Paper]:
    """All of them, by title."""
    return {
        id_: Paper(id_, title or id_, then, now, tuple(json.loads(hosts)))
        for id_, title, then, now, hosts in conn.execute(_PAPERS)
    }


_COUNT = "SELECT paper, count(*) FROM articles INDEXED BY articles_by_paper GROUP BY paper"
_COUNTED: ResultCache[dict[str | None, int]] = ResultCache()


def articles_by_paper(conn: sqlite3.Connection, path: Path) -> dict[str | None, int]:
    """How many articles the archive at `path` has of each newspaper."""
    return _COUNTED.get(conn, path, lambda: dict(conn.execute(_COUNT).fetchall()))
