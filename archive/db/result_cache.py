"""A cache of query results, since counting all hits of a common word takes longer than a page.

An entry is valid until the archive has a newer revision or run, and for at most 20 seconds, since a
reparse may correct a revision without adding one.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")

SECONDS = 20
MAX_ENTRIES = 256

_STATE = "SELECT (SELECT max(id) FROM revisions), (SELECT max(id) FROM runs)"


class ResultCache(Generic[T]):
    """A thread-safe LRU cache of query results."""

    def __init__(self) -> None:
        self._results: OrderedDict[Hashable, tuple[float, T]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, conn: sqlite3.Connection, query: Hashable, compute: Callable[[], T]) -> T:
        """The cached result of a query, or a new one of `compute`; its errors are not cached."""
        key = (query, *conn.execute(_STATE).fetchone())
        now = time.monotonic()
        with self._lock:
            known = self._results.get(key)
            if known and now - known[0] < SECONDS:
                self._results.move_to_end(key)
                return known[1]
        new = compute()
        with self._lock:
            self._results[key] = (now, new)
            while len(self._results) > MAX_ENTRIES:
                self._results.popitem(last=False)
        return new
