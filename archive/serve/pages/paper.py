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
from archive.serve.params import Asked
from archive.serve.request import Response, Visit

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


async def index(visit: Visit) -> Response:
    """`/bao`: all newspapers."""

    def read(conn: sqlite3.Connection) -> tuple[list[Paper], dict[str | None, int]]:
        return list(papers(conn).values()), articles_by_paper(conn, visit.served.path)

    known, articles = await visit.ask(read)
    return await visit.page("papers.html", papers=known, articles=articles)


async def show(visit: Visit) -> Response:
    """`/bao/<id>`."""
    wanted = visit.part("id")

    def read(
        conn: sqlite3.Connection,
    ) -> tuple[Paper, Portrait, tuple[Hit, ...], tuple[str | None, str | None]]:
        paper = papers(conn).get(wanted)
        if paper is None:
            raise UnknownPaper(f"no newspaper “{wanted[:80]}” in this archive")
        only = Filters(paper=wanted)
        portrait = _CACHE.get(conn, (visit.served.path, wanted), lambda: _portrait(conn, only))
        newest = search(conn, None, only, limit=NEWEST).hits
        return paper, portrait, newest, conn.execute(_FIRST_SEEN, (wanted,)).fetchone()

    paper, portrait, newest, crawled = await visit.ask(read)
    total = sum(one.articles for one in portrait.by_year.bins) + portrait.by_year.undated
    months = {
        year.start.year: [
            one for one in portrait.by_month.bins if one.start.year == year.start.year
        ]
        for year in reversed(portrait.by_year.bins)
    }
    return await visit.page(
        "paper.html",
        paper=paper,
        portrait=portrait,
        newest=newest,
        crawled=crawled,
        total=total,
        months=months,
        picture=bars(portrait.by_year) if len(portrait.by_year.bins) > 1 else None,
        asked=Asked(None, Filters(paper=wanted), False, "newest", None, (("bao", wanted),)),
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
