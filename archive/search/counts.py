"""How many articles match a query: by tier, by facet and over time.

`count_hits` computes all three for the page of a search: with a ColumnCache in one pass over the
hits, without one by a query of the search index for each. The numbers are the same.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from archive.db import time_order
from archive.db.reader import snapshot
from archive.search import facets, histogram
from archive.search.column_cache import ColumnCache, PaperYears
from archive.search.facets import Facet, Facets
from archive.search.filters import Filters, papers_of
from archive.search.histogram import Histogram, Step
from archive.search.selection import Selection, count, places, select


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The number of articles that match.

    `exact` of them match with the tones as typed, `folded` more without regard to tones; `exact` is
    None for a query without tone marks, `folded` for one that wants exactly its tones.
    """

    exact: int | None
    folded: int | None

    @property
    def total(self) -> int:
        """All of them."""
        return (self.exact or 0) + (self.folded or 0)


@dataclass(frozen=True, slots=True)
class HitCounts:
    """Everything that is counted over the hits of a query."""

    counts: Counts
    facets: Facets
    histogram: Histogram


def counts(
    conn: sqlite3.Connection,
    question: str | None,
    filters: Filters | None = None,
    *,
    exact_only: bool = False,
) -> Counts:
    """How many articles match, by tier; raises what `search` raises."""
    with snapshot(conn):
        selection = select(conn, question, filters, exact_only=exact_only)
        return _by_tier(conn, selection, count(conn, selection))


def count_hits(
    conn: sqlite3.Connection,
    question: str | None,
    filters: Filters | None = None,
    names: Sequence[Facet] = facets.FACETS,
    *,
    step: Step = "year",
    exact_only: bool = False,
    cache: ColumnCache | None = None,
) -> HitCounts:
    """Counts, facets and histogram of one state of the archive; raises what `search` raises.

    A cache knows all facets but source and author.
    """
    filters = filters or Filters()
    with snapshot(conn):
        selection = select(conn, question, filters, exact_only=exact_only)
        if cache is None:
            return HitCounts(
                _by_tier(conn, selection, count(conn, selection)),
                facets.of_selection(conn, selection, names),
                histogram.of_selection(conn, question, selection, filters, step),
            )
        hits = places(conn, selection)
        values, printed = cache.count(conn, hits)
        counted = facets.totals(values)
        if step == "year" and not (filters.first or filters.last):
            found, there = _by_start(counted["year"]), _printed(conn, filters, printed)
        else:
            days = Counter(place // time_order.PER_DAY for place in hits)
            found = histogram.by_start(days, step)
            there = cache.printed_by_start(conn, filters, step)
        bins = histogram.bins(found, there, step)
        return HitCounts(
            _by_tier(conn, selection, len(hits)),
            facets.by_facet(conn, counted, names),
            Histogram(question, step, bins, counted["year"].get(None, 0)),
        )


def _by_tier(conn: sqlite3.Connection, selection: Selection, total: int) -> Counts:
    if selection.exact_only:
        return Counts(exact=total, folded=None)
    tiers = selection.query.disjoint()
    if "exact" not in tiers:
        return Counts(exact=None, folded=total)
    exact = count(conn, selection, tiers["exact"])
    return Counts(exact=exact, folded=total - exact)


def _by_start(years: dict[str | None, int]) -> Counter[date]:
    return Counter({date(int(year), 1, 1): number for year, number in years.items() if year})


def _printed(conn: sqlite3.Connection, filters: Filters, printed: PaperYears) -> Counter[date]:
    """All articles of the newspapers that pass the filters, by year."""
    papers: set[str | None] = {*papers_of(conn, filters)}
    if filters.paper is None and filters.province is None:
        papers.add(None)
    years: dict[str | None, int] = {}
    for (paper, year), articles in printed.items():
        if paper in papers:
            years[year] = years.get(year, 0) + articles
    return _by_start(years)
