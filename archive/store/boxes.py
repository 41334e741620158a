"""What stands on a page and in no article: polls and weather, each kept once.

A poll is its paper and question, a weather box its paper and text. Both know when they were first
and last seen, and on which captures. Poll results get a row when they differ from the results
before them in time, not for each page that shows them.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from archive.clock import VIETNAM
from archive.model import Poll, PollOption, Weather

_WIDEN = """
    first_capture = iif(excluded.first_seen < first_seen, excluded.first_capture, first_capture),
    last_capture = iif(excluded.last_seen > last_seen, excluded.last_capture, last_capture),
    first_seen = min(first_seen, excluded.first_seen),
    last_seen = max(last_seen, excluded.last_seen)
"""
_POLL = f"""
INSERT INTO polls(paper, question, first_seen, last_seen, first_capture, last_capture)
VALUES (:paper, :question, :seen, :seen, :capture, :capture)
ON CONFLICT (coalesce(paper, ''), question) DO UPDATE SET {_WIDEN} RETURNING id
"""  # noqa: S608 - built from constants
_WEATHER = f"""
INSERT INTO weather(paper, day, heading, text, facts, first_seen, last_seen, first_capture,
    last_capture)
VALUES (:paper, :day, :heading, :text, :facts, :seen, :seen, :capture, :capture)
ON CONFLICT (coalesce(paper, ''), text) DO UPDATE SET
    heading = excluded.heading, facts = excluded.facts, day = min(day, excluded.day), {_WIDEN}
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
class Sight:
    """On which capture something stood, of which paper, and when that was (UTC)."""

    paper: str | None
    capture: int
    seen: str


def see_poll(conn: sqlite3.Connection, poll: Poll, sight: Sight) -> None:
    """Keep the poll, its options, and their results where these are new."""
    values = {
        "paper": sight.paper,
        "question": poll.question,
        "seen": sight.seen,
        "capture": sight.capture,
    }
    poll_id = conn.execute(_POLL, values).fetchone()[0]
    for number, option in enumerate(poll.options, 1):
        option_id = conn.execute(_OPTION, (poll_id, number, option.label)).fetchone()[0]
        if option.votes is not None or option.percent is not None:
            _see_result(conn, option_id, option, sight)


def see_weather(conn: sqlite3.Connection, weather: Weather, sight: Sight) -> None:
    """Keep the weather box; its facts are those of the latest parser that read it."""
    conn.execute(
        _WEATHER,
        {
            "paper": sight.paper,
            "day": datetime.fromisoformat(sight.seen).astimezone(VIETNAM).date().isoformat(),
            "heading": weather.heading,
            "text": weather.text,
            "facts": json.dumps(weather.facts, ensure_ascii=False),
            "seen": sight.seen,
            "capture": sight.capture,
        },
    )


def _see_result(conn: sqlite3.Connection, option_id: int, option: PollOption, sight: Sight) -> None:
    """Put the result at its place in time: widen the one that says the same, or add a row."""
    result = (option.votes, option.percent)
    place = {"seen": sight.seen, "capture": sight.capture}
    row = place | {"option": option_id, "votes": option.votes, "percent": option.percent}
    if conn.execute(_CORRECT, row).rowcount:
        return
    before = conn.execute(_BEFORE, (option_id, sight.seen)).fetchone()
    inside = before is not None and before[1] > sight.seen
    if before and before[2:] == result:
        if before[1] < sight.seen:
            conn.execute(_END_LATER, place | {"id": before[0]})
        return
    after = conn.execute(_AFTER, (option_id, sight.seen)).fetchone()
    if after and after[1:] == result and not inside:
        conn.execute(_BEGIN_EARLIER, place | {"id": after[0]})
        return
    if inside:  # a late capture parts the result around it
        conn.execute(_INSERT_REST, (before[0],))
        conn.execute(_END_AT_FIRST, (before[0],))
    conn.execute(_INSERT_RESULT, row)
