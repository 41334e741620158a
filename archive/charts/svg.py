"""Pictures of counts over time as SVG, drawn by hand: bars for one series, lines for several.

Only text and rectangles and lines: any browser and word processor shows it, and a program can read
the numbers back from it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import shorten

WIDTH, HEIGHT = 960, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 20, 56, 48
_COLOURS = ("#1f6f8b", "#c8553d", "#5b8e7d", "#8d6a9f", "#d4a017", "#4a4e69", "#99582a", "#00798c")
_FONT = "font-family='system-ui, sans-serif'"
_LABELS = 12  # along the lower edge, at most
_NAME = 24  # letters in the key; points tell the name whole


@dataclass(frozen=True, slots=True)
class Series:
    """A name and its values; None where there is none to show."""

    name: str
    values: Sequence[float | None]


def picture(title: str, unit: str, labels: Sequence[str], series: Sequence[Series]) -> str:
    """The picture as an SVG document; `labels` name the values of a series from left to right."""
    top = max((value for one in series for value in one.values if value is not None), default=0)
    step = _step(top)
    steps = max(1, math.ceil(top / step))
    scale = (HEIGHT - _TOP - _BOTTOM) / (steps * step)
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}'"
        f" width='{WIDTH}' height='{HEIGHT}' role='img'>",
        f"<title>{escape(title)}</title>",
        f"<rect width='{WIDTH}' height='{HEIGHT}' fill='#fff'/>",
        _text(_LEFT, 22, title, size=16, weight="bold"),
        _text(_LEFT, 42, unit, size=12, colour="#555"),
    ]
    for number in range(steps + 1):
        value = number * step
        y = HEIGHT - _BOTTOM - value * scale
        parts.append(_line(_LEFT, y, WIDTH - _RIGHT, y, "#ddd" if number else "#333"))
        parts.append(_text(_LEFT - 8, y + 4, f"{value:g}", anchor="end"))
    parts += _lower_edge(labels)
    draw = _bars if len(series) == 1 else _curves
    parts += draw(labels, series, scale)
    return "\n".join([*parts, "</svg>\n"])


def _bars(labels: Sequence[str], series: Sequence[Series], scale: float) -> list[str]:
    room = (WIDTH - _LEFT - _RIGHT) / max(1, len(labels))
    thick = max(0.5, room * (0.8 if room > 3 else 1))
    bars = []
    for number, (label, value) in enumerate(zip(labels, series[0].values, strict=True)):
        if value:
            x, high = _LEFT + number * room + (room - thick) / 2, value * scale
            bars.append(
                f"<rect x='{x:.1f}' y='{HEIGHT - _BOTTOM - high:.1f}' width='{thick:.1f}'"
                f" height='{high:.1f}' fill='{_COLOURS[0]}'>"
                f"<title>{escape(label)}: {value:g}</title></rect>"
            )
    return bars


def _curves(labels: Sequence[str], series: Sequence[Series], scale: float) -> list[str]:
    """A line for each series, broken where a value is missing, and a key in the upper corner."""
    room = (WIDTH - _LEFT - _RIGHT) / max(1, len(labels))
    parts = []
    for number, one in enumerate(series):
        colour = _COLOURS[number % len(_COLOURS)]
        dashes = "" if number < len(_COLOURS) else " stroke-dasharray='5 3'"
        path, pen_down = [], False
        for place, value in enumerate(one.values):
            if value is not None:
                x, y = _LEFT + (place + 0.5) * room, HEIGHT - _BOTTOM - value * scale
                path.append(f"{'L' if pen_down else 'M'}{x:.1f} {y:.1f}")
                parts.append(
                    f"<circle cx='{x:.1f}' cy='{y:.1f}' r='2.5' fill='{colour}'>"
                    f"<title>{escape(one.name)}, {escape(labels[place])}: {value:g}</title>"
                    "</circle>"
                )
            pen_down = value is not None
        parts.append(
            f"<path d='{' '.join(path)}' fill='none' stroke='{colour}' stroke-width='2'{dashes}/>"
        )
        y = _TOP + 6 + 18 * number
        parts.append(_line(WIDTH - 190, y, WIDTH - 170, y, colour, thick=3))
        parts.append(_text(WIDTH - 164, y + 4, shorten(one.name, _NAME, placeholder="…"), size=12))
    return parts


def _lower_edge(labels: Sequence[str]) -> list[str]:
    room = (WIDTH - _LEFT - _RIGHT) / max(1, len(labels))
    every = math.ceil(len(labels) / _LABELS) or 1
    return [
        _text(_LEFT + (at + 0.5) * room, HEIGHT - _BOTTOM + 20, label, anchor="middle")
        for at, label in enumerate(labels)
        if at % every == 0
    ]


def _step(top: float) -> float:
    """A round distance between lines, for about five of them."""
    if top <= 0:
        return 1
    rough = top / 5
    power = 10 ** math.floor(math.log10(rough))
    return float(next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough))


def _line(x: float, y: float, to_x: float, to_y: float, colour: str, *, thick: int = 1) -> str:
    return (
        f"<line x1='{x:.1f}' y1='{y:.1f}' x2='{to_x:.1f}' y2='{to_y:.1f}' stroke='{colour}'"
        f" stroke-width='{thick}'/>"
    )


def _text(
    x: float,
    y: float,
    text: str,
    *,
    size: int = 11,
    anchor: str = "start",
    colour: str = "#222",
    weight: str = "normal",
) -> str:
    return (
        f"<text x='{x:.1f}' y='{y:.1f}' font-size='{size}' text-anchor='{anchor}' fill='{colour}'"
        f" font-weight='{weight}' {_FONT}>{escape(text)}</text>"
    )
