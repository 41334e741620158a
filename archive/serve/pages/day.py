"""A day: what all newspapers published on it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime

from archive.clock import VIETNAM
from archive.db import time_order
from archive.errors import UnknownName
from archive.serve.papers import Paper, papers
from archive.serve.request import PageRequest, Response

MOST = 3_000
"""Articles of a day that are listed."""

_DAY = """
SELECT articles.id, articles.title, published, coalesce(paper, ''), section
FROM articles LEFT JOIN papers ON papers.id = paper
WHERE position BETWEEN ? AND ? ORDER BY papers.title, paper, position LIMIT ?
"""
_NEWEST = "SELECT max(position) FROM articles WHERE position >= ?"
_BEFORE = "SELECT max(position) FROM articles WHERE position BETWEEN ? AND ?"
_AFTER = "SELECT min(position) FROM articles WHERE position > ?"


@dataclass(frozen=True, slots=True)
class Listed:
    """An article of the day."""

    id: int
    title: str | None
    published: str
    paper: str
    section: str | None


async def newest(request: PageRequest) -> Response:
    """`/ngay`: to the day that was asked in a form, or to the newest that has articles."""
    chosen = request.arguments.get("ngay")
    if chosen:
        return Response.redirect(request.links.day(_day(chosen).isoformat()))

    def last(conn: sqlite3.Connection) -> date | None:
        place = conn.execute(_NEWEST, (time_order.FIRST_DATED,)).fetchone()[0]
        return _day_at(place)

    day = await request.query(last) or datetime.now(VIETNAM).date()
    return Response.redirect(request.links.day(day.isoformat()))


async def show(request: PageRequest) -> Response:
    """`/ngay/YYYY-MM-DD`."""
    day = _day(request.part("day"))

    def read(
        conn: sqlite3.Connection,
    ) -> tuple[list[Listed], dict[str, Paper], date | None, date | None]:
        first = time_order.of_day(day)
        last = first + time_order.PER_DAY - 1
        listed = [Listed(*row) for row in conn.execute(_DAY, (first, last, MOST))]
        before = conn.execute(_BEFORE, (time_order.FIRST_DATED, first - 1)).fetchone()[0]
        after = conn.execute(_AFTER, (last,)).fetchone()[0]
        return listed, papers(conn), _day_at(before), _day_at(after)

    listed, known, before, after = await request.query(read)
    return await request.page(
        "day.html", day=day, listed=listed, papers=known, before=before, after=after
    )


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise UnknownName(f"invalid date “{text[:40]}”: use 2023-01-09") from error
    if not 1900 <= day.year <= 2200:
        raise UnknownName(f"“{text[:40]}” is outside the years 1900 to 2200")
    return day


def _day_at(place: int | None) -> date | None:
    return None if place is None else time_order.day_of(place)
