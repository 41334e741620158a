"""Articles over time: how many match in each day, month or year, and of every 1,000 printed.

An archive grows and has gaps, so a bare count says little: beside it stands how many articles of
the same newspapers and period the archive has. A period without any article at all is there, with
None per 1,000: nothing was read is not the same as nothing was written.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from archive.db import time_order
from archive.db.reader import snapshot
from archive.search.filters import Filters, papers_of, resolve
from archive.search.selection import Selection, select

Step = Literal["day", "month", "year"]

_LETTERS: dict[Step, int] = {"day": 10, "month": 7, "year": 4}
_LONGEST: dict[Step, int] = {"day": 1, "month": 31, "year": 366}
_EPOCH = date(1970, 1, 1)
_FIRST_DAY = time_order.FIRST_DATED // time_order.PER_DAY
_BY_DAY = "SELECT place / :per_day AS day, count(*) FROM (PLACES) GROUP BY day"
# Counting ranges of an index is twice as fast as grouping it: nothing is sorted. A condition on
# `printed` here would count each range twice.
_PRINTED = """
WITH RECURSIVE known(day, last) AS (
    SELECT (SELECT min(position) FROM articles WHERE position >= :first) / :per_day,
        (SELECT max(position) FROM articles WHERE position <= :last) / :per_day
    UNION ALL SELECT day + 1, last FROM known WHERE day < last
)
SELECT day, (SELECT count(*) FROM articles
    WHERE CONDITION position BETWEEN day * :per_day AND (day + 1) * :per_day - 1) AS printed
FROM known
"""


@dataclass(frozen=True, slots=True)
class Bin:
    """One day, month or year: `start` is its first day.

    `articles` match, of `printed` that the archive has of the same papers and time.
    """

    start: date
    articles: int
    printed: int

    @property
    def per_1000(self) -> float | None:
        """Matching articles of 1,000; None where there is none at all."""
        return 1000 * self.articles / self.printed if self.printed else None


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bins in order of time, without a gap; `undated` articles match and stand in no bin."""

    question: str | None
    step: Step
    bins: tuple[Bin, ...]
    undated: int

    def label(self, one: Bin) -> str:
        """The bin's name: 2023-01-09, 2023-01 or 2023."""
        return one.start.isoformat()[: _LETTERS[self.step]]


def histogram(
    conn: sqlite3.Connection,
    question: str | None,
    filters: Filters | None = None,
    *,
    step: Step = "month",
    exact_only: bool = False,
) -> Histogram:
    """Matching articles by day, month or year; raises what `search` raises."""
    filters = filters or Filters()
    with snapshot(conn):
        selection = select(conn, question, filters, exact_only=exact_only)
        return of_selection(conn, question, selection, filters, step)


def of_selection(
    conn: sqlite3.Connection,
    question: str | None,
    selection: Selection,
    filters: Filters,
    step: Step,
) -> Histogram:
    """The histogram of a selection, which was made of the question and the filters."""
    days = _by_day(conn, selection)
    undated = sum(number for day, number in days.items() if day < _FIRST_DAY)
    printed = printed_by_start(conn, filters, step)
    return Histogram(question, step, bins(by_start(days, step), printed, step), undated)


def trend(
    conn: sqlite3.Connection,
    questions: Sequence[str],
    filters: Filters | None = None,
    *,
    step: Step = "year",
    exact_only: bool = False,
) -> list[Histogram]:
    """A histogram for each question, over the same bins."""
    with snapshot(conn):
        return [
            histogram(conn, question, filters, step=step, exact_only=exact_only)
            for question in questions
        ]


def _by_day(conn: sqlite3.Connection, selection: Selection) -> Counter[int]:
    """Articles by day since 1970; those without a date under days before 1997."""
    statement = _BY_DAY.replace("PLACES", selection.places())
    values = selection.parameters() | {"per_day": time_order.PER_DAY}
    return Counter(dict(conn.execute(statement, values).fetchall()))


def printed_by_start(conn: sqlite3.Connection, filters: Filters, step: Step) -> Counter[date]:
    """What the archive has of the papers and the period of the filters, by the start of a bin."""
    period = resolve(conn, Filters(first=filters.first, last=filters.last))
    values = {
        "first": max(period.first, time_order.FIRST_DATED),
        "last": period.last,
        "per_day": time_order.PER_DAY,
    }
    if filters.paper is None and filters.province is None:
        return by_start(_days(conn, _PRINTED.replace("CONDITION", ""), values), step)
    printed: Counter[int] = Counter()
    statement = _PRINTED.replace("CONDITION", "paper = :paper AND")
    for paper in papers_of(conn, filters):
        printed.update(_days(conn, statement, values | {"paper": paper}))
    return by_start(printed, step)


def _days(conn: sqlite3.Connection, statement: str, values: dict[str, Any]) -> Counter[int]:
    return Counter({day: count for day, count in conn.execute(statement, values) if count})


def by_start(days: Counter[int], step: Step) -> Counter[date]:
    """Counts by day since 1970 as counts by the first day of a bin; those without a date go."""
    starts: Counter[date] = Counter()
    for day, number in days.items():
        if day >= _FIRST_DAY:
            starts[_start_of(_EPOCH + timedelta(day), step)] += number
    return starts


def bins(found: Counter[date], printed: Counter[date], step: Step) -> tuple[Bin, ...]:
    """The bins from the first to the last that the archive has articles of."""
    if not printed:
        return ()
    start, last = min(printed), max(printed)
    made: list[Bin] = []
    while start <= last:
        made.append(Bin(start, found[start], printed[start]))
        start = _start_of(start + timedelta(_LONGEST[step]), step)
    return tuple(made)


def _start_of(day: date, step: Step) -> date:
    if step == "day":
        return day
    return day.replace(day=1) if step == "month" else day.replace(month=1, day=1)
