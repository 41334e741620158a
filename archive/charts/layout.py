"""The geometry of charts as numbers: axes, bars, and calendars of squares.

Templates draw it as part of a page, archive/charts/svg.py as a file of its own. In a page colours
are classes of the style sheet, so that a chart follows the light or dark page and prints; a table
with the same numbers stands behind each chart.
"""

from __future__ import annotations

import calendar
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from archive.search.histogram import Histogram

WIDEST = 56
"""A bar, where there are few."""
LABELS = 7
"""Names along the lower edge, at most."""
LINES = 4
"""Lines of an axis, about."""


@dataclass(frozen=True, slots=True)
class Plot:
    """The area that a chart is drawn in: size and margins in pixels."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int

    @property
    def floor(self) -> int:
        """Where zero lies."""
        return self.height - self.bottom

    def room(self, count: int) -> float:
        """The width for each of so many values."""
        return (self.width - self.left - self.right) / max(1, count)

    def middle(self, number: int, count: int) -> float:
        """The middle of the room of a value."""
        return self.left + (number + 0.5) * self.room(count)


@dataclass(frozen=True, slots=True)
class Axis:
    """A vertical axis from 0: `steps` times `step`, with so many pixels a unit."""

    step: float
    steps: int
    scale: float

    @property
    def levels(self) -> list[float]:
        """The values at its lines, 0 first."""
        return [number * self.step for number in range(self.steps + 1)]


def axis(plot: Plot, top: float, lines: int, *, whole: bool = False) -> Axis:
    """An axis that the value `top` fits on, with a line about every `lines`th of it."""
    step = round_step(top / lines, whole=whole)
    steps = max(1, math.ceil(top / step))
    return Axis(step, steps, (plot.floor - plot.top) / (steps * step))


def round_step(rough: float, *, whole: bool = False) -> float:
    """The next round number, such as 1, 2 or 5 times a power of ten, for a step between lines."""
    if whole:
        rough = max(1, math.ceil(rough))
    elif rough <= 0:
        return 1
    power: float = 10 ** math.floor(math.log10(rough))
    factors = (1, 2, 5, 10) if whole else (1, 2, 2.5, 5, 10)
    return next(factor * power for factor in factors if factor * power >= rough)


def every(count: int, labels: int) -> int:
    """The distance of labels, so that of so many values not more than `labels` have one."""
    return math.ceil(count / labels) or 1


def columns(
    plot: Plot, of: Axis, values: Sequence[float], width: float
) -> Iterator[tuple[float, float, float]]:
    """The bars of a chart: left edge, upper edge and height of each."""
    for number, value in enumerate(values):
        height = value * of.scale
        yield plot.middle(number, len(values)) - width / 2, plot.floor - height, height


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `room` is the whole height, so that a small bar can be hit too."""

    label: str
    x: float
    width: float
    y: float
    height: float
    room: int
    articles: int
    printed: int
    per_1000: float | None
    named: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """A histogram: bars, and lines at round heights."""

    width: int
    height: int
    floor: int
    left: int
    bars: tuple[Bar, ...]
    lines: tuple[tuple[float, int], ...]


_PAGE = Plot(width=720, height=180, left=64, right=20, top=14, bottom=24)


def bars(histogram: Histogram) -> Bars:
    """Where the bars of a histogram stand on a page; the highest fills the height."""
    counts = [one.articles for one in histogram.bins]
    top = max(counts, default=0)
    scale = axis(_PAGE, top, LINES, whole=True)
    room = _PAGE.room(len(counts))
    width = min(WIDEST, room - min(3.0, room * 0.2))
    distance = every(len(counts), LABELS)
    drawn = tuple(
        Bar(
            label=histogram.label(one),
            x=round(x, 2),
            width=round(width, 2),
            y=round(y, 2),
            height=round(height, 2),
            room=_PAGE.floor,
            articles=one.articles,
            printed=one.printed,
            per_1000=one.per_1000,
            named=number % distance == 0,
        )
        for number, (one, (x, y, height)) in enumerate(
            zip(histogram.bins, columns(_PAGE, scale, counts, width), strict=True)
        )
    )
    levels = scale.levels if top else [0]  # no line above nothing
    lines = tuple((round(_PAGE.floor - it * scale.scale, 2), int(it)) for it in levels)
    return Bars(_PAGE.width, _PAGE.height, _PAGE.floor, _PAGE.left, drawn, lines)


@dataclass(frozen=True, slots=True)
class Box:
    """One square of a calendar: its colour or class of the style sheet, and its words.

    A `dot` is drawn in it, a `label` above its column.
    """

    kind: str
    words: str
    dot: bool = False
    label: str = ""
    x: int = 0
    y: int = 0


@dataclass(frozen=True, slots=True)
class Squares:
    """A calendar: `rows` are named at the left, `columns` above."""

    width: int
    height: int
    left: int
    boxes: tuple[Box, ...]
    rows: tuple[tuple[int, str], ...] = ()
    columns: tuple[tuple[int, str], ...] = ()


CELL, MONTHS, NAMES = 18, 70, 136
"""The side of a square on a page, and the room for names at its left."""
WEEK_CELL, WEEK_LEFT, WEEK_TOP = 12, 34, 16


def year(number: int, names: Sequence[str], paint: Callable[[date], Box]) -> Squares:
    """A year with a row for each month; `names` are those of the months."""
    days = [
        date(number, month, day)
        for month in range(1, 13)
        for day in range(1, calendar.monthrange(number, month)[1] + 1)
    ]
    boxes = [(paint(day), day.day - 1, day.month - 1) for day in days]
    return _table(boxes, names, [str(day) for day in range(1, 32)], MONTHS)


def days_of(
    names: Sequence[str], days: Sequence[date], paint: Callable[[int, date], Box]
) -> Squares:
    """A row for each name, a column for each day."""
    boxes = [
        (paint(row, day), column, row)
        for row in range(len(names))
        for column, day in enumerate(days)
    ]
    return _table(boxes, names, [str(day.day) for day in days], NAMES)


def weeks(first: date, last: date, paint: Callable[[date], Box]) -> Squares:
    """A column for each week from the first day on, a row for each day of it."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    boxes = tuple(
        replace(
            paint(day),
            x=WEEK_LEFT + number // 7 * WEEK_CELL,
            y=WEEK_TOP + number % 7 * WEEK_CELL,
            label=f"{day.month}/{day:%y}" if day.day == 1 else "",
        )
        for number, day in enumerate(days)
    )
    width = WEEK_LEFT + math.ceil(len(days) / 7) * WEEK_CELL
    return Squares(width, WEEK_TOP + 7 * WEEK_CELL, WEEK_LEFT, boxes)


def _table(
    boxes: Sequence[tuple[Box, int, int]], names: Sequence[str], days: Sequence[str], left: int
) -> Squares:
    """Boxes at their columns and rows, under the names of both."""
    return Squares(
        width=left + len(days) * CELL + 2,
        height=CELL + len(names) * CELL + 2,
        left=left,
        boxes=tuple(
            replace(box, x=left + column * CELL, y=CELL + row * CELL) for box, column, row in boxes
        ),
        rows=tuple((CELL + row * CELL + 13, name) for row, name in enumerate(names)),
        columns=tuple((left + at * CELL + CELL // 2, name) for at, name in enumerate(days)),
    )
