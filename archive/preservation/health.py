"""Whether an archive is well: each newspaper against its own history, nothing leaves the machine.

Looked at are the newest runs and articles: are there runs at all, do they end well, is the
newspaper or one of its sections silent, do articles still have what they always had. The worst that
may happen to an archive is that nobody notices that nothing comes any more.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from archive.clock import VIETNAM
from archive.db import time_order
from archive.db.reader import snapshot
from archive.preservation import alarms
from archive.preservation.alarms import Alarm, Run

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
_HISTORY = timedelta(days=400)


@dataclass(slots=True)
class Health:
    """How one newspaper is: its last run, the day of its newest article, and what is wrong."""

    paper: str
    last_run: str | None
    outcome: str | None
    newest: date | None
    alarms: list[Alarm] = field(default_factory=list)


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
    health.alarms += alarms.of_runs(runs, now)
    health.alarms += alarms.of_days(days, every, last.started.astimezone(VIETNAM).date())
    health.alarms += alarms.of_articles(conn, paper, runs)
    return health


def _runs(conn: sqlite3.Connection, paper: str, now: datetime) -> list[Run]:
    """The newest runs in order of time."""
    rows = conn.execute(_RUNS, (paper, now.strftime("%Y-%m-%dT%H:%M:%SZ"))).fetchall()
    return [
        Run(id_, datetime.fromisoformat(started), outcome, json.loads(counts))
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
