"""Anomaly detection in the history of a newspaper: gaps without articles, and fallen shares.

The functions are pure. They tolerate more when the history is short or irregular, since frequent
false alarms would be ignored; tests/archive/preservation/test_health.py counts false alarms over
simulated years.
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
"""First days of Tết Nguyên đán, the only holiday on which newspapers pause for a week."""

HOLIDAYS = frozenset(
    date.fromisoformat(day) + timedelta(days=offset)
    for day in _NEW_YEARS
    for offset in range(-2, 9)
)

_MIN_DAYS = 10  # days with articles before a gap can be judged
_MIN_GAP = 3  # a gap of this many days is always tolerated
_USUAL_QUANTILE = 0.98  # of the gaps, which gives the usual longest gap

_BLOCK = 20  # articles in one sample of a share
_BLOCKS = (4, 15)  # minimum of past samples, and number of the newest that are used
_RECENT_RUNS = 2  # the newest runs, which are judged
_MIN_TOTAL = 4  # articles or pages in these runs
_MAX_P_VALUE = 1e-4
_MAX_RATIO = 0.5  # of the recent share to the median of the past ones


@dataclass(frozen=True, slots=True)
class Silence:
    """A gap of `days` without an article after `last`; `usual` is the usual longest gap."""

    days: int
    usual: int
    last: date


@dataclass(frozen=True, slots=True)
class Fall:
    """A share that fell: `usual` in the past (median), `now` in the newest runs, `of` in all."""

    usual: float
    now: float
    of: int


def silence(days: Sequence[date], today: date, min_gap: int = _MIN_GAP) -> Silence | None:
    """The gap since the last article, if it is unusually long; None otherwise.

    `days` are the days with articles, in order. `today` and the days around Tết do not count.
    """
    if len(days) < _MIN_DAYS:
        return None
    gaps = sorted(_gap(one, other) for one, other in pairwise(days))
    usual = gaps[int(_USUAL_QUANTILE * (len(gaps) - 1))]
    gap = _gap(days[-1], today)
    return Silence(gap, usual, days[-1]) if gap > max(min_gap, 2 * usual + 1) else None


def fall(runs: Sequence[tuple[int, int]]) -> Fall | None:
    """The fall of a share in the newest runs, if it is significant; None otherwise.

    Each run is (items with the property, all items), in order of time. A share falls when it is
    below half of its past median, and a binomial test against the lowest past share rejects chance.
    """
    counted = [run for run in runs if run[1]]
    for count in range(1, _RECENT_RUNS + 1):
        recent, past = counted[-count:], _blocks(counted[:-count])
        if len(past) < _BLOCKS[0] or len(recent) < count:
            continue
        shares = past[-_BLOCKS[1] :]
        usual, lowest = median(shares), min(shares)
        found, total = (sum(part) for part in zip(*recent, strict=True))
        fell = total >= _MIN_TOTAL and found < _MAX_RATIO * usual * total
        if fell and _binomial_cdf(found, total, lowest) < _MAX_P_VALUE:
            return Fall(usual, found / total, total)
    return None


def _gap(last: date, today: date) -> int:
    """The number of days between two days, without those around Tết."""
    between = (last + timedelta(days=day) for day in range(1, (today - last).days))
    return sum(day not in HOLIDAYS for day in between)


def _blocks(runs: Sequence[tuple[int, int]]) -> list[float]:
    """The share in each block of consecutive runs with at least _BLOCK items together."""
    shares: list[float] = []
    found = total = 0
    for with_it, in_all in runs:
        found, total = found + with_it, total + in_all
        if total >= _BLOCK:
            shares.append(found / total)
            found = total = 0
    return shares


def _binomial_cdf(found: int, total: int, share: float) -> float:
    """The probability of at most `found` successes in `total` trials of probability `share`."""
    if total > 300:  # scaled down: more terms would not change the verdict
        found, total = found * 300 // total, 300
    return sum(
        comb(total, number) * share**number * (1 - share) ** (total - number)
        for number in range(found + 1)
    )
