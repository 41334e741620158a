"""An in-memory cache of the facet columns of all articles, by which a server counts hits.

SQLite looks up each hit and sorts the values: 0.1 s for a common word with 50,000 hits. In the
cache a hit costs a tenth of a microsecond, and an article about 100 bytes of memory. A background
thread reads the columns again when the file has changed, every REFRESH seconds at most; an article
that was added since is read when it is a hit. So only a corrected article can be counted under its
former values.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from archive.db.reader import reading
from archive.db.result_cache import ResultCache
from archive.search.facets import HAS, YEAR, FacetValues
from archive.search.filters import Filters
from archive.search.histogram import Step, printed_by_start

REFRESH = 20
"""Seconds."""

# A row for each combination of values, not for each article: after every row Python's threads wait
# for one another. No facet of a page counts by source, so it is left out.
_COLUMNS = f"""
SELECT paper, section, {YEAR}, NULL, {HAS}, json_group_array(position)
FROM articles INDEXED BY articles_by_position CONDITION GROUP BY 1, 2, 3, 4, 5, 6, 7
"""  # noqa: S608 - built from constants
_ALL = _COLUMNS.replace("CONDITION", "")
_SOME = _COLUMNS.replace("CONDITION", "WHERE position IN (SELECT value FROM json_each(?))")

PaperYears = Counter[tuple[str | None, str | None]]
"""Articles by newspaper and year."""


@dataclass
class _Columns:
    """The values of articles by their places in time, and how many each newspaper printed."""

    values: dict[int, FacetValues] = field(default_factory=dict)
    printed: PaperYears = field(default_factory=Counter)

    def add(self, rows: list[tuple[FacetValues, list[int]]]) -> None:
        """Add articles that were read."""
        added: PaperYears = Counter()
        for values, places in rows:
            new = [place for place in places if place not in self.values]  # two threads may read it
            self.values.update(dict.fromkeys(new, values))
            added[values.paper, values.year] += len(new)
        self.printed = self.printed + added  # a new one: other threads may be reading the old


class ColumnCache:
    """The columns of one archive; used by all threads of a server."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[tuple[Any, ...], FacetValues] = {}
        self._columns = _Columns()
        self._printed: ResultCache[Counter[date]] = ResultCache()
        self._file: object = None
        self._read_at = 0.0
        self._lock = threading.Lock()
        self._refreshing = threading.Lock()

    def count(
        self, conn: sqlite3.Connection, places: Sequence[int]
    ) -> tuple[Counter[FacetValues], PaperYears]:
        """The articles at these places by their values, and all articles by newspaper and year."""
        columns = self._current()
        found: Counter[FacetValues | None] = Counter(map(columns.values.get, places))
        if found.pop(None, 0):
            missing = json.dumps([place for place in places if place not in columns.values])
            rows = self._read(conn.execute(_SOME, (missing,)))
            found.update({values: len(some) for values, some in rows})
            with self._lock:
                columns.add(rows)
        return Counter({values: n for values, n in found.items() if values}), columns.printed

    def printed_by_start(
        self, conn: sqlite3.Connection, filters: Filters, step: Step
    ) -> Counter[date]:
        """All articles of the newspapers and period of the filters; the same for every query."""
        key = (filters.first, filters.last, filters.paper, filters.province, step)
        return self._printed.get(conn, key, lambda: printed_by_start(conn, filters, step))

    def refresh(self) -> None:
        """Read the columns again if the file has changed; no time limit holds for it."""
        with self._refreshing:
            file = self._state_of_file()
            if file != self._file:
                columns = _Columns()
                with reading(self._path) as conn:
                    columns.add(self._read(conn.execute(_ALL)))
                self._columns, self._file = columns, file
            self._read_at = time.monotonic()

    def _current(self) -> _Columns:
        """The columns; old ones serve while a thread reads them again."""
        if self._file is None:
            self.refresh()
        elif time.monotonic() - self._read_at > REFRESH and not self._refreshing.locked():
            threading.Thread(target=self.refresh, daemon=True).start()
        return self._columns

    def _read(self, rows: Iterable[tuple[Any, ...]]) -> list[tuple[FacetValues, list[int]]]:
        return [(self._shared(tuple(row)), json.loads(places)) for *row, places in rows]

    def _shared(self, row: tuple[Any, ...]) -> FacetValues:
        """The one object that stands for all articles of these values."""
        known = self._known.get(row)
        return known or self._known.setdefault(row, FacetValues.of(row))

    def _state_of_file(self) -> object:
        """What changes with every commit: of the file, or of the log beside it."""
        log = self._path.with_name(f"{self._path.name}-wal")
        stats = [path.stat() for path in (self._path, log) if path.exists()]
        return [(one.st_mtime_ns, one.st_size) for one in stats]
