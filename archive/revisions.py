"""The states of an article's content in time: one row for each change, none for a repeated sight.

A capture that shows what the state before it in time showed adds nothing; one that shows something
else adds a revision at its own time, also when it arrives late, from an older web archive. The same
capture read again by another parser corrects its revision in place, and neighbours that turn out
equal become one: a change of the parser never looks like an edit of the newspaper once all captures
were read again. Until then, a revision whose `parser_version` differs from the one before it may be
the parser's doing.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

_TIMELINE = """
SELECT id, number, capture, seen, content_hash FROM revisions WHERE article = ? ORDER BY seen, id
"""
_INSERT = """
INSERT INTO revisions(article, number, content_hash, capture, run, parser_version, seen, content)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_CORRECT = """
UPDATE revisions SET content_hash = ?, capture = ?, run = ?, parser_version = ?, seen = ?,
    content = ?
WHERE id = ? AND (content_hash, capture, parser_version, seen, content) IS NOT (?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """One capture of an article as one parser read it; `seen` is when it was captured (UTC)."""

    capture: int
    seen: str
    run: int
    parser_version: str
    content_hash: str
    content: str


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest state after a reading was taken in; `changed` when it added or corrected one."""

    number: int
    capture: int
    changed: bool


@dataclass(frozen=True, slots=True)
class _State:
    id: int
    number: int
    capture: int
    seen: str
    content_hash: str


def begin(conn: sqlite3.Connection, article: int, reading: Reading) -> None:
    """Write the first state of a new article."""
    _insert(conn, article, 1, reading)


def take_in(conn: sqlite3.Connection, article: int, reading: Reading) -> Newest:
    """Put the reading at its place among the states of a known article."""
    states = [_State(*row) for row in conn.execute(_TIMELINE, (article,))]
    own = next((state for state in states if state.capture == reading.capture), None)
    if own:
        changed = own.content_hash != reading.content_hash
        _correct(conn, own, reading)
    else:
        changed = _insert_between(conn, article, states, reading)
    if changed:
        _merge_equal_neighbours(conn, article)
        states = [_State(*row) for row in conn.execute(_TIMELINE, (article,))]
    newest = states[-1]
    return Newest(newest.number, newest.capture, changed)


def _insert_between(
    conn: sqlite3.Connection, article: int, states: list[_State], reading: Reading
) -> bool:
    """Add a state unless the one before or after it in time says the same; True when added."""
    before = next((state for state in reversed(states) if state.seen <= reading.seen), None)
    if before and before.content_hash == reading.content_hash:
        return False
    after = next((state for state in states if state.seen > reading.seen), None)
    if after and after.content_hash == reading.content_hash:
        _correct(conn, after, reading)  # the same state was there earlier than we knew
        return False
    _insert(conn, article, max(state.number for state in states) + 1, reading)
    return True


def _merge_equal_neighbours(conn: sqlite3.Connection, article: int) -> None:
    """Keep the first of neighbouring states that say the same."""
    states = [_State(*row) for row in conn.execute(_TIMELINE, (article,))]
    before: str | None = None
    for state in states:
        if state.content_hash == before:
            conn.execute("DELETE FROM revisions WHERE id = ?", (state.id,))
        before = state.content_hash


def _insert(conn: sqlite3.Connection, article: int, number: int, reading: Reading) -> None:
    conn.execute(
        _INSERT,
        (
            article,
            number,
            reading.content_hash,
            reading.capture,
            reading.run,
            reading.parser_version,
            reading.seen,
            reading.content,
        ),
    )


def _correct(conn: sqlite3.Connection, state: _State, reading: Reading) -> None:
    """Make the state what the reading says, unless it says so already."""
    same = (
        reading.content_hash,
        reading.capture,
        reading.parser_version,
        reading.seen,
        reading.content,
    )
    conn.execute(
        _CORRECT,
        (
            reading.content_hash,
            reading.capture,
            reading.run,
            reading.parser_version,
            reading.seen,
            reading.content,
            state.id,
            *same,
        ),
    )
