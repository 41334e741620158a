"""The states of an article's content in time: one row for each change, none for a repeated sight.

A state lasts from the first capture that shows it (`seen`) to the last (`last_seen`). A capture
that arrives late, from an older web archive, takes its place in time: it adds a state to the past,
and where it falls inside a state that says something else, that one becomes two, before and after.

The same capture read again by another parser corrects its state in place, and neighbours that turn
out equal become one: once all captures were read again, no change of the parser looks like an edit
of the newspaper. Until then, a state whose `parser_version` differs from the one before it may be
the parser's doing.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from archive.model import Article

_TIMELINE = """
SELECT id, number, seen, last_seen, capture, last_capture, content_hash FROM revisions
WHERE article = ? ORDER BY seen, id
"""
_INSERT = """
INSERT INTO revisions(article, number, seen, last_seen, capture, last_capture, run, parser_version,
    content_hash, content)
VALUES (:article, :number, :seen, :seen, :capture, :capture, :run, :parser_version, :content_hash,
    :content)
"""
_INSERT_REST = """
INSERT INTO revisions(article, number, seen, last_seen, capture, last_capture, run, parser_version,
    content_hash, content)
SELECT article, ?, ?, last_seen, ?, last_capture, run, parser_version, content_hash, content
FROM revisions WHERE id = ?
"""
_CORRECT = """
UPDATE revisions SET seen = :seen, capture = :capture, run = :run,
    parser_version = :parser_version, content_hash = :content_hash, content = :content
WHERE id = :id AND (seen, capture, parser_version, content_hash, content)
    IS NOT (:seen, :capture, :parser_version, :content_hash, :content)
