"""Histograms and trends as block characters on a terminal, or as an SVG or PNG chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from archive.charts import svg
from archive.errors import UsageProblem

if TYPE_CHECKING:
    from rich.console import Console

    from archive.search.histogram import Bin, Histogram

BAR = 50
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_HEIGHTS = "▁▂▃▄▅▆▇█"


def bars(out: Console, found: Histogram, *, relative: bool) -> None:
    """Print a line for each bin: label, articles, articles per 1,000, bar."""
    top = max((_value(one, relative=relative) or 0 for one in found.bins), default=0)
    for one in found.bins:
        share = "" if one.per_1000 is None else f"{one.per_1000:.1f}‰"
        text = Text(f"{found.label(one):10} {one.articles:>8} {share:>9} ")
        text.append(_bar((_value(one, relative=relative) or 0) / top if top else 0), "cyan")
        out.print(text, soft_wrap=True)


def lines(out: Console, found: Sequence[Histogram], *, relative: bool) -> None:
    """Print a line for each query: a sparkline, and the highest value with its bin."""
    width = max(len(one.question or "") for one in found)
    for one in found:
        values = [_value(bin_, relative=relative) for bin_ in one.bins]
        top = max((value for value in values if value), default=0)
        text = Text(f"{one.question or '':{width}} ")
        text.append("".join(_height(value, top) for value in values), "cyan")
        if top:
            best = one.bins[values.index(top)]
            text.append(f" highest {top:.1f}{'‰' if relative else ''} in {one.label(best)}")
        out.print(text, soft_wrap=True)
    if found and found[0].bins:
        first, last = found[0].bins[0], found[0].bins[-1]
        out.print(f"{'':{width}} {found[0].label(first)} to {found[0].label(last)}")


def plot(path: Path, found: Sequence[Histogram], *, relative: bool) -> None:
    """Write the chart, .svg or .png; raises UsageProblem."""
    first = found[0]
    unit = "bài trên 1.000 bài đã lưu" if relative else "số bài"
    names = [one.question or "tất cả" for one in found]
    series = [
        svg.Series(name, [_value(bin_, relative=relative) for bin_ in one.bins])
        for name, one in zip(names, found, strict=True)
    ]
    labels = [first.label(bin_) for bin_ in first.bins]
    write_picture(path, svg.picture(" · ".join(names), unit, labels, series))


def plot_series(
    path: Path,
    title: str,
    unit: str,
    labels: Sequence[str],
    values: Mapping[str, Sequence[float | None]],
) -> None:
    """Write a chart with a curve for each name; raises UsageProblem."""
    series = [svg.Series(name, some) for name, some in values.items()]
    write_picture(path, svg.picture(title, unit, labels, series))


def check_ending(path: Path) -> None:
    """Raise UsageProblem for a suffix other than .svg and .png."""
    if path.suffix not in (".svg", ".png"):
        raise UsageProblem(f"unknown chart format “{path}”: use a name that ends in .svg or .png")


def write_picture(path: Path, picture: str) -> None:
    """Write an SVG chart to .svg, or to .png where cairosvg is installed; raises UsageProblem."""
    check_ending(path)
    if path.suffix == ".svg":
        data = picture.encode()
    else:
        try:
            import cairosvg  # an optional extra
        except (ImportError, OSError) as error:  # OSError: without the cairo library itself
            raise UsageProblem(
                "PNG needs cairosvg and the cairo library: pip install 'baotinh[png]', or use .svg"
            ) from error
        data = cairosvg.svg2png(picture.encode(), scale=2)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UsageProblem(f"cannot write {path}: {error.strerror}") from error


def _value(one: Bin, *, relative: bool) -> float | None:
    return one.per_1000 if relative else one.articles


def _bar(share: float) -> str:
    eighths = round(share * BAR * 8)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _height(value: float | None, top: float) -> str:
    if value is None:
        return "·"
    return _HEIGHTS[round(value / top * (len(_HEIGHTS) - 1))] if value else " "
