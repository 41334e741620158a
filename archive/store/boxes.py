"""Stores polls and weather boxes, which pages show beside the article, without duplicates.

A poll is identified by newspaper and question, a weather box by newspaper and text. Both have their
first and last capture with its time. Poll results get a new row only when they differ from the
results before them in time.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from archive.clock import VIETNAM
from archive.model import Poll, PollOption, Weather

_EXTEND_SPAN = """
    first_capture = iif(excluded.first_seen < first_seen, excluded.first_capture, first_capture),
    last_capture = iif(excluded.last_seen > last_seen, excluded.last_capture, last_capture),
    first_seen = min(first_seen, excluded.first_seen),
    last_seen = max(last_seen, excluded.last_seen)
"""
_POLL = f"""
INSERT INTO polls(paper, question, first_seen, last_seen, first_capture, last_capture)
VALUES (:paper, :question, :seen, :seen, :capture, :capture)
ON CONFLICT (coalesce(paper, ''), question) DO UPDATE SET {_EXTEND_SPAN} RETURNING id
"""  # noqa: S608 - built from constants
_WEATHER = f"""
INSERT INTO weather(paper, day, heading, text, facts, first_seen, last_seen, first_capture,
    last_capture)
VALUES (:paper, :day, :heading, :text, :facts, :seen, :seen, :capture, :capture)
ON CONFLICT (coalesce(paper, ''), text) DO UPDATE SET
    heading = excluded.heading, facts = excluded.facts, day = min(day, excluded.day), {_EXTEND_SPAN}
"""  # noqa: S608 - built from constants
_OPTION = """
INSERT INTO poll_options(poll, number, label) VALUES (?, ?, ?)
ON CONFLICT (poll, label) DO UPDATE SET number = excluded.number RETURNING id
"""
_BEFORE = """
SELECT id, last_seen, votes, percent FROM poll_sightings WHERE option = ? AND seen <= ?
ORDER BY seen DESC, id DESC LIMIT 1
"""
_AFTER = """
SELECT id, votes, percent FROM poll_sightings WHERE option = ? AND seen > ?
ORDER BY seen, id LIMIT 1
"""
_INSERT_RESULT = """
INSERT INTO poll_sightings(option, seen, last_seen, capture, last_capture, votes, percent)
VALUES (:option, :seen, :seen, :capture, :capture, :votes, :percent)
"""
_INSERT_REST = """
INSERT INTO poll_sightings(option, seen, last_seen, capture, last_capture, votes, percent)
SELECT option, last_seen, last_seen, last_capture, last_capture, votes, percent
FROM poll_sightings WHERE id = ?
"""
_END_AT_FIRST = "UPDATE poll_sightings SET last_seen = seen, last_capture = capture WHERE id = ?"
_END_LATER = "UPDATE poll_sightings SET last_seen = :seen, last_capture = :capture WHERE id = :id"
_BEGIN_EARLIER = "UPDATE poll_sightings SET seen = :seen, capture = :capture WHERE id = :id"
_CORRECT = """
UPDATE poll_sightings SET votes = :votes, percent = :percent
WHERE option = :option AND capture = :capture
"""


@dataclass(frozen=True, slots=True)
class Sighting:
    """The capture that shows a box: its newspaper, its id, and its time (UTC)."""

    paper: str | None
    capture: int
    seen: str


def save_poll(conn: sqlite3.Connection, poll: Poll, sighting: Sighting) -> None:
    """Store a poll with its options, and its results if they are new."""
    values = {
        "paper": sighting.paper,
        "question": poll.question,
        "seen": sighting.seen,
        "capture": sighting.capture,
    }
    poll_id = conn.execute(_POLL, values).fetchone()[0]
    for number, option in enumerate(poll.options, 1):
        option_id = conn.execute(_OPTION, (poll_id, number, option.label)).fetchone()[0]
        if option.votes is not None or option.percent is not None:
            _save_result(conn, option_id, option, sighting)


def save_weather(conn: sqlite3.Connection, weather: Weather, sighting: Sighting) -> None:
    """Store a weather box; a later parse of the same text replaces its facts."""
    conn.execute(
        _WEATHER,
        {
            "paper": sighting.paper,
            "day": datetime.fromisoformat(sighting.seen).astimezone(VIETNAM).date().isoformat(),
            "heading": weather.heading,
            "text": weather.text,
            "facts": json.dumps(weather.facts, ensure_ascii=False),
            "seen": sighting.seen,
            "capture": sighting.capture,
        },
    )


def _save_result(
    conn: sqlite3.Connection, option_id: int, option: PollOption, sighting: Sighting
) -> None:
    """Insert a result in order of time, or extend the span of an equal one next to it."""
    result = (option.votes, option.percent)
    at = {"seen": sighting.seen, "capture": sighting.capture}
    row = at | {"option": option_id, "votes": option.votes, "percent": option.percent}
    if conn.execute(_CORRECT, row).rowcount:
        return
    before = conn.execute(_BEFORE, (option_id, sighting.seen)).fetchone()
    inside = before is not None and before[1] > sighting.seen
    if before and before[2:] == result:
        if before[1] < sighting.seen:
            conn.execute(_END_LATER, at | {"id": before[0]})
        return
    after = conn.execute(_AFTER, (option_id, sighting.seen)).fetchone()
    if after and after[1:] == result and not inside:
        conn.execute(_BEGIN_EARLIER, at | {"id": after[0]})
        return
    if inside:  # a capture that arrives late splits the span of the result around it
        conn.execute(_INSERT_REST, (before[0],))
        conn.execute(_END_AT_FIRST, (before[0],))
    conn.execute(_INSERT_RESULT, row)
