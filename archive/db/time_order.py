"""An article's place in time as one integer, which is also its rowid in the search index.

A minute holds 64 places: minutes since 1970-01-01 00:00 in Viet Nam times 64, plus the first place
that is free. So newest first is the order of rowids backwards, and a range of days is a range of
rowids. A bare date counts as the first minute of its day; a full minute flows over into the next
one, within the day as long as the day has room (92,160 places). Articles without a date stand below
all others, from 0 upward in order of arrival; so do dates before 1997, which are misreadings: Viet
Nam was not on the web yet.
"""

from __future__ import annotations

import sqlite3
from datetime import date, datetime, timedelta

from archive.clock import FIRST_YEAR, VIETNAM

PER_MINUTE = 64
PER_DAY = 24 * 60 * PER_MINUTE
LAST = 2**63 - 1

# Walks over full minutes only: a minute is full when its last place is taken.
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
    """The first place of a day; the last one is just below the first of the next day."""
    return (day - date(1970, 1, 1)).days * PER_DAY


def day_of(place: int) -> date:
    """The day of a place."""
    return date(1970, 1, 1) + timedelta(days=min(place // PER_DAY, _LAST_DAY))


_LAST_DAY = (date.max - date(1970, 1, 1)).days
FIRST_DATED = of_day(date(FIRST_YEAR, 1, 1))
"""Below it stand the articles without a date."""


def of_time(published: str | None) -> int | None:
    """The first place of the minute `published` names; None for no date and for a misread one.

    Raises ValueError when `published` is no ISO 8601 time or date.
    """
    if published is None:
        return None
    moment = datetime.fromisoformat(published)
    moment = moment.astimezone(VIETNAM) if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
    minute = moment.hour * 60 + moment.minute
    place = of_day(moment.date()) + minute * PER_MINUTE
    return place if place >= FIRST_DATED else None


def allocate(conn: sqlite3.Connection, published: str | None) -> int:
    """A place that no row of `articles` has, as early as `published` allows."""
    start = of_time(published)
    if start is None:
        return _above(conn, 0, FIRST_DATED - 1)
    day = start - start % PER_DAY
    for first, last in ((start, day + PER_DAY - 1), (day, start - 1), (day + PER_DAY, LAST - 64)):
        minute: int = conn.execute(_FIRST_FREE_MINUTE, {"start": first, "last": last}).fetchone()[0]
        if minute <= last:
            return _above(conn, minute, minute + PER_MINUTE - 1)
    raise OverflowError(f"no place is left at or after {published}")


def _above(conn: sqlite3.Connection, first: int, last: int) -> int:
    """The place above the highest one taken from `first` to `last`."""
    top: int | None = conn.execute(_TOP, (first, last)).fetchone()[0]
    return first if top is None else top + 1
