"""Whether an archive is well: each newspaper against its own history, nothing leaves the machine.

Looked at are the newest runs and articles: are there runs at all, do they end well, is the
newspaper or one of its sections silent, do articles still have what they always had. The worst that
may happen to an archive is that nobody notices that nothing comes any more.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Literal

from archive.clock import VIETNAM
from archive.db import time_order
from archive.db.reader import snapshot
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

_PAPERS = "SELECT DISTINCT paper FROM runs WHERE kind = 'crawl' AND paper IS NOT NULL ORDER BY 1"
_RUNS = """
SELECT id, started, outcome, counts FROM runs
WHERE paper = ? AND kind = 'crawl' AND started <= ?
    AND NOT (coalesce(outcome, '') IN ('locked', 'resting', 'refused') AND counts = '{}')
ORDER BY started DESC, id DESC LIMIT 120
"""
_DAYS = """
SELECT position / :per_day, section FROM articles
WHERE paper = :paper AND position >= :first AND position < :last
GROUP BY 1, 2 ORDER BY 1
"""
# What the articles that a run brought show, by their newest state.
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

_HISTORY = timedelta(days=400)
_MOST_PAUSE = timedelta(days=2)  # between two runs, where history asks for no more
_BAD = frozenset({"failed", "refused"})
_SECTION_DAYS = 30  # with articles, before a section is missed
_SECTION_QUIET = 21  # days that a section may always rest


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that somebody should look at."""

    kind: Kind
    detail: str


@dataclass(slots=True)
class Health:
    """How one newspaper is: its last run, the day of its newest article, and what is wrong."""

    paper: str
    last_run: str | None
    outcome: str | None
    newest: date | None
    alarms: list[Alarm] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Run:
    id: int
    started: datetime
    outcome: str | None
    counts: dict[str, int]


def examine(conn: sqlite3.Connection, now: datetime) -> list[Health]:
    """The health of every newspaper that was ever crawled, at a moment."""
    with snapshot(conn):
        papers = [paper for (paper,) in conn.execute(_PAPERS).fetchall()]
        return [_examine(conn, paper, now) for paper in papers]


def _examine(conn: sqlite3.Connection, paper: str, now: datetime) -> Health:
    runs = _runs(conn, paper, now)
    if not runs:
        return Health(paper, None, None, None)
    last = runs[-1]
    days = _days(conn, paper, last.started.astimezone(VIETNAM).date())
    every = sorted(set().union(*days.values()))
    newest = every[-1] if every else None
    health = Health(paper, last.started.isoformat(), last.outcome, newest)
    health.alarms += _of_runs(runs, now)
    health.alarms += _of_days(days, every, last.started.astimezone(VIETNAM).date())
    health.alarms += _of_articles(conn, paper, runs)
    return health


def _of_runs(runs: Sequence[_Run], now: datetime) -> Iterator[Alarm]:
    """No runs, runs that ended badly, pages that cannot be fetched or are of unknown shapes."""
    pauses = [(later.started - one.started).total_seconds() for one, later in pairwise(runs)]
    usual = timedelta(seconds=median(pauses)) if pauses else timedelta(days=1)
    if now - runs[-1].started > max(_MOST_PAUSE, 3 * usual):
        yield Alarm("no-runs", f"no run since {runs[-1].started:%Y-%m-%d %H:%M} UTC")
    newest = [run.outcome for run in runs[-2:]]
    if len(newest) == 2 and _BAD.issuperset(newest):
        yield Alarm("bad-runs", f"the last two runs ended {' and '.join(map(str, newest))}")
    judged: tuple[tuple[Kind, str, list[tuple[int, int]]], ...] = (
        ("errors", "pages that could be fetched", [_without(r.counts, "failed") for r in runs]),
        ("shapes", "pages that were articles", [_without(r.counts, "not_article") for r in runs]),
        ("requests", "requests that found an article", [_brought(r.counts) for r in runs]),
    )
    for kind, words, shares in judged:
        if found := fall(shares):
            yield Alarm(kind, _fell(words, found))


