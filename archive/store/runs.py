"""Runs: one row for each crawl, ingest or reparse, with its counts and how it ended.

`outcome` is NULL while a run goes on. A process that dies leaves it so; the next run of the same
kind and paper, which archive/db/lock.py lets begin only then, calls it 'interrupted'. Events are
administrative acts, inside a run or by hand.
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
"""The counts that have a column of their own; all others stand in `counts`."""

_INTERRUPT = "UPDATE runs SET outcome = ? WHERE kind = ? AND paper IS ? AND outcome IS NULL"
_START = "INSERT INTO runs(kind, paper, arguments, started) VALUES (?, ?, ?, ?) RETURNING id"
_REFUSE = """
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
"""What is told of a run."""

_NEWEST = """
SELECT id, kind, paper, started, unixepoch(finished) - unixepoch(started),
    coalesce(outcome, 'running'), new, changed, same, failed, not_article,
    (SELECT count(*) FROM captures WHERE run = runs.id)
FROM runs WHERE :paper IS NULL OR paper = :paper ORDER BY id DESC LIMIT :limit
"""
_REST = """
SELECT json_extract(detail, '$.until') FROM events
WHERE kind = 'rest' AND subject = ? AND time <= ? ORDER BY time DESC, id DESC LIMIT 1
"""
_NOTE = "INSERT INTO events(time, run, kind, subject, detail) VALUES (?, ?, ?, ?, ?)"


def start(db: Database, kind: Kind, paper: str | None, arguments: Mapping[str, Any]) -> int:
    """Begin a run, over one paper or (None) over any; its id.

    Unfinished runs of the same kind and paper become 'interrupted'.
    """
    with guard(path_of(db)), db.atomic():
        db.conn.execute(_INTERRUPT, (INTERRUPTED, kind, paper))
        run: int = db.conn.execute(
            _START, (kind, paper, json.dumps(arguments, ensure_ascii=False), utc_now())
        ).fetchone()[0]
    return run


def refuse(
    db: Database,
    kind: Kind,
    paper: str | None,
    arguments: Mapping[str, Any],
    outcome: str = LOCKED,
) -> None:
    """Put on record that a run did not begin, such as because another is at work."""
    values = {
        "kind": kind,
        "paper": paper,
        "arguments": json.dumps(arguments, ensure_ascii=False),
        "now": utc_now(),
        "outcome": outcome,
    }
    with guard(path_of(db)):
        db.conn.execute(_REFUSE, values)


def finish(db: Database, run: int, outcome: str, counts: Mapping[str, int]) -> None:
    """End a run: `outcome` in a word ('finished', 'refused', ...), `counts` by name."""
    columns = [counts.get(name, 0) for name in COUNTED]
    text = json.dumps(dict(counts), ensure_ascii=False)
    with guard(path_of(db)):
        db.conn.execute(_FINISH, (utc_now(), outcome, text, *columns, run))


def newest(conn: sqlite3.Connection, paper: str | None, limit: int) -> list[dict[str, Any]]:
    """The newest runs, of one newspaper or of all; `seconds` is None where nobody ended it."""
    rows = conn.execute(_NEWEST, {"paper": paper, "limit": limit})
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def note(
    db: Database, kind: str, subject: str, detail: Mapping[str, Any], run: int | None = None
) -> None:
    """Record an administrative act: what was done (`kind`), to what (`subject`), and how."""
    text = json.dumps(dict(detail), ensure_ascii=False)
    with guard(path_of(db)):
        db.conn.execute(_NOTE, (utc_now(), run, kind, subject, text))


def rest(db: Database, paper: str, until: datetime, why: str, run: int) -> None:
    """Record that a newspaper wants to be left alone until a moment."""
    detail = {"until": until.astimezone(UTC).strftime(FORM), "why": why}
    note(db, "rest", paper, detail, run)


def rests_until(db: Database, paper: str) -> str | None:
    """Until when (UTC) a newspaper wants to be left alone; None where it does not."""
    with guard(path_of(db)):
        row = db.conn.execute(_REST, (paper, utc_now())).fetchone()
    return row[0] if row and utc_now() < row[0] else None