"""
_SET_FIRST = "UPDATE revisions SET seen = ?, capture = ? WHERE id = ?"
_SET_LAST = "UPDATE revisions SET last_seen = ?, last_capture = ? WHERE id = ?"
_DELETE = "DELETE FROM revisions WHERE id = ?"
_LINK = "UPDATE captures SET article = ? WHERE id = ? AND article IS NOT ?"
_SIGHT_BEFORE = """
SELECT fetched_at, id FROM captures WHERE article = ? AND (fetched_at, id) < (?, ?)
ORDER BY fetched_at DESC, id DESC LIMIT 1
"""
_SIGHT_AFTER = """
SELECT fetched_at, id FROM captures WHERE article = ? AND (fetched_at, id) > (?, ?)
ORDER BY fetched_at, id LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """One capture of an article as one parser read it; `seen` is when it was captured (UTC).

    `key` is what all addresses of the article have in common (archive/store/identity.py).
    """

    article: Article
    content_hash: str
    capture: int
    seen: str
    run: int
    parser_version: str
    key: str | None = None

    def content(self) -> str:
        """The whole article as JSON text; made on demand, most readings need only the hash."""
        return json.dumps(self.article.to_dict(), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a reading did: whether it added or corrected a state, and which state is now newest."""

    changed: bool
    newest: int
    is_newest: bool


@dataclass(frozen=True, slots=True)
class _State:
    id: int
    number: int
    seen: str
    last_seen: str
    capture: int
    last_capture: int
    content_hash: str


def begin(conn: sqlite3.Connection, article: int, reading: Reading) -> None:
    """Write the first state of a new article."""
    conn.execute(_LINK, (article, reading.capture, article))
    _insert(conn, article, 1, reading)


def take_in(conn: sqlite3.Connection, article: int, reading: Reading) -> Taken:
    """Put the reading at its place among the states of a known article."""
    conn.execute(_LINK, (article, reading.capture, article))
    states = _timeline(conn, article)
    own = next((state for state in states if state.capture == reading.capture), None)
    if own:
        changed = own.content_hash != reading.content_hash
        if changed and own.last_capture != own.capture:  # its later sights were not read again yet
            _part(conn, article, own, reading, _next_number(states))
        _correct(conn, own, reading)
    else:
        changed = _place(conn, article, states, reading)
    if changed:
        states = _merge_equal_neighbours(conn, _timeline(conn, article))
    newest = states[-1]
    is_newest = newest.seen <= reading.seen and newest.content_hash == reading.content_hash
    return Taken(changed, newest.number, is_newest)


def leave(conn: sqlite3.Connection, article: int, reading: Reading) -> None:
    """Take the reading's capture out of an article that it does not belong to after all."""
    for state in _timeline(conn, article):
        if state.capture == state.last_capture == reading.capture:
            conn.execute(_DELETE, (state.id,))
        elif state.capture == reading.capture:
            after = _sight(conn, _SIGHT_AFTER, article, reading)
            conn.execute(_SET_FIRST, (*after, state.id))
        elif state.last_capture == reading.capture:
            before = _sight(conn, _SIGHT_BEFORE, article, reading)
            conn.execute(_SET_LAST, (*before, state.id))


def _place(conn: sqlite3.Connection, article: int, states: list[_State], reading: Reading) -> bool:
    """Widen the state that says the same, or add one; True when a state was added."""
    before = next((state for state in reversed(states) if state.seen <= reading.seen), None)
    if before and before.content_hash == reading.content_hash:
        if before.last_seen < reading.seen:
            conn.execute(_SET_LAST, (reading.seen, reading.capture, before.id))
        return False
    number = _next_number(states)
    inside = before is not None and before.last_seen > reading.seen
    if before and inside:
        _part(conn, article, before, reading, number + 1)
    if before and (inside or before.last_capture == reading.capture):
        last = _sight(conn, _SIGHT_BEFORE, article, reading)
        conn.execute(_SET_LAST, (*last, before.id))
    after = next((state for state in states if state.seen > reading.seen), None)
    if after and after.content_hash == reading.content_hash and not inside:
        _correct(conn, after, reading)  # it was there earlier than we knew
        return False
    _insert(conn, article, number, reading)
    return True


def _part(
    conn: sqlite3.Connection, article: int, state: _State, reading: Reading, number: int
) -> None:
    """Give the sights of a state that come after the reading to a state of their own."""
    after = _sight(conn, _SIGHT_AFTER, article, reading)
    conn.execute(_INSERT_REST, (number, *after, state.id))
    conn.execute(_SET_LAST, (state.seen, state.capture, state.id))


def _sight(
    conn: sqlite3.Connection, statement: str, article: int, reading: Reading
) -> tuple[str, int]:
    """Time and id of the article's capture next to that of the reading."""
    seen, capture = conn.execute(statement, (article, reading.seen, reading.capture)).fetchone()
    return seen, capture


def _next_number(states: list[_State]) -> int:
    return max(state.number for state in states) + 1


def _merge_equal_neighbours(conn: sqlite3.Connection, states: list[_State]) -> list[_State]:
    """Let the first of neighbouring states that say the same stand for all; what is left."""
    kept: list[_State] = []
    for state in states:
        if kept and kept[-1].content_hash == state.content_hash:
            conn.execute(_SET_LAST, (state.last_seen, state.last_capture, kept[-1].id))
            conn.execute(_DELETE, (state.id,))
        else:
            kept.append(state)
    return kept


def _timeline(conn: sqlite3.Connection, article: int) -> list[_State]:
    return [_State(*row) for row in conn.execute(_TIMELINE, (article,))]


def _insert(conn: sqlite3.Connection, article: int, number: int, reading: Reading) -> None:
    conn.execute(_INSERT, _values(reading) | {"article": article, "number": number})


def _correct(conn: sqlite3.Connection, state: _State, reading: Reading) -> None:
    """Make the state what the reading says, unless it says so already."""
    conn.execute(_CORRECT, _values(reading) | {"id": state.id})


def _values(reading: Reading) -> dict[str, object]:
    return {
        "seen": reading.seen,
        "capture": reading.capture,
        "run": reading.run,
        "parser_version": reading.parser_version,
        "content_hash": reading.content_hash,
        "content": reading.content(),
    }
