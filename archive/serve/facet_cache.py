"""The kind of every article, held in memory: what the facets of a search count.

SQLite looks each hit up and sorts them: 0.1 s for a common word of 50,000 articles. Held here, a
hit costs a tenth of a microsecond, and an article about 100 bytes of memory. What is held is read
anew, beside the readers, when the file has changed, every RENEWED seconds at most; an article that
has come since is read when it is hit. So only an article that was corrected can be counted as what
it was before.
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

from archive.db import time_order
from archive.db.reader import reading
from archive.search.filters import Shown

RENEWED = 20
"""Seconds."""
SHOWN: tuple[Shown, ...] = get_args(Shown)

# A row for each kind, not for each article: after every row Python's threads wait for one another.
_KINDS = """
SELECT paper, section, iif(position >= :dated, substr(published, 1, 4), NULL), n_images > 0,
    has_poll, n_tables > 0, json_group_array(position)
FROM articles INDEXED BY articles_by_position CONDITION GROUP BY 1, 2, 3, 4, 5, 6
"""
_DATED = {"dated": time_order.FIRST_DATED}
_ALL = _KINDS.replace("CONDITION", "")
_SOME = _KINDS.replace("CONDITION", "WHERE position IN (SELECT value FROM json_each(:places))")

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

    def take_in(self, read: list[tuple[Kind, list[int]]]) -> None:
        """Take in articles that were read."""
        more: Printed = Counter()
        for kind, places in read:
            new = [place for place in places if place not in self.of]  # two threads may read one
            self.of.update(dict.fromkeys(new, kind))
            more[kind.paper, kind.year] += len(new)
        self.printed = self.printed + more  # a new one: other threads may be reading the old


class Kinds:
    """The kinds of the articles of one archive; used by all threads of a server."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[tuple[Any, ...], Kind] = {}
        self._held = _Held()
        self._file: object = None
        self._read_at = 0.0
        self._lock = threading.Lock()
        self._renewing = threading.Lock()

    def count(
        self, conn: sqlite3.Connection, places: Sequence[int]
    ) -> tuple[Counter[Kind], Printed]:
        """How many articles at these places are of each kind, and how many there are at all."""
        held = self._renewed()
        found: Counter[Kind | None] = Counter(map(held.of.get, places))
        if found.pop(None, 0):
            missing = json.dumps([place for place in places if place not in held.of])
            read = self._read(conn.execute(_SOME, {**_DATED, "places": missing}))
            found.update({kind: len(some) for kind, some in read})
            with self._lock:
                held.take_in(read)
        return Counter({kind: number for kind, number in found.items() if kind}), held.printed

    def renew(self) -> None:
        """Read the kinds anew if the file has changed; no limit of time holds for it."""
        with self._renewing:
            file = self._state_of_file()
            if file != self._file:
                held = _Held()
                with reading(self._path) as conn:
                    held.take_in(self._read(conn.execute(_ALL, _DATED)))
                self._held, self._file = held, file
            self._read_at = time.monotonic()

    def _renewed(self) -> _Held:
        """What is held; if it is old, it is read anew beside, and what is held serves meanwhile."""
        if self._file is None:
            self.renew()
        elif time.monotonic() - self._read_at > RENEWED and not self._renewing.locked():
            threading.Thread(target=self.renew, daemon=True).start()
        return self._held

    def _read(self, rows: Iterable[tuple[Any, ...]]) -> list[tuple[Kind, list[int]]]:
        return [(self._kind(tuple(values)), json.loads(places)) for *values, places in rows]

    def _kind(self, values: tuple[Any, ...]) -> Kind:
        """The one object that stands for all articles of these values."""
        kind = self._known.get(values)
        if kind is None:
            paper, section, year, *shown = values
            named = tuple(name for name, is_shown in zip(SHOWN, shown, strict=True) if is_shown)
            kind = self._known.setdefault(values, Kind(paper, section, year, named))
        return kind

    def _state_of_file(self) -> object:
        """What changes with every commit: of the file, or of the log beside it."""
        log = self._path.with_name(f"{self._path.name}-wal")
        stats = [path.stat() for path in (self._path, log) if path.exists()]
        return [(one.st_mtime_ns, one.st_size) for one in stats]
