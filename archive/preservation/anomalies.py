"""What is out of the ordinary, judged by a newspaper's own past: silence, and shares that fell.

Pure: lists in, verdicts out. Each rule is lenient where the past is short or uneven, since an alarm
that cries wolf is switched off; tests/archive/preservation/test_health.py counts over simulated
years how often they do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import comb
from statistics import median

_NEW_YEARS = (
    *("2016-02-08", "2017-01-28", "2018-02-16", "2019-02-05", "2020-01-25", "2021-02-12"),
    *("2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06"),
    *("2028-01-26", "2029-02-13", "2030-02-02", "2031-01-23", "2032-02-11", "2033-01-31"),
    *("2034-02-19", "2035-02-08"),
)
"""Tết Nguyên đán, the one time of the year in which newspapers rest for a week."""

HOLIDAYS = frozenset(
    date.fromisoformat(day) + timedelta(days=offset)
    for day in _NEW_YEARS
    for offset in range(-2, 9)
)

_KNOWN_DAYS = 10  # with articles, before silence can be judged
_SHORTEST = 3  # quiet days are never too many
_USUAL = 0.98  # of the pauses are no longer than the usual one

_BLOCK = 20  # articles that make one measure of a share
_BLOCKS = (4, 15)  # measures before a share is judged, and how far back it goes
_RUNS = 2  # the newest, which are judged
_FEWEST = 4  # articles or pages in them
_CHANCE = 1e-4  # by which a fall may be an accident
_FALL = 0.5  # of the median, below which it is one


@dataclass(frozen=True, slots=True)
class Silence:
    """So many days without an article, where `usual` are the longest that are usual."""

    days: int
    usual: int
    last: date


@dataclass(frozen=True, slots=True)
class Fall:
    """A share that fell: from the median of the past to what the newest runs show."""

    usual: float
    now: float
    of: int


def silence(days: Sequence[date], today: date, shortest: int = _SHORTEST) -> Silence | None:
    """Whether it is quiet for too long; `days` are those with articles, in order.

    `today` does not count, nor do the days around Tết.
    """
    if len(days) < _KNOWN_DAYS:
        return None
    pauses = sorted(_quiet(one, other) for one, other in pairwise(days))
    usual = pauses[int(_USUAL * (len(pauses) - 1))]
    quiet = _quiet(days[-1], today)
    return Silence(quiet, usual, days[-1]) if quiet > max(shortest, 2 * usual + 1) else None


def fall(runs: Sequence[tuple[int, int]]) -> Fall | None:
    """Whether a share fell in the newest runs; each is (with it, in all), in order of time."""
    counted = [run for run in runs if run[1]]
    for count in range(1, _RUNS + 1):
        recent, past = counted[-count:], _blocks(counted[:-count])
        if len(past) < _BLOCKS[0] or len(recent) < count:
            continue
        shares = past[-_BLOCKS[1] :]
        usual, lowest = median(shares), min(shares)
        found, total = (sum(part) for part in zip(*recent, strict=True))
        fell = total >= _FEWEST and found < _FALL * usual * total
        if fell and _at_most(found, total, lowest) < _CHANCE:
            return Fall(usual, found / total, total)
    return None


def _quiet(last: date, today: date) -> int:
    """The days between two, without those around Tết."""
    between = (last + timedelta(days=day) for day in range(1, (today - last).days))
    return sum(day not in HOLIDAYS for day in between)


def _blocks(runs: Sequence[tuple[int, int]]) -> list[float]:
    """The share in each of the blocks that the runs of the past make, small ones put together."""
    shares: list[float] = []
    found = total = 0
    for with_it, in_all in runs:
        found, total = found + with_it, total + in_all
        if total >= _BLOCK:
            shares.append(found / total)
            found = total = 0
    return shares


def _at_most(found: int, total: int, share: float) -> float:
    """The chance of so few or fewer, where each has the share as its chance."""
    if total > 300:  # a thousand terms tell no more than three hundred
        found, total = found * 300 // total, 300
    return sum(
        comb(total, number) * share**number * (1 - share) ** (total - number)
        for number in range(found + 1)
    )
