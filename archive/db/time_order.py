"""`articles.position`: publication time as a unique integer, also the rowid in the search index.

A position is the number of minutes since 1970-01-01 00:00 in Viet Nam, times 64, plus the first
free number from 0 to 63. So the newest articles have the highest rowids, and a range of days is a
range of rowids. A bare date counts as the first minute of its day. A full minute overflows into the
next, within the day while it has room (92,160 positions). Articles without a date have the lowest
positions, from 0 in order of arrival; so have dates before 1997, which must be parsing errors:
Viet Nam was not on the web yet.
"""

from __future__ import annotations

import sqlite3
from datetime import date, datetime, timedelta

from archive.clock import FIRST_YEAR, VIETNAM

PER_MINUTE = 64
PER_DAY = 24 * 60 * PER_MINUTE
LAST = 2**63 - 1

# The recursion skips full minutes: a minute is full when its last position is used.
_FIRST_FREE_MINUTE = """
WITH RECURSIVE minute(start) AS (
    SELECT :start
    UNION ALL
    SELECT start + 64 FROM minute
    WHERE start <= :last AND EXISTS (SELECT 1 FROM articles WHERE position = start + 63)
)
SELECT max(start) FROM minute
"""
_TOP = "SELECT max(position) FROM articles WHERE position BETWEEN ? AND ?"


def of_day(day: date) -> int:
    """The first position of a day; its last one is just below the first of the next day."""
    return (day - date(1970, 1, 1)).days * PER_DAY


def day_of(position: int) -> date:
    """The day of a position."""
    return date(1970, 1, 1) + timedelta(days=min(position // PER_DAY, _LAST_DAY))


_LAST_DAY = (date.max - date(1970, 1, 1)).days
FIRST_DATED = of_day(date(FIRST_YEAR, 1, 1))
"""Articles without a date have lower positions."""


def of_time(published: str | None) -> int | None:
    """The first position of the minute `published`; None for no date and for one before 1997.

    Raises ValueError if `published` is not an ISO 8601 time or date.
    """
    if published is None:
        return None
    moment = datetime.fromisoformat(published)
    moment = moment.astimezone(VIETNAM) if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
    minute = moment.hour * 60 + moment.minute
    position = of_day(moment.date()) + minute * PER_MINUTE
    return position if position >= FIRST_DATED else None


def allocate(conn: sqlite3.Connection, published: str | None) -> int:
    """The first position for `published` that no article has yet."""
    start = of_time(published)
    if start is None:
        return _above(conn, 0, FIRST_DATED - 1)
    day = start - start % PER_DAY
    for first, last in ((start, day + PER_DAY - 1), (day, start - 1), (day + PER_DAY, LAST - 64)):
        minute: int = conn.execute(_FIRST_FREE_MINUTE, {"start": first, "last": last}).fetchone()[0]
        if minute <= last:
            return _above(conn, minute, minute + PER_MINUTE - 1)
    raise OverflowError(f"no position is left at or after {published}")


def _above(conn: sqlite3.Connection, first: int, last: int) -> int:
    """The position above the highest used one between `first` and `last`."""
    top: int | None = conn.execute(_TOP, (first, last)).fetchone()[0]
    return first if top is None else top + 1
