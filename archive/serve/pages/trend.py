"""Several words over time, side by side: how many of 1,000 articles have each."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from markupsafe import Markup

from archive.charts.svg import Series, picture
from archive.db.result_cache import ResultCache
from archive.errors import UsageProblem
from archive.search.histogram import Histogram, Step, trend
from archive.serve.params import read_params
from archive.serve.request import PageRequest, Response

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


async def show(request: PageRequest) -> Response:
    """`/xu-huong`: up to MOST questions (`q`), by year or month (`buoc`), with filters."""
    words = [typed.strip() for typed in request.arguments.getlist("q") if typed.strip()]
    params = read_params(request.arguments)
    step = request.arguments.get("buoc") or "nam"
    if len(words) > MOST or step not in STEPS:
        raise UsageProblem(f"use at most {MOST} queries, by {', '.join(STEPS)}")
    key = (request.archive.path, tuple(words), params.filters, step, params.exact_only)

    def read(conn: sqlite3.Connection) -> list[Histogram]:
        return _CACHE.get(
            conn,
            key,
            lambda: trend(
                conn, words, params.filters, step=STEPS[step], exact_only=params.exact_only
            ),
        )

    found = await request.query(read) if words else []
    return await request.page(
        "trend.html",
        words=words,
        most=MOST,
        step=step,
        steps=STEPS,
        params=params,
        rows=_rows(found),
        picture=_drawn(request, found) if found and found[0].bins else None,
    )


def _drawn(request: PageRequest, found: list[Histogram]) -> Markup:
    labels = [found[0].label(one) for one in found[0].bins]
    series = [Series(one.question or "", [bin_.per_1000 for bin_ in one.bins]) for one in found]
    title = request.language("trend.picture")
    return Markup(picture(title, request.language("trend.unit"), labels, series))  # noqa: S704 - escaped there


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
