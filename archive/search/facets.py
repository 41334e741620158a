"""Facets: how many articles of a selection each newspaper, province, section, year, ... has.

Each article counts once in every facet but two: a page may show a picture and a table (`has`), and
an article may have several authors. So the sums of all others equal the count of the selection;
articles without a value count under None.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from archive.db import time_order
from archive.db.reader import snapshot
from archive.errors import UsageProblem
from archive.search.filters import MEDIA, Filters, Media
from archive.search.selection import Selection, select

Facet = str
FACETS = ("paper", "province", "province_now", "section", "source", "year", "has", "author")
"""Names of the facets, as `facets` takes them."""
Facets = dict[Facet, dict[str | None, int]]

YEAR = f"iif(position >= {time_order.FIRST_DATED}, substr(published, 1, 4), NULL)"
HAS = "n_images > 0, has_poll, n_tables > 0"
"""Columns of the covering index: the year printed, and whether there is each of MEDIA."""

_COMBINATIONS = f"""
SELECT paper, section, {YEAR}, source, {HAS}, count(*)
FROM (PLACES) CROSS JOIN articles INDEXED BY articles_by_position ON position = place
GROUP BY 1, 2, 3, 4, 5, 6, 7
"""  # noqa: S608 - built from constants
_AUTHORS = """
SELECT name, count(*) FROM (
    SELECT article_authors.author AS author FROM (PLACES)
    CROSS JOIN articles INDEXED BY articles_by_position ON position = place
    CROSS JOIN article_authors ON article = articles.id
) JOIN authors ON authors.id = author GROUP BY authors.id
"""
_PROVINCES = "SELECT id, province, province_now FROM papers"


@dataclass(frozen=True, slots=True, eq=False)
class FacetValues:
    """What an article counts under; articles that are alike share one object."""

    paper: str | None
    section: str | None
    year: str | None
    source: str | None
    media: tuple[Media, ...]

    @classmethod
    def of(cls, row: Sequence[Any]) -> FacetValues:
        """The values of a row: paper, section, year, source, then the columns HAS."""
        paper, section, year, source, *has = row
        media = tuple(name for name, is_there in zip(MEDIA, has, strict=True) if is_there)
        return cls(paper, section, year, source, media)


def facets(
    conn: sqlite3.Connection,
    question: str | None,
    filters: Filters | None = None,
    names: Iterable[Facet] = FACETS,
    *,
    exact_only: bool = False,
) -> Facets:
    """Articles by value for each facet, the most frequent first; raises what `search` raises."""
    names = list(names)
    if unknown := [name for name in names if name not in FACETS]:
        raise UsageProblem(f"unknown facet “{unknown[0]}”: use one of {', '.join(FACETS)}")
    with snapshot(conn):
        selection = select(conn, question, filters, exact_only=exact_only)
        return of_selection(conn, selection, names)


def of_selection(conn: sqlite3.Connection, selection: Selection, names: Sequence[Facet]) -> Facets:
    """The facets of a selection."""
    statement = _COMBINATIONS.replace("PLACES", selection.places())
    rows = conn.execute(statement, selection.parameters())
    counted = totals(Counter({FacetValues.of(row): n for *row, n in rows}))
    if "author" in names:
        counted["author"] = _authors(conn, selection)
    return by_facet(conn, counted, names)


def totals(counted: Counter[FacetValues]) -> dict[Facet, dict[str | None, int]]:
    """Articles by value of each facet that FacetValues has, in one walk."""
    papers, sections, years, sources, media = (defaultdict[str | None, int](int) for _ in range(5))
    for values, articles in counted.items():
        papers[values.paper] += articles
        sections[values.section] += articles
        years[values.year] += articles
        sources[values.source] += articles
        for medium in values.media:
            media[medium] += articles
    return {"paper": papers, "section": sections, "year": years, "source": sources, "has": media}


def by_facet(
    conn: sqlite3.Connection,
    counted: dict[Facet, dict[str | None, int]],
    names: Iterable[Facet],
) -> Facets:
    """The named facets out of `totals`, the most frequent values first; provinces from papers."""
    provinces = {paper: names_of for paper, *names_of in conn.execute(_PROVINCES)}
    then, now = defaultdict[str | None, int](int), defaultdict[str | None, int](int)
    for paper, articles in counted["paper"].items():
        province, province_now = provinces.get(paper, (None, None))
        then[province] += articles
        now[province_now] += articles
    counted = {**counted, "province": then, "province_now": now}
    return {name: _sorted(counted[name]) for name in names}


def _authors(conn: sqlite3.Connection, selection: Selection) -> dict[str | None, int]:
    statement = _AUTHORS.replace("PLACES", selection.places())
    return dict(conn.execute(statement, selection.parameters()).fetchall())


def _sorted(counted: dict[str | None, int]) -> dict[str | None, int]:
    return dict(sorted(counted.items(), key=lambda it: (-it[1], it[0] is None, it[0] or "")))
