"""The search page: hits, how many and when, facets; and searches as CSV, JSON lines and Atom."""

from __future__ import annotations

import csv
import io
import itertools
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote_plus, urlencode

from archive.api import PAGE
from archive.charts.layout import bars
from archive.clock import utc_now
from archive.db.result_cache import ResultCache
from archive.exports import export
from archive.search import snippets
from archive.search.counts import HitCounts, count_hits
from archive.search.histogram import Step
from archive.search.hits import Hit
from archive.search.search import Answer, search
from archive.search.selection import select
from archive.serve import params as asking
from archive.serve.papers import Paper, papers
from archive.serve.params import Asked
from archive.serve.request import Response, Visit
from archive.serve.urls import SEARCH
from archive.vietnamese import RULES_VERSION

HITS = 20
FEED_HITS = 50
MOST_ROWS = 5_000
MOST_ARTICLES = 1_000
PARAMETERS = {
    "paper": ("bao",),
    "province_now": ("tinh",),
    "section": ("muc",),
    "year": ("tu", "den"),
    "has": ("co",),
}
"""Parameters that a value of a facet sets."""
SLOT = "\uf8ff"
"""Stands for a value in an address that many are made of."""
COLUMNS = ("id", "title", "published", "paper", "section", "url", "snippet", "tier")
"""Columns of CSV: those of `baotinh search --format csv`."""

_SEEN = "SELECT id, last_seen FROM articles WHERE id IN (SELECT value FROM json_each(?))"


_CACHE: ResultCache[HitCounts] = ResultCache()


@dataclass(frozen=True)
class Found:
    """All that the page shows."""

    answer: Answer
    counted: HitCounts
    papers: dict[str, Paper]


@dataclass(frozen=True)
class Choice:
    """A value of a facet: its words, how many articles, and where it leads."""

    words: str
    articles: int
    address: str | None
    chosen: bool = False


async def show(visit: Visit) -> Response:
    """`/tim`: the page of a search; without a question, all articles."""
    asked = asking.read(visit.arguments)
    found = await visit.ask(lambda conn: _find(conn, visit, asked))
    time = found.counted.histogram
    more = [("sau", found.answer.cursor)] if found.answer.cursor else []
    return await visit.page(
        "search.html",
        asked=asked,
        answer=found.answer,
        counts=found.counted.counts,
        papers=found.papers,
        facets=_choices(visit, asked, found),
        picture=bars(time) if len(time.bins) > 1 else None,
        histogram=time,
        chips=_chips(visit, asked, found.papers),
        next_page=visit.links.search([*asked.query, *more]) if more else None,
        permalink=visit.absolute(visit.lasting.search(asked.query)),
        rules=RULES_VERSION,
        now=utc_now(),
        most_rows=MOST_ROWS,
        most_articles=MOST_ARTICLES,
    )


async def moved(visit: Visit) -> Response:
    """`/search`: the same in English, at the one address that is cited."""
    query = [(name, one) for name in visit.arguments for one in visit.arguments.getlist(name)]
    kept = [pair for pair in query if pair[0] != "lang"]
    return Response.redirect(str(visit.links.urls.path(f"{SEARCH}?{_encoded(kept)}")), status=301)


async def feed(visit: Visit) -> Response:
    """`/tim.atom`: the newest hits as a feed."""
    asked = asking.read(visit.arguments)

    def newest(conn: sqlite3.Connection) -> tuple[list[Hit], dict[int, str], dict[str, Paper]]:
        answer = search(
            conn, asked.question, asked.filters, exact_only=asked.exact_only, limit=FEED_HITS
        )
        ids = str([hit.id for hit in answer.hits])
        return list(answer.hits), dict(conn.execute(_SEEN, (ids,)).fetchall()), papers(conn)

    hits, seen, known = await visit.ask(newest)
    return await visit.page(
        "feed.xml",
        content_type="application/atom+xml; charset=utf-8",
        asked=asked,
        hits=hits,
        seen=seen,
        papers=known,
        updated=max(seen.values(), default=utc_now()),
    )


async def as_csv(visit: Visit) -> Response:
    """`/tim.csv`: the hits as the command line gives them, at most MOST_ROWS."""
    asked = asking.read(visit.arguments)
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\n")
    table.writerow(COLUMNS)
    cursor, rows = None, 0
    while rows < MOST_ROWS:
        page = replace(asked, cursor=cursor)
        answer = await visit.ask(lambda conn, page=page: _page(conn, page, PAGE))  # type: ignore[misc]
        for hit in answer.hits:
            shown = replace(hit, snippet=snippets.plain(hit.snippet))
            table.writerow([getattr(shown, name) for name in COLUMNS])
        rows, cursor = rows + len(answer.hits), answer.cursor
        if cursor is None:
            break
    return _download(visit, file.getvalue(), "text/csv; charset=utf-8", "csv")


