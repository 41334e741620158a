"""Runs and events: one row for each crawl, ingest or reparse, with its counts and outcome.

`outcome` is NULL while a run is active. If its process dies, the next run of the same kind and
newspaper sets it to 'interrupted'; archive/db/lock.py ensures that no other one is active. Events
are administrative acts, in a run or by a command.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal

from sqlite_utils import Database

from archive.clock import FORM, utc_now
from archive.db.writer import guard, path_of

Kind = Literal["crawl", "ingest", "reparse"]

INTERRUPTED = "interrupted"
LOCKED = "locked"
RESTING = "resting"
COUNTED = ("new", "changed", "same", "failed", "not_article")
"""The counts with their own column; all others are in the JSON column `counts`."""

_INTERRUPT = "UPDATE runs SET outcome = ? WHERE kind = ? AND paper IS ? AND outcome IS NULL"
_START = "INSERT INTO runs(kind, paper, arguments, started) VALUES (?, ?, ?, ?) RETURNING id"
_NOT_STARTED = """
INSERT INTO runs(kind, paper, arguments, started, finished, outcome)
VALUES (:kind, (SELECT id FROM papers WHERE id = :paper), :arguments, :now, :now, :outcome)
"""
_FINISH = """
UPDATE runs SET finished = ?, outcome = ?, counts = ?,
    new = ?, changed = ?, same = ?, failed = ?, not_article = ?
WHERE id = ?
"""
COLUMNS = (
    *("run", "kind", "paper", "started", "seconds", "outcome"),
    *("new", "changed", "same", "failed", "not_article", "captures"),
)
"""The fields of a run, in the order in which `newest` returns them."""

_NEWEST = """
SELECT id, kind, paper, started, unixepoch(finished) - unixepoch(started),
    coalesce(outcome, 'running'), new, changed, same, failed, not_article,
    (SELECT count(*) FROM captures WHERE run = runs.id)
FROM runs WHERE :paper IS NULL OR paper = :paper ORDER BY id DESC LIMIT :limit
"""
_RETRY_AFTER = """
SELECT json_extract(detail, '$.until') FROM events
WHERE kind = 'rest' AND subject = ? AND time <= ? ORDER BY time DESC, id DESC LIMIT 1
"""
_INSERT_EVENT = "INSERT INTO events(time, run, kind, subject, detail) VALUES (?, ?, ?, ?, ?)"


def start(db: Database, kind: Kind, paper: str | None, arguments: Mapping[str, Any]) -> int:
    """Insert a run of one newspaper, or (None) of any; returns its id.

    Unfinished runs of the same kind and newspaper become 'interrupted'.
    """
    with guard(path_of(db)), db.atomic():
        db.conn.execute(_INTERRUPT, (INTERRUPTED, kind, paper))
        run: int = db.conn.execute(
            _START, (kind, paper, json.dumps(arguments, ensure_ascii=False), utc_now())
        ).fetchone()[0]
    return run


def record_not_started(
    db: Database,
    kind: Kind,
    paper: str | None,
    arguments: Mapping[str, Any],
    outcome: str = LOCKED,
) -> None:
    """Record a run that did not start, such as because another one is active."""
    values = {
        "kind": kind,
        "paper": paper,
        "arguments": json.dumps(arguments, ensure_ascii=False),
        "now": utc_now(),
        "outcome": outcome,
    }
    with guard(path_of(db)):
        db.conn.execute(_NOT_STARTED, values)


def finish(db: Database, run: int, outcome: str, counts: Mapping[str, int]) -> None:
    """Finish a run with its outcome ('finished', 'refused', ...) and its counts by name."""
    columns = [counts.get(name, 0) for name in COUNTED]
    text = json.dumps(dict(counts), ensure_ascii=False)
    with guard(path_of(db)):
        db.conn.execute(_FINISH, (utc_now(), outcome, text, *columns, run))


def newest(conn: sqlite3.Connection, paper: str | None, limit: int) -> list[dict[str, Any]]:
    """The newest runs of one newspaper or of all; `seconds` is None for an unfinished run."""
    rows = conn.execute(_NEWEST, {"paper": paper, "limit": limit})
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def record_event(
    db: Database, kind: str, subject: str, detail: Mapping[str, Any], run: int | None = None
) -> None:
    """Record an administrative act: its kind, its subject, and details as JSON."""
    text = json.dumps(dict(detail), ensure_ascii=False)
    with guard(path_of(db)):
        db.conn.execute(_INSERT_EVENT, (utc_now(), run, kind, subject, text))


def record_retry_after(db: Database, paper: str, until: datetime, why: str, run: int) -> None:
    """Record that a newspaper must get no requests until a time, such as after a Retry-After."""
    detail = {"until": until.astimezone(UTC).strftime(FORM), "why": why}
    record_event(db, "rest", paper, detail, run)


def retry_after(db: Database, paper: str) -> str | None:
    """The time (UTC) until which a newspaper must get no requests; None if there is none."""
    with guard(path_of(db)):
        row = db.conn.execute(_RETRY_AFTER, (paper, utc_now())).fetchone()
    return row[0] if row and utc_now() < row[0] else None
