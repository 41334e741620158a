"""Health check: compares the newest runs and articles of each newspaper with its history.

It raises alarms for missing or failed runs, gaps without articles in a newspaper or a section, and
fields that articles no longer have (archive/preservation/alarms.py). No data leaves the machine.
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
    """The health of a newspaper: last run (UTC) and outcome, day of its newest article, alarms."""

    paper: str
    last_run: str | None
    outcome: str | None
    newest: date | None
    alarms: list[Alarm] = field(default_factory=list)


def examine(conn: sqlite3.Connection, now: datetime) -> list[Health]:
    """Check every newspaper that was ever crawled; `now` is the time to judge gaps by."""
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
    """The newest crawls that were started, in order of time."""
    rows = conn.execute(_RUNS, (paper, now.strftime("%Y-%m-%dT%H:%M:%SZ"))).fetchall()
    return [
        Run(id_, datetime.fromisoformat(started), outcome, json.loads(counts))
        for id_, started, outcome, counts in reversed(rows)
    ]


def _days(conn: sqlite3.Connection, paper: str, today: date) -> dict[str, set[date]]:
    """The days with articles by section ("" for none), without days in the future."""
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