def _without(counts: dict[str, int], name: str) -> tuple[int, int]:
    """The pages that were not so, of those that were asked for."""
    pages = counts.get("pages", 0)
    return max(0, pages - counts.get(name, 0)), pages


def _brought(counts: dict[str, int]) -> tuple[int, int]:
    """The new articles, of all other requests than rechecks; failed ones are told apart.

    A run without any is quiet and no more.
    """
    new = counts.get("new", 0)
    others = counts.get("rechecked", 0) + counts.get("failed", 0)
    asked = counts.get("pages", 0) + counts.get("listings", 0) - others
    return (new, max(new, asked)) if new else (0, 0)


def _of_days(days: dict[str, set[date]], every: list[date], today: date) -> Iterator[Alarm]:
    """Silence of the newspaper, or else of one of its sections."""
    if found := silence(every, today):
        words = f"no article for {found.days} days (usually at most {found.usual})"
        yield Alarm("silent", f"{words}; last article {found.last}")
        return
    for section, on in sorted(days.items()):
        if not section or len(on) < _SECTION_DAYS:
            continue
        if found := silence(sorted(on), today, _SECTION_QUIET):
            yield Alarm("silent-section", f"{section}: no article for {found.days} days")


def _of_articles(conn: sqlite3.Connection, paper: str, runs: Sequence[_Run]) -> Iterator[Alarm]:
    """Pages of another layout, and what new articles always had and lack now."""
    ids = [run.id for run in runs]
    if found := fall(fingerprints.known_shares(conn, ids)):
        yield Alarm("layout", _fell("pages of a known layout", found))
    sections: dict[str, dict[int, list[int]]] = defaultdict(dict)
    whole: dict[int, list[int]] = {}
    for run, section, *counts in conn.execute(_FIELDS, (json.dumps(ids), paper)):
        sections[section][run] = counts
        whole[run] = [a + b for a, b in zip(whole.get(run, [0] * len(counts)), counts, strict=True)]
    fell = _fallen_fields(ids, whole)
    for name, found in fell.items():
        yield Alarm("field", _fell(f"new articles with {name}", found))
    for section, counted in sorted(sections.items()):
        for name, found in _fallen_fields(ids, counted).items():
            if section and name not in fell and name != "section":
                words = _fell(f"new articles with {name}", found)
                yield Alarm("field-section", f"{section}: {words}")


def _fallen_fields(ids: Sequence[int], counted: dict[int, list[int]]) -> dict[str, Fall]:
    """Which fields fell, of the counts by run: of all articles first, then of each field."""
    told = [counted[run] for run in ids if run in counted]
    shares = {name: [(row[at], row[0]) for row in told] for at, name in enumerate(_NAMES, 1)}
    fallen = {name: fall(shares[name]) for name in _NAMES}
    return {name: found for name, found in fallen.items() if found}


def _fell(words: str, found: Fall) -> str:
    return f"{words}: {found.now:.0%} of {found.of} (usually {found.usual:.0%})"


def _runs(conn: sqlite3.Connection, paper: str, now: datetime) -> list[_Run]:
    """The newest runs in order of time."""
    rows = conn.execute(_RUNS, (paper, now.strftime("%Y-%m-%dT%H:%M:%SZ"))).fetchall()
    return [
        _Run(id_, datetime.fromisoformat(started), outcome, json.loads(counts))
        for id_, started, outcome, counts in reversed(rows)
    ]


def _days(conn: sqlite3.Connection, paper: str, today: date) -> dict[str, set[date]]:
    """By section ("" for none), the days with articles; nothing that claims to be of the future."""
    bounds = {
        "paper": paper,
        "per_day": time_order.PER_DAY,
        "first": time_order.of_day(today - _HISTORY),
        "last": time_order.of_day(today + timedelta(days=1)),
    }
    days: dict[str, set[date]] = defaultdict(set)
    for number, section in conn.execute(_DAYS, bounds):
        days[section or ""].add(time_order.day_of(number * time_order.PER_DAY))
    return days
