"""The kind of every article, held in memory: what the facets of a search count.

SQLite looks each hit up and sorts them: 0.1 s for a common word of 50,000 articles. Held here, a
hit costs a tenth of a microsecond, and an article about 100 bytes of memory. What is held is read
anew when the file has changed, every RENEWED seconds at most; an article that has come since is
read when it is hit. So only an article that was corrected can be counted as what it was before.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from archive import position
from archive.filters import Shown

RENEWED = 20
"""Seconds."""
SHOWN: tuple[Shown, ...] = get_args(Shown)

_KINDS = """
SELECT position, paper, section, iif(position >= ?, substr(published, 1, 4), NULL),
    n_images > 0, has_poll, n_tables > 0
FROM articles INDEXED BY articles_by_position
"""
_SOME = _KINDS + "WHERE position IN (SELECT value FROM json_each(?))"  # noqa: S608 - constants

Printed = Counter[tuple[str | None, str | None]]
"""Articles by newspaper and year."""


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """What an article counts under; articles that are alike share one."""

    paper: str | None
    section: str | None
    year: str | None
    shown: tuple[Shown, ...]


@dataclass
class _Held:
    """The kinds of articles by their places in time, and how many each newspaper printed."""

    of: dict[int, Kind] = field(default_factory=dict)
    printed: Printed = field(default_factory=Counter)

    def with_more(self, read: dict[int, Kind]) -> None:
        """Take in articles that have come since."""
        self.of.update(read)
        self.printed = self.printed + Counter((kind.paper, kind.year) for kind in read.values())


class Kinds:
    """The kinds of the articles of one archive; used by all threads of a server."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[tuple[Any, ...], Kind] = {}
        self._held = _Held()
        self._file: object = None
        self._read_at = 0.0
        self._lock = threading.Lock()

    def count(
        self, conn: sqlite3.Connection, places: Sequence[int]
    ) -> tuple[Counter[Kind], Printed]:
        """How many articles at these places are of each kind, and how many there are at all."""
        held = self._renewed(conn)
        found: Counter[Kind | None] = Counter(map(held.of.get, places))
        if found.pop(None, 0):
            missing = [place for place in places if place not in held.of]
            asked = (position.FIRST_DATED, json.dumps(missing))
            read = self._kinds(conn.execute(_SOME, asked))
            found.update(read.values())
            with self._lock:
                held.with_more(read)
        return Counter({kind: number for kind, number in found.items() if kind}), held.printed

    def _renewed(self, conn: sqlite3.Connection) -> _Held:
        """What is held, read anew if it is old; other threads count with the old meanwhile."""
        if self._held.of and time.monotonic() - self._read_at < RENEWED:
            return self._held
        if not self._lock.acquire(blocking=not self._held.of):
            return self._held
        try:
            file = self._state_of_file()
            if file != self._file:
                held = _Held()
                held.with_more(self._kinds(conn.execute(_KINDS, (position.FIRST_DATED,))))
                self._held, self._file = held, file
            self._read_at = time.monotonic()
        finally:
            self._lock.release()
        return self._held

    def _kinds(self, rows: Iterable[tuple[Any, ...]]) -> dict[int, Kind]:
        read = {}
        for place, *values in rows:
            key = tuple(values)
            kind = self._known.get(key)
            if kind is None:
                paper, section, year, *shown = values
                named = tuple(name for name, is_shown in zip(SHOWN, shown, strict=True) if is_shown)
                kind = self._known.setdefault(key, Kind(paper, section, year, named))
            read[place] = kind
        return read

    def _state_of_file(self) -> object:
        """What changes with every commit: of the file, or of the log beside it."""
        log = self._path.with_name(f"{self._path.name}-wal")
        stats = [path.stat() for path in (self._path, log) if path.exists()]
        return [(one.st_mtime_ns, one.st_size) for one in stats]
