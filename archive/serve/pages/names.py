"""What an author signed, and what newspapers filed under a tag: all of it, newest first."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Literal

from archive.db import time_order
from archive.errors import UnknownName
from archive.serve.papers import Paper, papers
from archive.serve.request import PageRequest, Response

Kind = Literal["author", "tag"]

PAGE = 50

_ID = "SELECT id FROM KINDs WHERE name = ?"
_LIST = """
SELECT articles.id, articles.title, published, paper, lead, position
FROM article_KINDs CROSS JOIN articles ON articles.id = article
WHERE article_KINDs.KIND = ? AND position < ? ORDER BY position DESC LIMIT ?
"""
_COUNT = """
SELECT paper, iif(position >= :dated, substr(published, 1, 4), NULL), count(*)
FROM article_KINDs CROSS JOIN articles ON articles.id = article
WHERE article_KINDs.KIND = :id GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in a list; `place` is its place in time."""

    id: int
    title: str | None
    published: str | None
    paper: str | None
    lead: str | None
    place: int


@dataclass(frozen=True, slots=True)
class Work:
    """What stands under a name."""

    articles: list[Listed]
    more: int | None
    papers: dict[str, Paper]
    by_paper: dict[str | None, int]
    by_year: dict[str | None, int]

    @property
    def total(self) -> int:
        """All articles."""
        return sum(self.by_year.values())


async def author(request: PageRequest) -> Response:
    """`/tac-gia?ten=`."""
    return await _show(request, "author")


async def tag(request: PageRequest) -> Response:
    """`/the?ten=`."""
    return await _show(request, "tag")


async def _show(request: PageRequest, kind: Kind) -> Response:
    name = request.arguments.get("ten") or ""
    typed = request.arguments.get("sau") or ""
    below = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None
    work = await request.query(lambda conn: _read(conn, kind, name, below))
    path = {"author": "/tac-gia", "tag": "/the"}[kind]
    more = [("ten", name), ("sau", str(work.more))]
    return await request.page(
        "names.html",
        kind=kind,
        name=name,
        work=work,
        years=sorted(work.by_year.items(), key=lambda pair: pair[0] or "", reverse=True),
        next_page=request.links.to(path, more) if work.more else None,
    )


def _read(conn: sqlite3.Connection, kind: Kind, name: str, below: int | None) -> Work:
    row = conn.execute(_ID.replace("KIND", kind), (name,)).fetchone()
    if row is None:
        raise UnknownName(f"no {kind} “{name[:80]}” in this archive")
    values = (row[0], below or time_order.LAST, PAGE + 1)
    rows = [Listed(*one) for one in conn.execute(_LIST.replace("KIND", kind), values)]
    by_paper: dict[str | None, int] = {}
    by_year: dict[str | None, int] = {}
    counted = conn.execute(
        _COUNT.replace("KIND", kind), {"id": row[0], "dated": time_order.FIRST_DATED}
    )
    for paper, year, articles in counted:
        by_paper[paper] = by_paper.get(paper, 0) + articles
        by_year[year] = by_year.get(year, 0) + articles
    more = rows[PAGE - 1].place if len(rows) > PAGE else None
    return Work(rows[:PAGE], more, papers(conn), by_paper, by_year)
