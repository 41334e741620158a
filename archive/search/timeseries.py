"""Polls and weather as series: what stood beside the articles, by day.

A weather box stands on a page for some time, so a day may have several: each is a row, on the day
it was first seen in Viet Nam.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from archive.errors import PeriodProblem
from archive.search.filters import Filters, papers_of

_WEATHER = """
SELECT day, paper, province, province_now, heading, text, facts, first_seen, last_seen
FROM weather LEFT JOIN papers ON papers.id = paper
WHERE (:papers IS NULL OR paper IN (SELECT value FROM json_each(:papers)))
AND day BETWEEN :first AND :last ORDER BY day, paper, weather.id
"""
_POLLS = """
SELECT polls.id, paper, question, number, label, votes, percent,
    coalesce(poll_sightings.seen, first_seen), coalesce(poll_sightings.last_seen, polls.last_seen)
FROM polls LEFT JOIN poll_options ON poll = polls.id
LEFT JOIN poll_sightings ON option = poll_options.id
WHERE (:papers IS NULL OR paper IN (SELECT value FROM json_each(:papers)))
AND date(polls.last_seen, '+7 hours') >= :first AND date(polls.first_seen, '+7 hours') <= :last
ORDER BY first_seen, polls.id, poll_sightings.seen, number
"""


COLUMNS = (
    *("day", "paper", "province", "sky", "rain", "wind_from", "wind_beaufort", "gust_beaufort"),
    *("tmin", "tmax", "hazard", "text"),
)
"""Columns of a forecast as a row."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """A weather box: `facts` as the parser read them, keys only where the text states them.

    Temperatures are in °C, wind and gusts in Beaufort, each as [lowest, highest].
    """

    day: str
    paper: str | None
    province: str | None
    province_now: str | None
    heading: str | None
    text: str
    facts: dict[str, Any]
    first_seen: str
    last_seen: str

    def row(self) -> dict[str, Any]:
        """The forecast as one flat row, for a table or CSV."""
        wind = self.facts.get("wind") or {}
        low = self.facts.get("tmin") or self.facts.get("temp")
        high = self.facts.get("tmax") or self.facts.get("temp")
        return {
            "day": self.day,
            "paper": self.paper,
            "province": self.province,
            "sky": _list(self.facts.get("sky")),
            "rain": _list(self.facts.get("rain")),
            "wind_from": _list(wind.get("dir")),
            "wind_beaufort": _highest(wind.get("beaufort")),
            "gust_beaufort": _highest(self.facts.get("gust")),
            "tmin": min(low) if low else None,
            "tmax": max(high) if high else None,
            "hazard": _list(self.facts.get("hazard")),
            "text": " ".join(self.text.split()),
        }


@dataclass(frozen=True, slots=True)
class PollResult:
    """What one answer of a poll had from `seen` to `last_seen` (UTC); None where none was shown.

    A poll that was printed without its answers is one row without an `option`.
    """

    poll: int
    paper: str | None
    question: str
    number: int | None
    option: str | None
    votes: int | None
    percent: float | None
    seen: str
    last_seen: str


def shares(results: Iterable[PollResult]) -> tuple[list[str], dict[str, list[float | None]]]:
    """What each answer had of all votes over time, in percent; the moments (UTC) it was seen at.

    As printed or, where votes alone were, worked out. Answers without either are left out; those of
    several polls are named with their question.
    """
    answered = [it for it in results if it.option is not None]
    totals: Counter[tuple[int, str]] = Counter()
    for it in answered:
        totals[it.poll, it.seen] += it.votes or 0
    moments = sorted({it.seen for it in answered})
    is_one = len({it.poll for it in answered}) < 2
    found: dict[str, list[float | None]] = {}
    for it in answered:
        votes = totals[it.poll, it.seen]
        share = 100 * it.votes / votes if it.votes is not None and votes else None
        share = it.percent if it.percent is not None else share
        if share is not None:
            name = it.option if is_one else f"{it.option} ({it.question})"
            values = found.setdefault(name or "", [None] * len(moments))
            values[moments.index(it.seen)] = share
    return moments, found


def weather(conn: sqlite3.Connection, filters: Filters | None = None) -> Iterator[Forecast]:
    """Forecasts in order of days; of the filters, paper, province and period count."""
    for row in conn.execute(_WEATHER, _parameters(conn, filters)):
        values = list(row)
        values[6] = json.loads(row[6])
        yield Forecast(*values)


def polls(conn: sqlite3.Connection, filters: Filters | None = None) -> Iterator[PollResult]:
    """Results of polls in order of time; of the filters, paper, province and period count."""
    for row in conn.execute(_POLLS, _parameters(conn, filters)):
        yield PollResult(*row)


def _parameters(conn: sqlite3.Connection, filters: Filters | None) -> dict[str, str | None]:
    filters = filters or Filters()
    if filters.first and filters.last and filters.first > filters.last:
        raise PeriodProblem(f"the period {filters.first} to {filters.last} ends before it begins")
    narrowed = filters.paper is not None or filters.province is not None
    return {
        "papers": json.dumps(papers_of(conn, filters)) if narrowed else None,
        "first": filters.first.isoformat() if filters.first else "0000",
        "last": filters.last.isoformat() if filters.last else "9999",
    }


def _list(values: list[str] | None) -> str | None:
    return ", ".join(values) if values else None


def _highest(values: list[float] | None) -> float | None:
    return max(values) if values else None
