"""Answers kept for a moment: counting all hits of a common word costs more than showing some.

An answer is kept until the archive has a newer revision, and 20 seconds at most: a reparse may
correct what is there without adding any.
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
MOST = 256

_STATE = "SELECT (SELECT max(id) FROM revisions), (SELECT max(id) FROM runs)"


class Kept(Generic[T]):
    """A few answers by what was asked; used by all threads of a server."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Hashable, tuple[float, T]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, conn: sqlite3.Connection, asked: Hashable, answer: Callable[[], T]) -> T:
        """The kept answer, or a new one of `answer`, whose errors are raised and not kept."""
        key = (asked, *conn.execute(_STATE).fetchone())
        now = time.monotonic()
        with self._lock:
            known = self._answers.get(key)
            if known and now - known[0] < SECONDS:
                self._answers.move_to_end(key)
                return known[1]
        new = answer()
        with self._lock:
            self._answers[key] = (now, new)
            while len(self._answers) > MOST:
                self._answers.popitem(last=False)
        return new
