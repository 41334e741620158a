"""Pictures of counts over time as SVG, drawn by hand: bars for one series, lines for several.

Only text and rectangles and lines: any browser and word processor shows it, and a program can read
the numbers back from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import shorten

from archive.charts.layout import WEEK_CELL, Axis, Plot, Squares, axis, columns, every

PLOT = Plot(width=960, height=420, left=70, right=20, top=56, bottom=48)
_COLOURS = ("#1f6f8b", "#c8553d", "#5b8e7d", "#8d6a9f", "#d4a017", "#4a4e69", "#99582a", "#00798c")
_FONT = "font-family='system-ui, sans-serif'"
_LABELS = 12  # along the lower edge, at most
_LINES = 5
_NAME = 24  # letters in the key; points tell the name whole


@dataclass(frozen=True, slots=True)
class Series:
    """A name and its values; None where there is none to show."""

    name: str
    values: Sequence[float | None]


def picture(title: str, unit: str, labels: Sequence[str], series: Sequence[Series]) -> str:
    """The picture as an SVG document; `labels` name the values of a series from left to right."""
    top = max((value for one in series for value in one.values if value is not None), default=0)
    scale = axis(PLOT, top, _LINES)
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {PLOT.width} {PLOT.height}'"
        f" width='{PLOT.width}' height='{PLOT.height}' role='img'>",
        f"<title>{escape(title)}</title>",
        f"<rect width='{PLOT.width}' height='{PLOT.height}' fill='#fff'/>",
        _text(PLOT.left, 22, title, size=16, weight="bold"),
        _text(PLOT.left, 42, unit, size=12, colour="#555"),
    ]
    for value in scale.levels:
        y = PLOT.floor - value * scale.scale
        colour = "#ddd" if value else "#333"
        parts.append(_line(PLOT.left, y, PLOT.width - PLOT.right, y, colour))
        parts.append(_text(PLOT.left - 8, y + 4, f"{value:g}", anchor="end"))
    parts += _lower_edge(labels)
    draw = _bars if len(series) == 1 else _curves
    parts += draw(labels, series, scale)
    return "\n".join([*parts, "</svg>\n"])


def calendar(squares: Squares, name: str) -> str:
    """A calendar whose boxes have colours, as an SVG element; words are the titles of its days."""
    side = WEEK_CELL - 2
    parts = []
    for box in squares.boxes:
        parts.append(
            f"<rect x='{box.x}' y='{box.y}' width='{side}' height='{side}' fill='{box.kind}'>"
            f"<title>{box.words}</title></rect>"
        )
        if box.label:
            parts.append(f"<text x='{box.x}' y='11' font-size='9'>{box.label}</text>")
    size = f"{squares.width} {squares.height}"
    title = escape(name, quote=True)
    return f"<svg viewBox='0 0 {size}' role='img' aria-label='{title}'>{''.join(parts)}</svg>"


def _bars(labels: Sequence[str], series: Sequence[Series], scale: Axis) -> list[str]:
    room = PLOT.room(len(labels))
    thick = max(0.5, room * (0.8 if room > 3 else 1))
    values = [value or 0 for value in series[0].values]
    return [
        f"<rect x='{x:.1f}' y='{y:.1f}' width='{thick:.1f}' height='{height:.1f}'"
        f" fill='{_COLOURS[0]}'><title>{escape(label)}: {value:g}</title></rect>"
        for label, value, (x, y, height) in zip(
            labels, values, columns(PLOT, scale, values, thick), strict=True
        )
        if value
    ]


def _curves(labels: Sequence[str], series: Sequence[Series], scale: Axis) -> list[str]:
    """A line for each series, broken where a value is missing, and a key in the upper corner."""
    parts = []
    for number, one in enumerate(series):
        colour = _COLOURS[number % len(_COLOURS)]
        dashes = "" if number < len(_COLOURS) else " stroke-dasharray='5 3'"
        path, pen_down = [], False
        for place, value in enumerate(one.values):
            if value is not None:
                x, y = PLOT.middle(place, len(labels)), PLOT.floor - value * scale.scale
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
        y = PLOT.top + 6 + 18 * number
        parts.append(_line(PLOT.width - 190, y, PLOT.width - 170, y, colour, thick=3))
        name = shorten(one.name, _NAME, placeholder="…")
        parts.append(_text(PLOT.width - 164, y + 4, name, size=12))
    return parts


def _lower_edge(labels: Sequence[str]) -> list[str]:
    distance = every(len(labels), _LABELS)
    return [
        _text(PLOT.middle(at, len(labels)), PLOT.floor + 20, label, anchor="middle")
        for at, label in enumerate(labels)
        if at % distance == 0
    ]


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
