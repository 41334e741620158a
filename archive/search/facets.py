"""Facets: how many articles of a selection each newspaper, province, section, year, ... has.

Each article counts once in every facet but two: a page may show a picture and a table (`has`), and
an article may have several authors. So the sums of all others equal the count of the selection;
articles without a value count under None.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from typing import get_args

from archive.db import time_order
from archive.db.reader import snapshot
from archive.errors import UsageProblem
from archive.search.filters import Filters, Shown
from archive.search.selection import Selection, select

Facet = str
FACETS = ("paper", "province", "province_now", "section", "source", "year", "has", "author")
"""Names of the facets, as `facets` takes them."""

_COMBINATIONS = """
SELECT paper, section, source, iif(place >= :dated, substr(published, 1, 4), NULL) AS year,
    n_images > 0, has_poll, n_tables > 0, count(*)
FROM (PLACES) CROSS JOIN articles INDEXED BY articles_by_position ON position = place
GROUP BY 1, 2, 3, 4, 5, 6, 7
"""
_AUTHORS = """
SELECT name, count(*) FROM (
    SELECT article_authors.author AS author FROM (PLACES)
    CROSS JOIN articles INDEXED BY articles_by_position ON position = place
    CROSS JOIN article_authors ON article = articles.id
) JOIN authors ON authors.id = author GROUP BY authors.id
"""
_PROVINCES = "SELECT id, province, province_now FROM papers"


def facets(
    conn: sqlite3.Connection,
    question: str | None,
    filters: Filters | None = None,
    names: Iterable[Facet] = FACETS,
    *,
    exact_only: bool = False,
) -> dict[Facet, dict[str | None, int]]:
    """Articles by value for each facet, the most frequent first; raises what `search` raises."""
    wanted = list(names)
    if unknown := [name for name in wanted if name not in FACETS]:
        raise UsageProblem(f"unknown facet “{unknown[0]}”: use one of {', '.join(FACETS)}")
    with snapshot(conn):
        selection = select(conn, question, filters, exact_only=exact_only)
        counted = _count(conn, selection)
        if "author" in wanted:
            counted["author"] = _authors(conn, selection)
    return {name: dict(_sorted(counted[name])) for name in wanted}


def _count(conn: sqlite3.Connection, selection: Selection) -> dict[Facet, Counter[str | None]]:
    counted: dict[Facet, Counter[str | None]] = {name: Counter() for name in FACETS}
    provinces = {row[0]: row[1:] for row in conn.execute(_PROVINCES)}
    statement = _COMBINATIONS.replace("PLACES", selection.places())
    asked = selection.parameters() | {"dated": time_order.FIRST_DATED}
    for paper, section, source, year, *shown, articles in conn.execute(statement, asked):
        then, now = provinces.get(paper, (None, None))
        values = (paper, then, now, section, source, year)
        for name, value in zip(FACETS, values, strict=False):
            counted[name][value] += articles
        for name, is_shown in zip(get_args(Shown), shown, strict=True):
            if is_shown:
                counted["has"][name] += articles
    return counted


def _authors(conn: sqlite3.Connection, selection: Selection) -> Counter[str | None]:
    statement = _AUTHORS.replace("PLACES", selection.places())
    return Counter(dict(conn.execute(statement, selection.parameters()).fetchall()))


def _sorted(counted: Counter[str | None]) -> list[tuple[str | None, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0] is None, item[0] or ""))