async def as_json_lines(visit: Visit) -> Response:
    """`/tim.jsonl`: the articles whole, as `baotinh export` writes them, at most MOST_ARTICLES."""
    asked = asking.read(visit.arguments)

    def write(conn: sqlite3.Connection) -> str:
        file = io.StringIO()
        selection = select(conn, asked.question, asked.filters, exact_only=asked.exact_only)
        written = export.json_lines(conn, selection, file)
        for _ in itertools.islice(written, MOST_ARTICLES):
            pass
        return file.getvalue()

    text = await visit.ask(write)
    return _download(visit, text, "application/x-ndjson; charset=utf-8", "jsonl")


def _find(conn: sqlite3.Connection, visit: Visit, asked: Asked) -> Found:
    known = papers(conn)
    answer = _page(conn, asked, HITS)
    columns = visit.served.columns
    key = (columns, asked.question, asked.filters, asked.exact_only)
    counted = _CACHE.get(
        conn,
        key,
        lambda: count_hits(
            conn,
            asked.question,
            asked.filters,
            [*PARAMETERS],
            step=_step(asked),
            exact_only=asked.exact_only,
            cache=columns,
        ),
    )
    return Found(answer, counted, known)


def _page(conn: sqlite3.Connection, asked: Asked, limit: int) -> Answer:
    return search(
        conn,
        asked.question,
        asked.filters,
        exact_only=asked.exact_only,
        sort=asked.sort,
        limit=limit,
        cursor=asked.cursor,
    )


def _step(asked: Asked) -> Step:
    """Days in a period of two months, months in one of three years, else years."""
    first, last = asked.filters.first, asked.filters.last
    if first is None or last is None:
        return "year"
    days = (last - first).days
    return "day" if days <= 62 else "month" if days <= 3 * 366 else "year"


def _choices(visit: Visit, asked: Asked, found: Found) -> dict[str, list[Choice]]:
    choices = {}
    for name, values in found.counted.facets.items():
        address = _addresses(visit, asked, PARAMETERS[name])
        choices[name] = [
            _choice(visit, asked, found, name, address, pair) for pair in _in_order(name, values)
        ]
    return choices


def _addresses(visit: Visit, asked: Asked, names: tuple[str, ...]) -> Callable[[str], str]:
    """Addresses that differ in one value alone: made once, where there may be a hundred."""
    parts = visit.links.search(asked.but(**dict.fromkeys(names, SLOT))).split(quote_plus(SLOT))
    return lambda value: quote_plus(value).join(parts)


def _in_order(name: str, values: dict[str | None, int]) -> list[tuple[str | None, int]]:
    pairs = list(values.items())
    return sorted(pairs, key=lambda pair: pair[0] or "", reverse=True) if name == "year" else pairs


def _choice(
    visit: Visit,
    asked: Asked,
    found: Found,
    name: str,
    address: Callable[[str], str],
    counted: tuple[str | None, int],
) -> Choice:
    value, articles = counted
    if value is None:
        return Choice(visit.language(f"facet.no_{name}"), articles, None)
    words = value
    if name == "paper":
        words = found.papers[value].title if value in found.papers else value
    if name == "has":
        words = visit.language(f"has.{value}")
        value = next(key for key, one in asking.MEDIA_NAMES.items() if one == value)
    chosen = all(asked.has(parameter, value) for parameter in PARAMETERS[name])
    return Choice(words, articles, address(value), chosen)


def _chips(visit: Visit, asked: Asked, known: dict[str, Paper]) -> list[tuple[str, str]]:
    """The filters that are set, in words, each with the address of the search without it."""
    chips = []
    for name, value in asked.narrowing():
        shown = value
        if name == "bao" and value in known:
            shown = known[value].title
        elif name == "co":
            shown = visit.language(f"has.{asking.MEDIA_NAMES[value]}")
        elif name in asking.PERIOD:
            shown = visit.language.day(value) if "-" in value else value
        words = visit.language(f"chip.{name}", value=shown)
        chips.append((words, visit.links.search(asked.without(name, value))))
    return chips


def _download(visit: Visit, text: str, content_type: str, ending: str) -> Response:
    name = f"baotinh-{date.fromisoformat(utc_now()[:10]):%Y%m%d}.{ending}"
    header = {"Content-Disposition": f'attachment; filename="{name}"'}
    return visit.answer(text, content_type, headers=header)


def _encoded(query: list[tuple[str, str]]) -> str:
    return urlencode([*query, ("lang", "en")])
