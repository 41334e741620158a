"""All that the page of a search counts, in one walk over the hits.

The numbers are those of `archive.search.search.counts`, `archive.search.facets` and
`archive.search.histogram`, which walk over them once each and look every hit up.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

from archive.db import time_order
from archive.db.reader import snapshot
from archive.search.filters import Filters, papers_of
from archive.search.histogram import Bin, Histogram, Step, histogram
from archive.search.search import Counts
from archive.search.selection import Selection, count, select
from archive.serve.facet_cache import Kind, Kinds, Printed
from archive.serve.papers import Paper
from archive.serve.params import Asked
from archive.serve.response_cache import Kept

Facets = dict[str, dict[str | None, int]]

NAMES = ("paper", "province_now", "section", "year", "has")
"""Facets of the page, in its order."""

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Tally:
    """What is counted over all hits."""

    counts: Counts
    facets: Facets
    histogram: Histogram


PRINTED: Kept[Histogram] = Kept()
"""How much the archive has of newspapers and a period: the same for every question."""


def tally(
    conn: sqlite3.Connection, kinds: Kinds, papers: dict[str, Paper], asked: Asked, step: Step
) -> Tally:
    """Count the hits; raises what `archive.search.search.search` raises."""
    with snapshot(conn):
        selection = select(conn, asked.question, asked.filters, exact_only=asked.exact_only)
        places = _places(conn, selection)
        found, printed = kinds.count(conn, places)
        return Tally(
            _counts(conn, selection, len(places)),
            _facets(found, papers),
            _by_year(conn, asked, found, printed)
            if step == "year" and not (asked.filters.first or asked.filters.last)
            else _in_period(conn, kinds, asked, step, places),
        )


def _places(conn: sqlite3.Connection, selection: Selection) -> list[int]:
    """The places of all hits, as one row: after each row Python's threads wait for one another."""
    statement = f"SELECT json_group_array(place) FROM ({selection.places()})"  # noqa: S608 - constants
    row = conn.execute(statement, selection.parameters()).fetchone()
    places: list[int] = json.loads(row[0])
    return places


def _counts(conn: sqlite3.Connection, selection: Selection, total: int) -> Counts:
    if selection.exact_only:
        return Counts(exact=total, folded=None)
    tiers = selection.tiers()
    if "exact" not in tiers:
        return Counts(exact=None, folded=total)
    exact = count(conn, selection, tiers["exact"])
    return Counts(exact=exact, folded=total - exact)


def _facets(found: Counter[Kind], papers: dict[str, Paper]) -> Facets:
    counted: Facets = {name: defaultdict(int) for name in NAMES}
    by_paper, by_province, by_section, by_year, shown = counted.values()
    for kind, articles in found.items():
        by_paper[kind.paper] += articles
        by_section[kind.section] += articles
        by_year[kind.year] += articles
        for one in kind.shown:
            shown[one] += articles
    for name, articles in by_paper.items():
        by_province[papers[name].province_now if name in papers else None] += articles
    return {name: dict(sorted(some.items(), key=_order)) for name, some in counted.items()}


def _order(pair: tuple[str | None, int]) -> tuple[int, bool, str]:
    return (-pair[1], pair[0] is None, pair[0] or "")


def _by_year(
    conn: sqlite3.Connection, asked: Asked, found: Counter[Kind], printed: Printed
) -> Histogram:
    """A bin for each year from the first to the last that the newspapers asked for have."""
    papers = {*papers_of(conn, asked.filters), *([] if _of_papers(asked.filters) else [None])}
    there: Counter[str | None] = Counter()
    for (paper, year), number in printed.items():
        if paper in papers:
            there[year] += number
    articles: Counter[str | None] = Counter()
    for kind, number in found.items():
        articles[kind.year] += number
    known = [int(year) for year in there if year]
    bins = (
        tuple(
            Bin(date(year, 1, 1), articles[str(year)], there[str(year)])
            for year in range(min(known), max(known) + 1)
        )
        if known
        else ()
    )
    return Histogram(asked.question, "year", bins, articles[None])


def _of_papers(filters: Filters) -> bool:
    return filters.paper is not None or filters.province is not None


def _in_period(
    conn: sqlite3.Connection, kinds: Kinds, asked: Asked, step: Step, places: list[int]
) -> Histogram:
    """The bins of a period: all that was printed in it, with the hits in place of it."""
    only = asked.filters
    same = Filters(first=only.first, last=only.last, paper=only.paper, province=only.province)
    printed = PRINTED.get(conn, (kinds, same, step), lambda: histogram(conn, None, same, step=step))
    letters = len(printed.label(printed.bins[0])) if printed.bins else 0
    articles: Counter[str] = Counter()
    for day, number in Counter(place // time_order.PER_DAY for place in places).items():
        articles[(_EPOCH + timedelta(day)).isoformat()[:letters]] += number
    bins = tuple(replace(one, articles=articles[printed.label(one)]) for one in printed.bins)
    return Histogram(asked.question, step, bins, 0)
