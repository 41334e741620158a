"""The weather of a province: a year as a calendar of the hazards that were forecast."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime

from archive.charts.layout import Box, year
from archive.clock import FIRST_YEAR, VIETNAM
from archive.errors import PeriodProblem
from archive.search.filters import Filters
from archive.search.timeseries import Forecast, weather
from archive.serve.papers import Paper, papers
from archive.serve.request import PageRequest, Response

SEVERE = 4
"""So many hazards in one day's forecasts, or gusts of GALE Beaufort, are the darkest colour."""
GALE = 8

_YEARS = """
SELECT substr(day, 1, 4) AS year, paper, count(*) FROM weather GROUP BY 1, 2 ORDER BY 1 DESC
"""


@dataclass(frozen=True)
class Day:
    """The forecasts that were first seen on a day."""

    day: date
    forecasts: list[Forecast]

    @property
    def hazards(self) -> list[str]:
        """What they warned of, each once."""
        named = [hazard for one in self.forecasts for hazard in one.facts.get("hazard") or ()]
        return list(dict.fromkeys(named))

    @property
    def gust(self) -> float | None:
        """The strongest wind or gust, in Beaufort."""
        return max([*self._all("gust_beaufort"), *self._all("wind_beaufort")], default=None)

    @property
    def lowest(self) -> float | None:
        """The lowest temperature in °C."""
        return min(
            (v for one in self.forecasts if (v := one.row()["tmin"]) is not None), default=None
        )

    @property
    def highest(self) -> float | None:
        """The highest temperature in °C."""
        return max(
            (v for one in self.forecasts if (v := one.row()["tmax"]) is not None), default=None
        )

    @property
    def kind(self) -> str:
        """The class of its square."""
        if len(self.hazards) >= SEVERE or (self.gust or 0) >= GALE:
            return "severe"
        if len(self.hazards) > 1:
            return "several"
        return "one" if self.hazards else "calm"

    def _all(self, name: str) -> list[float]:
        values = [one.row()[name] for one in self.forecasts]
        return [value for value in values if value is not None]


async def show(request: PageRequest) -> Response:
    """`/thoi-tiet`: of a province (`tinh`) or newspaper (`bao`), in a year (`nam`)."""
    province = request.arguments.get("tinh") or None
    paper = request.arguments.get("bao") or None
    typed = request.arguments.get("nam")

    def read(
        conn: sqlite3.Connection,
    ) -> tuple[list[tuple[str, str | None, int]], dict[str, Paper], int, list[Forecast]]:
        years = conn.execute(_YEARS).fetchall()
        number = _year(typed, years)
        first, last = date(number, 1, 1), date(number, 12, 31)
        only = Filters(first=first, last=last, paper=paper, province=province)
        return years, papers(conn), number, list(weather(conn, only))

    years, known, number, forecasts = await request.query(read)
    days: dict[date, Day] = {}
    for one in forecasts:
        day = date.fromisoformat(one.day)
        days.setdefault(day, Day(day, [])).forecasts.append(one)
    names = [request.language.month(month) for month in range(1, 13)]
    provinces = {known[one].province_now for _, one, _ in years if one in known}
    return await request.page(
        "weather.html",
        year=number,
        years=sorted({row[0] for row in years}, reverse=True),
        province=province,
        provinces=sorted(name for name in provinces if name),
        paper=paper,
        papers=known,
        days=list(days.values()),
        picture=year(number, names, lambda day: _box(request, day, days.get(day))),
    )


def _year(typed: str | None, years: list[tuple[str, str | None, int]]) -> int:
    if typed:
        if not (typed.isascii() and typed.isdigit() and FIRST_YEAR <= int(typed[:5]) <= 2200):
            raise PeriodProblem(f"invalid year “{typed[:20]}”: use 2023")
        return int(typed)
    return int(years[0][0]) if years else datetime.now(VIETNAM).year


def _box(request: PageRequest, day: date, forecast: Day | None) -> Box:
    name = request.language.day(day.isoformat())
    if forecast is None:
        return Box("nothing", request.language("weather.none_on", day=name))
    words = ", ".join(forecast.hazards) or request.language("weather.calm")
    return Box(forecast.kind, f"{name}: {words}")
