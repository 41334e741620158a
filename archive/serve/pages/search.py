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
from archive.serve.papers import Paper, papers
from archive.serve.params import MEDIA_NAMES, PERIOD, SearchParams, read_params
from archive.serve.request import PageRequest, Response
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


async def show(request: PageRequest) -> Response:
    """`/tim`: the page of a search; without a question, all articles."""
    params = read_params(request.arguments)
    found = await request.query(lambda conn: _find(conn, request, params))
    time = found.counted.histogram
    more = [("sau", found.answer.cursor)] if found.answer.cursor else []
    return await request.page(
        "search.html",
        params=params,
        answer=found.answer,
        counts=found.counted.counts,
        papers=found.papers,
        facets=_choices(request, params, found),
        picture=bars(time) if len(time.bins) > 1 else None,
        histogram=time,
        chips=_chips(request, params, found.papers),
        next_page=request.links.search([*params.query, *more]) if more else None,
        permalink=request.absolute(request.permalinks.search(params.query)),
        rules=RULES_VERSION,
        now=utc_now(),
        most_rows=MOST_ROWS,
        most_articles=MOST_ARTICLES,
    )


async def moved(request: PageRequest) -> Response:
    """`/search`: the same in English, at the one address that is cited."""
    query = [(name, one) for name in request.arguments for one in request.arguments.getlist(name)]
    others = [pair for pair in query if pair[0] != "lang"]
    address = request.links.urls.path(f"{SEARCH}?{urlencode([*others, ('lang', 'en')])}")
    return Response.redirect(str(address), status=301)


async def feed(request: PageRequest) -> Response:
    """`/tim.atom`: the newest hits as a feed."""
    params = read_params(request.arguments)

    def newest(conn: sqlite3.Connection) -> tuple[list[Hit], dict[int, str], dict[str, Paper]]:
        answer = search(
            conn, params.question, params.filters, exact_only=params.exact_only, limit=FEED_HITS
        )
        ids = str([hit.id for hit in answer.hits])
        return list(answer.hits), dict(conn.execute(_SEEN, (ids,)).fetchall()), papers(conn)

    hits, seen, known = await request.query(newest)
    return await request.page(
        "feed.xml",
        content_type="application/atom+xml; charset=utf-8",
        params=params,
        hits=hits,
        seen=seen,
        papers=known,
        updated=max(seen.values(), default=utc_now()),
    )


async def as_csv(request: PageRequest) -> Response:
    """`/tim.csv`: the hits as the command line gives them, at most MOST_ROWS."""
    params = read_params(request.arguments)
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\n")
    table.writerow(COLUMNS)
    cursor, rows = None, 0
    while rows < MOST_ROWS:
        page = replace(params, cursor=cursor)
        answer = await request.query(lambda conn, page=page: _page(conn, page, PAGE))  # type: ignore[misc]
        for hit in answer.hits:
            text = replace(hit, snippet=snippets.plain(hit.snippet))
            table.writerow([getattr(text, name) for name in COLUMNS])
        rows, cursor = rows + len(answer.hits), answer.cursor
        if cursor is None:
            break
    return _download(request, file.getvalue(), "text/csv; charset=utf-8", "csv")


async def as_json_lines(request: PageRequest) -> Response:
    """`/tim.jsonl`: the articles whole, as `baotinh export` writes them, at most MOST_ARTICLES."""
    params = read_params(request.arguments)

    def write(conn: sqlite3.Connection) -> str:
        file = io.StringIO()
        selection = select(conn, params.question, params.filters, exact_only=params.exact_only)
        written = export.json_lines(conn, selection, file)
        for _ in itertools.islice(written, MOST_ARTICLES):
            pass
        return file.getvalue()

    text = await request.query(write)
    return _download(request, text, "application/x-ndjson; charset=utf-8", "jsonl")


def _find(conn: sqlite3.Connection, request: PageRequest, params: SearchParams) -> Found:
    known = papers(conn)
    answer = _page(conn, params, HITS)
    columns = request.archive.columns
    key = (columns, params.question, params.filters, params.exact_only)
    counted = _CACHE.get(
        conn,
        key,
        lambda: count_hits(
            conn,
            params.question,
            params.filters,
            [*PARAMETERS],
            step=_step(params),
            exact_only=params.exact_only,
            cache=columns,
        ),
    )
    return Found(answer, counted, known)


def _page(conn: sqlite3.Connection, params: SearchParams, limit: int) -> Answer:
    return search(
        conn,
        params.question,
        params.filters,
        exact_only=params.exact_only,
        sort=params.sort,
        limit=limit,
        cursor=params.cursor,
    )


def _step(params: SearchParams) -> Step:
    """Days in a period of two months, months in one of three years, else years."""
    first, last = params.filters.first, params.filters.last
    if first is None or last is None:
        return "year"
    days = (last - first).days
    return "day" if days <= 62 else "month" if days <= 3 * 366 else "year"


def _choices(request: PageRequest, params: SearchParams, found: Found) -> dict[str, list[Choice]]:
    choices = {}
    for name, values in found.counted.facets.items():
        address = _addresses(request, params, PARAMETERS[name])
        choices[name] = [
            _choice(request, params, found, name, address, pair) for pair in _in_order(name, values)
        ]
    return choices


def _addresses(
    request: PageRequest, params: SearchParams, names: tuple[str, ...]
) -> Callable[[str], str]:
    """Addresses that differ in one value alone: made once, where there may be a hundred."""
    query = params.with_values(**dict.fromkeys(names, SLOT))
    parts = request.links.search(query).split(quote_plus(SLOT))
    return lambda value: quote_plus(value).join(parts)


def _in_order(name: str, values: dict[str | None, int]) -> list[tuple[str | None, int]]:
    pairs = list(values.items())
    return sorted(pairs, key=lambda pair: pair[0] or "", reverse=True) if name == "year" else pairs


def _choice(
    request: PageRequest,
    params: SearchParams,
    found: Found,
    name: str,
    address: Callable[[str], str],
    counted: tuple[str | None, int],
) -> Choice:
    value, articles = counted
    if value is None:
        return Choice(request.language(f"facet.no_{name}"), articles, None)
    words = value
    if name == "paper":
        words = found.papers[value].title if value in found.papers else value
    if name == "has":
        words = request.language(f"has.{value}")
        value = next(key for key, one in MEDIA_NAMES.items() if one == value)
    chosen = all(params.has(parameter, value) for parameter in PARAMETERS[name])
    return Choice(words, articles, address(value), chosen)


def _chips(
    request: PageRequest, params: SearchParams, known: dict[str, Paper]
) -> list[tuple[str, str]]:
    """The filters that are set, in words, each with the address of the search without it."""
    chips = []
    for name, value in params.filter_params():
        text = value
        if name == "bao" and value in known:
            text = known[value].title
        elif name == "co":
            text = request.language(f"has.{MEDIA_NAMES[value]}")
        elif name in PERIOD:
            text = request.language.day(value) if "-" in value else value
        words = request.language(f"chip.{name}", value=text)
        chips.append((words, request.links.search(params.without(name, value))))
    return chips


def _download(request: PageRequest, text: str, content_type: str, ending: str) -> Response:
    name = f"baotinh-{date.fromisoformat(utc_now()[:10]):%Y%m%d}.{ending}"
    header = {"Content-Disposition": f'attachment; filename="{name}"'}
    return request.respond(text, content_type, headers=header)
