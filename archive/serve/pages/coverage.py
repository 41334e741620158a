"""Coverage: papers by days, so that "nothing found" can be told from "nothing was read".

What is expected of a newspaper on a day is the median of its 28 days before, as far as the archive
goes back: usual, not promised. From less than a week nothing is expected.
"""

from __future__ import annotations

import calendar
import sqlite3
import statistics
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from archive.charts.layout import Box, days_of
from archive.clock import FIRST_YEAR, VIETNAM
from archive.db import time_order
from archive.errors import PeriodProblem
from archive.search.dates import first_day
from archive.search.filters import Filters, papers_of
from archive.serve.papers import Paper, papers
from archive.serve.request import PageRequest, Response

BEFORE = 28
"""Days that tell what is usual."""
LEAST = 7
"""Days that can tell it."""

_GOT = """
SELECT paper, position / :per_day AS day, count(*) FROM articles INDEXED BY articles_by_position
WHERE position BETWEEN :first AND :last GROUP BY 1, 2
"""
_FAILED = """
SELECT urls.paper, date(attempted_at, '+7 hours'), count(*) FROM papers
CROSS JOIN urls ON urls.paper = papers.id AND state = 'failed'
WHERE attempted_at BETWEEN :first AND :last GROUP BY 1, 2
"""
_RUNS = """
SELECT runs.paper, date(started, '+7 hours'), outcome, count(*) FROM papers
CROSS JOIN runs ON runs.paper = papers.id
WHERE started BETWEEN :first AND :last GROUP BY 1, 2, 3
"""
_FIRST = """
SELECT papers.id, (SELECT min(position) FROM articles INDEXED BY articles_by_paper
    WHERE paper = papers.id AND position >= :dated) FROM papers
"""
_NEWEST = "SELECT max(position) FROM articles"


@dataclass(frozen=True, slots=True)
class Cell:
    """A newspaper on a day; `runs` tells how often it was read, by outcome."""

    paper: Paper
    day: date
    got: int
    expected: float
    failed: int
    runs: dict[str, int]

    @property
    def kind(self) -> str:
        """The class of its square: what there is, against what is usual."""
        if not self.got:
            return "gap" if self.expected >= 1 else "quiet"
        return "few" if self.got < self.expected / 2 else "full"


async def show(request: PageRequest) -> Response:
    """`/do-phu`: a month (`thang`, such as 2025-03) of all newspapers, or of one (`bao`)."""
    typed = request.arguments.get("thang")
    paper = request.arguments.get("bao") or None

    def read(conn: sqlite3.Connection) -> tuple[date, dict[str, list[Cell]]]:
        month = _month(conn, typed)
        wanted = papers_of(conn, Filters(paper=paper))
        listed = [one for one in papers(conn).values() if one.id in wanted]
        return month, _cells(conn, listed, month)

    month, cells = await request.query(read)
    rows = list(cells.values())
    days = [cell.day for cell in rows[0]] if rows else []
    picture = days_of(
        [row[0].paper.title for row in rows],
        days,
        lambda row, day: _box(request, rows[row][day.day - 1]),
    )
    return await request.page(
        "coverage.html",
        month=month,
        before=(month - timedelta(1)).replace(day=1),
        after=(month + timedelta(31)).replace(day=1),
        rows=rows,
        paper=paper,
        picture=picture,
    )


def _month(conn: sqlite3.Connection, typed: str | None) -> date:
    """The month that was asked, or that of the newest article."""
    if typed:
        month = first_day(typed).replace(day=1)
        if not FIRST_YEAR <= month.year <= 2200:
            raise PeriodProblem(f"invalid month “{typed[:20]}”: use 2023-01")
        return month
    place = conn.execute(_NEWEST).fetchone()[0] or 0
    if place >= time_order.FIRST_DATED:
        return time_order.day_of(place).replace(day=1)
    return datetime.now(VIETNAM).date().replace(day=1)


def _cells(conn: sqlite3.Connection, listed: list[Paper], month: date) -> dict[str, list[Cell]]:
    length = calendar.monthrange(month.year, month.month)[1]
    days = [month + timedelta(number) for number in range(length)]
    start = month - timedelta(BEFORE)
    values = {
        "per_day": time_order.PER_DAY,
        "first": time_order.of_day(start),
        "last": time_order.of_day(days[-1]) + time_order.PER_DAY - 1,
    }
    got: Counter[tuple[str, date]] = Counter()
    for paper, day, articles in conn.execute(_GOT, values):
        got[paper, time_order.day_of(day * time_order.PER_DAY)] = articles
    began = {
        paper: time_order.day_of(place)
        for paper, place in conn.execute(_FIRST, {"dated": time_order.FIRST_DATED})
        if place is not None
    }
    # a day of Viet Nam begins at 17:00 UTC of the day before
    utc = {
        "first": f"{month - timedelta(1)}T17:00:00Z",
        "last": f"{days[-1]}T16:59:59Z",
    }
    failed = {(paper, day): number for paper, day, number in conn.execute(_FAILED, utc)}
    runs: dict[tuple[str, str], dict[str, int]] = {}
    for paper, day, outcome, number in conn.execute(_RUNS, utc):
        runs.setdefault((paper, day), {})[outcome or "running"] = number
    return {
        paper.id: [
            Cell(
                paper,
                day,
                got[paper.id, day],
                _usual(got, paper.id, day, began.get(paper.id, day)),
                failed.get((paper.id, day.isoformat()), 0),
                runs.get((paper.id, day.isoformat()), {}),
            )
            for day in days
        ]
        for paper in listed
    }


def _usual(got: Counter[tuple[str, date]], paper: str, day: date, began: date) -> float:
    """How many articles of a newspaper are usual on a day."""
    known = min(BEFORE, (day - began).days)
    if known < LEAST:
        return 0
    return statistics.median(got[paper, day - timedelta(n)] for n in range(1, known + 1))


def _box(request: PageRequest, cell: Cell) -> Box:
    words = request.language(
        "coverage.cell",
        paper=cell.paper.title,
        day=request.language.day(cell.day.isoformat()),
        got=cell.got,
        expected=cell.expected,
        failed=cell.failed,
    )
    return Box(cell.kind, words, dot=cell.failed > 0)
