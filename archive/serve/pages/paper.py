"""The newspapers, and the page of one: then and now, by year and month, sections and authors."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from archive.charts.layout import bars
from archive.db.result_cache import ResultCache
from archive.errors import UnknownPaper
from archive.search.facets import facets
from archive.search.filters import Filters
from archive.search.histogram import Histogram, histogram
from archive.search.hits import Hit
from archive.search.search import search
from archive.serve.papers import Paper, articles_by_paper, papers
from archive.serve.params import SearchParams
from archive.serve.request import PageRequest, Response

NEWEST = 15
MOST_AUTHORS = 40

_FIRST_SEEN = "SELECT min(started), max(started) FROM runs WHERE paper = ?"


@dataclass(frozen=True, slots=True)
class Portrait:
    """What is counted of a newspaper."""

    by_year: Histogram
    by_month: Histogram
    sections: dict[str | None, int]
    authors: dict[str | None, int]


_CACHE: ResultCache[Portrait] = ResultCache()


async def index(request: PageRequest) -> Response:
    """`/bao`: all newspapers."""

    def read(conn: sqlite3.Connection) -> tuple[list[Paper], dict[str | None, int]]:
        return list(papers(conn).values()), articles_by_paper(conn, request.archive.path)

    known, articles = await request.query(read)
    return await request.page("papers.html", papers=known, articles=articles)


async def show(request: PageRequest) -> Response:
    """`/bao/<id>`."""
    wanted = request.part("id")

    def read(
        conn: sqlite3.Connection,
    ) -> tuple[Paper, Portrait, tuple[Hit, ...], tuple[str | None, str | None]]:
        paper = papers(conn).get(wanted)
        if paper is None:
            raise UnknownPaper(f"no newspaper “{wanted[:80]}” in this archive")
        only = Filters(paper=wanted)
        portrait = _CACHE.get(conn, (request.archive.path, wanted), lambda: _portrait(conn, only))
        newest = search(conn, None, only, limit=NEWEST).hits
        return paper, portrait, newest, conn.execute(_FIRST_SEEN, (wanted,)).fetchone()

    paper, portrait, newest, crawled = await request.query(read)
    total = sum(one.articles for one in portrait.by_year.bins) + portrait.by_year.undated
    months = {
        year.start.year: [
            one for one in portrait.by_month.bins if one.start.year == year.start.year
        ]
        for year in reversed(portrait.by_year.bins)
    }
    return await request.page(
        "paper.html",
        paper=paper,
        portrait=portrait,
        newest=newest,
        crawled=crawled,
        total=total,
        months=months,
        picture=bars(portrait.by_year) if len(portrait.by_year.bins) > 1 else None,
        params=SearchParams(None, Filters(paper=wanted), False, "newest", None, (("bao", wanted),)),
        authors=list(portrait.authors.items())[:MOST_AUTHORS],
    )


def _portrait(conn: sqlite3.Connection, only: Filters) -> Portrait:
    counted = facets(conn, None, only, ["section", "author"])
    return Portrait(
        histogram(conn, None, only, step="year"),
        histogram(conn, None, only, step="month"),
        counted["section"],
        counted["author"],
    )
