"""Pictures as numbers: where bars and boxes stand; the templates draw them and name them.

Colours are classes of the style sheet, so that a picture follows the light or dark page and prints.
A table with the same numbers stands behind each picture.
"""

from __future__ import annotations

import calendar
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from archive.search.histogram import Histogram

WIDTH, HEIGHT = 720, 180
LEFT, RIGHT, ABOVE, BELOW = 64, 20, 14, 24
WIDEST = 56
"""A bar, where there are few."""
LABELS = 7
"""Names along the lower edge, at most."""
CELL, MONTHS, NAMES = 18, 70, 136


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


def bars(histogram: Histogram) -> Bars:
    """Where the bars of a histogram stand; the highest fills the height."""
    top = max((one.articles for one in histogram.bins), default=0)
    step = round_step(top)
    scale = (HEIGHT - ABOVE - BELOW) / (max(1, math.ceil(top / step)) * step)
    floor = HEIGHT - BELOW
    room = (WIDTH - LEFT - RIGHT) / max(1, len(histogram.bins))
    wide = min(WIDEST, room - min(3.0, room * 0.2))
    every = math.ceil(len(histogram.bins) / LABELS) or 1
    drawn = tuple(
        Bar(
            label=histogram.label(one),
            x=round(LEFT + (number + 0.5) * room - wide / 2, 2),
            width=round(wide, 2),
            y=round(floor - one.articles * scale, 2),
            height=round(one.articles * scale, 2),
            room=floor,
            articles=one.articles,
            printed=one.printed,
            per_1000=one.per_1000,
            named=number % every == 0,
        )
        for number, one in enumerate(histogram.bins)
    )
    levels = range(0, top + step, step)
    lines = tuple((round(floor - level * scale, 2), level) for level in levels)
    return Bars(WIDTH, HEIGHT, floor, LEFT, drawn, lines)


def round_step(top: int) -> int:
    """A round distance between lines, for three of them or four."""
    rough = max(1, math.ceil(top / 4))
    power = int(10 ** math.floor(math.log10(rough)))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)


@dataclass(frozen=True, slots=True)
class Box:
    """One square of a picture of days: what it is (a class of the style sheet), and its words."""

    x: int
    y: int
    kind: str
    words: str
    dot: bool = False


@dataclass(frozen=True, slots=True)
class Squares:
    """Rows of days: `rows` are named at the left, `columns` above."""

    width: int
    height: int
    left: int
    boxes: tuple[Box, ...]
    rows: tuple[tuple[int, str], ...]
    columns: tuple[tuple[int, str], ...]


def year(number: int, names: Sequence[str], paint: Callable[[date], Box]) -> Squares:
    """A year with a row for each month; `names` are those of the months."""
    days = [
        date(number, month, day)
        for month in range(1, 13)
        for day in range(1, calendar.monthrange(number, month)[1] + 1)
    ]
    boxes = tuple(_placed(paint(day), day.day - 1, day.month - 1, MONTHS) for day in days)
    return _squares(boxes, names, [str(day) for day in range(1, 32)], MONTHS)


def days_of(
    names: Sequence[str], days: Sequence[date], paint: Callable[[int, date], Box]
) -> Squares:
    """A row for each name, a column for each day."""
    boxes = tuple(
        _placed(paint(row, day), column, row, NAMES)
        for row in range(len(names))
        for column, day in enumerate(days)
    )
    return _squares(boxes, names, [str(day.day) for day in days], NAMES)


def _placed(box: Box, column: int, row: int, left: int) -> Box:
    x, y = left + column * CELL, CELL + row * CELL
    return Box(x, y, box.kind, box.words, box.dot)


def _squares(
    boxes: tuple[Box, ...], names: Sequence[str], columns: Sequence[str], left: int
) -> Squares:
    return Squares(
        width=left + len(columns) * CELL + 2,
        height=CELL + len(names) * CELL + 2,
        left=left,
        boxes=boxes,
        rows=tuple((CELL + row * CELL + 13, name) for row, name in enumerate(names)),
        columns=tuple((left + at * CELL + CELL // 2, name) for at, name in enumerate(columns)),
    )
