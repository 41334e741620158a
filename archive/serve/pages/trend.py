"""Several words over time, side by side: how many of 1,000 articles have each."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from markupsafe import Markup

from archive.charts.svg import Series, picture
from archive.db.result_cache import ResultCache
from archive.errors import UsageProblem
from archive.search.histogram import Histogram, Step, trend
from archive.serve import params as asking
from archive.serve.request import Response, Visit

MOST = 6
"""Words that can be told apart in one picture."""
STEPS: dict[str, Step] = {"nam": "year", "thang": "month"}

_CACHE: ResultCache[list[Histogram]] = ResultCache()


@dataclass(frozen=True, slots=True)
class Row:
    """One period of the table: for each word, how many articles and how many of 1,000."""

    label: str
    printed: int
    values: list[tuple[int, float | None]]


async def show(visit: Visit) -> Response:
    """`/xu-huong`: up to MOST questions (`q`), by year or month (`buoc`), with filters."""
    words = [typed.strip() for typed in visit.arguments.getlist("q") if typed.strip()]
    asked = asking.read(visit.arguments)
    step = visit.arguments.get("buoc") or "nam"
    if len(words) > MOST or step not in STEPS:
        raise UsageProblem(f"use at most {MOST} queries, by {', '.join(STEPS)}")
    key = (visit.served.path, tuple(words), asked.filters, step, asked.exact_only)

    def read(conn: sqlite3.Connection) -> list[Histogram]:
        return _CACHE.get(
            conn,
            key,
            lambda: trend(
                conn, words, asked.filters, step=STEPS[step], exact_only=asked.exact_only
            ),
        )

    found = await visit.ask(read) if words else []
    return await visit.page(
        "trend.html",
        words=words,
        most=MOST,
        step=step,
        steps=STEPS,
        asked=asked,
        rows=_rows(found),
        picture=_drawn(visit, found) if found and found[0].bins else None,
    )


def _drawn(visit: Visit, found: list[Histogram]) -> Markup:
    labels = [found[0].label(one) for one in found[0].bins]
    series = [Series(one.question or "", [bin_.per_1000 for bin_ in one.bins]) for one in found]
    title = visit.language("trend.picture")
    return Markup(picture(title, visit.language("trend.unit"), labels, series))  # noqa: S704 - escaped there


def _rows(found: list[Histogram]) -> list[Row]:
    if not found:
        return []
    return [
        Row(
            found[0].label(bins[0]),
            bins[0].printed,
            [(one.articles, one.per_1000) for one in bins],
        )
        for bins in zip(*(one.bins for one in found), strict=True)
    ]
