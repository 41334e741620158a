"""A scope cut into time windows, newest first: a search stops at a deadline and can resume there.

Each window is scanned by itself, by the months and years that the search index has of its articles:
a range of rowids would not stop FTS5 on its way to a match far behind. The first one has a certain
number of articles; they grow while they are quick, and once all the rest can be had in time it is
the last one. So a question that costs little is hardly slowed down, and one that costs much is
interrupted every few milliseconds.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from archive.db import time_order
from archive.search.filters import Scope

ARTICLES = 10_000
"""Of the first window, in whole months."""
QUICK, SLOW = 0.004, 0.012
"""Seconds: the next window is twice as long below the one, half as long above the other."""

PER_MONTH = 30 * time_order.PER_DAY

# Two sub-selects: asked for both at once, SQLite reads the whole index.
_ENDS = """
SELECT (SELECT min(position) FROM articles), (SELECT max(position) FROM articles)
"""
_SOME = """
SELECT position FROM articles INDEXED BY articles_by_position WHERE position <= ?
ORDER BY position DESC LIMIT 1 OFFSET ?
"""


def time_windows(
    conn: sqlite3.Connection, scope: Scope, last: int, deadline: float
) -> Iterator[Scope]:
    """The parts of a scope up to a place; articles without a date come last.

    `deadline` is a moment of time.monotonic().
    """
    ends = conn.execute(_ENDS).fetchone()
    newest = min(last, scope.last, ends[1] or 0)
    oldest = max(scope.first, ends[0] or 0, time_order.FIRST_DATED)
    months = _first(conn, newest)
    while newest >= oldest:
        day = time_order.day_of(newest)
        since = _months_before(day, months - 1)
        begin = max(oldest, time_order.of_day(since))
        terms = f"{{scope}} : ({_terms(max(since, time_order.day_of(oldest)), day)})"
        terms += f" AND {scope.terms}" if scope.terms else ""
        began = time.monotonic()
        yield replace(scope, first=begin, last=newest, terms=terms)
        now = time.monotonic()
        newest = begin - 1
        if (now - began) / months * (newest - oldest) / PER_MONTH < (deadline - now) / 2:
            yield replace(scope, last=newest)
            return
        months = _next(months, now - began)
    if scope.first < time_order.FIRST_DATED:
        yield replace(scope, last=min(last, scope.last, time_order.FIRST_DATED - 1))


def _first(conn: sqlite3.Connection, newest: int) -> int:
    """The months of the first window."""
    row = conn.execute(_SOME, (newest, ARTICLES)).fetchone()
    behind = time_order.day_of(max(row[0] if row else 0, time_order.FIRST_DATED))
    day = time_order.day_of(newest)
    return max(1, (day.year - behind.year) * 12 + day.month - behind.month)


def _next(months: int, seconds: float) -> int:
    if seconds < QUICK:
        return 2 * months
    return max(1, months // 2) if seconds > SLOW else months


def _months_before(day: date, months: int) -> date:
    """The first day of the month so many months before; never before the first year there is."""
    number = max(12, day.year * 12 + day.month - 1 - months)
    return date(number // 12, number % 12 + 1, 1)


def _terms(since: date, until: date) -> str:
    """The terms of the search index for the months from one day to another: years where whole."""
    months: dict[int, list[str]] = {}
    day = since.replace(day=1)
    while day <= until:
        months.setdefault(day.year, []).append(f'"m{day:%Y%m}"')
        day = (day + timedelta(31)).replace(day=1)
    parts = ([f'"y{year}"'] if len(some) == 12 else some for year, some in months.items())
    return " OR ".join(word for some in parts for word in some)
