"""The first page: a box to ask in, the newspapers by province, what is new, earlier years."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime

from archive.clock import FIRST_YEAR, VIETNAM
from archive.db import time_order
from archive.search.hits import Hit
from archive.search.search import search
from archive.serve import tile_map
from archive.serve.papers import Paper, articles_by_paper, papers
from archive.serve.request import PageRequest, Response

NEWEST = 12
EARLIER_A_YEAR = 2

_ON_DAY = """
SELECT id, title, published, paper FROM articles
WHERE position BETWEEN ? AND ? ORDER BY position DESC LIMIT ?
"""


@dataclass(frozen=True)
class Earlier:
    """An article of this day in an earlier year."""

    year: int
    id: int
    title: str | None
    published: str
    paper: str | None


@dataclass(frozen=True)
class Front:
    """What the first page shows."""

    papers: dict[str, Paper]
    articles: dict[str | None, int]
    newest: tuple[Hit, ...]
    earlier: list[Earlier]


async def show(request: PageRequest) -> Response:
    """`/`."""
    today = datetime.now(VIETNAM).date()
    front = await request.query(lambda conn: _front(conn, request, today))
    by_province: dict[str, list[Paper]] = {}
    for paper in front.papers.values():
        by_province.setdefault(paper.province_now or "", []).append(paper)
    articles = {
        name: sum(front.articles.get(paper.id, 0) for paper in published)
        for name, published in by_province.items()
        if name
    }
    return await request.page(
        "home.html",
        front=front,
        map=tile_map.tiles(articles) if articles else (),
        country=tile_map,
        places=sorted(by_province.items()),
        today=today,
        total=sum(front.articles.values()),
    )


def _front(conn: sqlite3.Connection, request: PageRequest, today: date) -> Front:
    return Front(
        papers(conn),
        articles_by_paper(conn, request.archive.path),
        search(conn, None, limit=NEWEST).hits,
        _earlier(conn, today),
    )


def _earlier(conn: sqlite3.Connection, today: date) -> list[Earlier]:
    found: list[Earlier] = []
    for year in range(today.year - 1, FIRST_YEAR - 1, -1):
        try:
            start = time_order.of_day(today.replace(year=year))
        except ValueError:  # 29 February
            continue
        values = (start, start + time_order.PER_DAY - 1, EARLIER_A_YEAR)
        found += [Earlier(year, *row) for row in conn.execute(_ON_DAY, values)]
    return found
