"""The rules that raise the alarms of a newspaper, by comparison with its own history.

The statistics are in archive/preservation/anomalies.py.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Literal

from archive.preservation.anomalies import Fall, fall, silence
from archive.store import fingerprints

Kind = Literal[
    "no-runs",
    "bad-runs",
    "silent",
    "silent-section",
    "field",
    "field-section",
    "layout",
    "errors",
    "shapes",
    "requests",
]

# By run and section: new articles, and how many of them have each field of _NAMES.
_FIELDS = """
SELECT captures.run, coalesce(section, ''),
    count(*), count(author), count(lead), count(published), count(section),
    count(nullif(n_images, 0)),
    count((SELECT min(number) FROM images WHERE article = articles.id AND caption IS NOT NULL))
FROM captures
JOIN revisions ON revisions.capture = captures.id AND revisions.number = 1
JOIN articles ON articles.id = revisions.article
WHERE captures.run IN (SELECT value FROM json_each(?)) AND articles.paper = ?
GROUP BY 1, 2
"""
_NAMES = ("author", "lead", "date", "section", "image", "caption")

_MAX_PAUSE = timedelta(days=2)  # between two runs, unless pauses are usually longer
_BAD_OUTCOMES = frozenset({"failed", "refused"})
_SECTION_MIN_DAYS = 30  # days with articles before the gaps of a section are judged
_SECTION_MIN_GAP = 21  # a gap of this many days in a section is always tolerated


@dataclass(frozen=True, slots=True)
class Alarm:
    """A problem that the operator of the archive should check."""

    kind: Kind
    detail: str


@dataclass(frozen=True, slots=True)
class Run:
    """A crawl of the newspaper, with its outcome and its counts by name."""

    id: int
    started: datetime
    outcome: str | None
    counts: dict[str, int]


def of_runs(runs: Sequence[Run], now: datetime) -> Iterator[Alarm]:
    """Alarms about runs: missing or failed runs, failed pages, few articles found."""
    pauses = [(later.started - one.started).total_seconds() for one, later in pairwise(runs)]
    usual = timedelta(seconds=median(pauses)) if pauses else timedelta(days=1)
    if now - runs[-1].started > max(_MAX_PAUSE, 3 * usual):
        yield Alarm("no-runs", f"no run since {runs[-1].started:%Y-%m-%d %H:%M} UTC")
    newest = [run.outcome for run in runs[-2:]]
    if len(newest) == 2 and _BAD_OUTCOMES.issuperset(newest):
        yield Alarm("bad-runs", f"the last two runs ended {' and '.join(map(str, newest))}")
    judged: tuple[tuple[Kind, str, list[tuple[int, int]]], ...] = (
        ("errors", "pages that could be fetched", [_without(r.counts, "failed") for r in runs]),
        ("shapes", "pages that were articles", [_without(r.counts, "not_article") for r in runs]),
        ("requests", "requests that found an article", [_yield(r.counts) for r in runs]),
    )
    for kind, words, shares in judged:
        if found := fall(shares):
            yield Alarm(kind, _message(words, found))


def _without(counts: dict[str, int], name: str) -> tuple[int, int]:
    """(requested pages that are not counted under `name`, all requested pages)."""
    pages = counts.get("pages", 0)
    return max(0, pages - counts.get(name, 0)), pages


def _yield(counts: dict[str, int]) -> tuple[int, int]:
    """(new articles, requests without revisits and failures); (0, 0) for a run without any.

    A run without new articles is no anomaly; the rule for gaps covers it.
    """
    new = counts.get("new", 0)
    others = counts.get("rechecked", 0) + counts.get("failed", 0)
    requests = counts.get("pages", 0) + counts.get("listings", 0) - others
    return (new, max(new, requests)) if new else (0, 0)


def of_days(days: dict[str, set[date]], every: list[date], today: date) -> Iterator[Alarm]:
    """Alarms about gaps: the newspaper, or one of its sections, has no new articles."""
    if found := silence(every, today):
        words = f"no article for {found.days} days (usually at most {found.usual})"
        yield Alarm("silent", f"{words}; last article {found.last}")
        return
    for section, section_days in sorted(days.items()):
        if not section or len(section_days) < _SECTION_MIN_DAYS:
            continue
        if found := silence(sorted(section_days), today, _SECTION_MIN_GAP):
            yield Alarm("silent-section", f"{section}: no article for {found.days} days")


def of_articles(conn: sqlite3.Connection, paper: str, runs: Sequence[Run]) -> Iterator[Alarm]:
    """Alarms about pages: unknown layouts, and fields that new articles now lack."""
    ids = [run.id for run in runs]
    if found := fall(fingerprints.known_shares(conn, ids)):
        yield Alarm("layout", _message("pages of a known layout", found))
    sections: dict[str, dict[int, list[int]]] = defaultdict(dict)
    whole: dict[int, list[int]] = {}
    for run, section, *counts in conn.execute(_FIELDS, (json.dumps(ids), paper)):
        sections[section][run] = counts
        whole[run] = [a + b for a, b in zip(whole.get(run, [0] * len(counts)), counts, strict=True)]
    fell = _fallen_fields(ids, whole)
    for name, found in fell.items():
        yield Alarm("field", _message(f"new articles with {name}", found))
    for section, counted in sorted(sections.items()):
        for name, found in _fallen_fields(ids, counted).items():
            if section and name not in fell and name != "section":
                words = _message(f"new articles with {name}", found)
                yield Alarm("field-section", f"{section}: {words}")


def _fallen_fields(ids: Sequence[int], counted: dict[int, list[int]]) -> dict[str, Fall]:
    """The fields whose share fell; `counted` has by run the counts of _FIELDS."""
    rows = [counted[run] for run in ids if run in counted]
    shares = {name: [(row[at], row[0]) for row in rows] for at, name in enumerate(_NAMES, 1)}
    fallen = {name: fall(shares[name]) for name in _NAMES}
    return {name: found for name, found in fallen.items() if found}


def _message(words: str, found: Fall) -> str:
    return f"{words}: {found.now:.0%} of {found.of} (usually {found.usual:.0%})"
