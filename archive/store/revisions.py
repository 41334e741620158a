"""Revisions of an article: one row for each change of its content, none for a repeated capture.

A revision spans the time from the first capture that shows it (`seen`) to the last (`last_seen`).
A capture that arrives late, such as one from an older web archive, is inserted in order of time;
if it falls inside the span of a different revision, that one is split in two.

A capture that is parsed again corrects its revision in place, and neighbours that become equal are
merged. So after `baotinh reparse`, no change of the parser looks like an edit by the newspaper.
Until then, a revision with another `parser_version` than its predecessor may be such a change.
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
_CAPTURE_BEFORE = """
SELECT fetched_at, id FROM captures WHERE article = ? AND (fetched_at, id) < (?, ?)
ORDER BY fetched_at DESC, id DESC LIMIT 1
"""
_CAPTURE_AFTER = """
SELECT fetched_at, id FROM captures WHERE article = ? AND (fetched_at, id) > (?, ?)
ORDER BY fetched_at, id LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class ParsedCapture:
    """An article as parsed from one capture; `seen` is the time of the capture (UTC).

    `key` is shared by all URLs of the article (archive/store/identity.py).
    """

    article: Article
    content_hash: str
    capture: int
    seen: str
    run: int
    parser_version: str
    key: str | None = None

    def content(self) -> str:
        """The article as JSON; made on demand, since most captures need only the hash."""
        return json.dumps(self.article.to_dict(), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class MergeResult:
    """The effect of a capture: whether a revision was added or corrected, and the newest one.

    `newest` is the newest revision's number, `is_newest` whether the capture shows it.
    """

    changed: bool
    newest: int
    is_newest: bool


@dataclass(frozen=True, slots=True)
class _Span:
    """A revision without its content: its number and its span of captures."""

    id: int
    number: int
    seen: str
    last_seen: str
    capture: int
    last_capture: int
    content_hash: str


def insert_first(conn: sqlite3.Connection, article: int, parsed: ParsedCapture) -> None:
    """Insert the first revision of a new article."""
    conn.execute(_LINK, (article, parsed.capture, article))
    _insert(conn, article, 1, parsed)


def merge(conn: sqlite3.Connection, article: int, parsed: ParsedCapture) -> MergeResult:
    """Merge a capture into the revisions of a stored article, in order of time."""
    conn.execute(_LINK, (article, parsed.capture, article))
    spans = _timeline(conn, article)
    own = next((span for span in spans if span.capture == parsed.capture), None)
    if own:
        changed = own.content_hash != parsed.content_hash
        if changed and own.last_capture != own.capture:  # its later captures are not reparsed yet
            _split(conn, article, own, parsed, _next_number(spans))
        _correct(conn, own, parsed)
    else:
        changed = _extend_or_insert(conn, article, spans, parsed)
    if changed:
        spans = _merge_equal_neighbours(conn, _timeline(conn, article))
    newest = spans[-1]
    is_newest = newest.seen <= parsed.seen and newest.content_hash == parsed.content_hash
    return MergeResult(changed, newest.number, is_newest)


def remove_capture(conn: sqlite3.Connection, article: int, parsed: ParsedCapture) -> None:
    """Remove a capture from an article's revisions; a revision without captures is deleted."""
    for span in _timeline(conn, article):
        if span.capture == span.last_capture == parsed.capture:
            conn.execute(_DELETE, (span.id,))
        elif span.capture == parsed.capture:
            after = _neighbour_capture(conn, _CAPTURE_AFTER, article, parsed)
            conn.execute(_SET_FIRST, (*after, span.id))
        elif span.last_capture == parsed.capture:
            before = _neighbour_capture(conn, _CAPTURE_BEFORE, article, parsed)
            conn.execute(_SET_LAST, (*before, span.id))


def _extend_or_insert(
    conn: sqlite3.Connection, article: int, spans: list[_Span], parsed: ParsedCapture
) -> bool:
    """Extend the revision with the same content, or insert one; True if one was inserted."""
    before = next((span for span in reversed(spans) if span.seen <= parsed.seen), None)
    if before and before.content_hash == parsed.content_hash:
        if before.last_seen < parsed.seen:
            conn.execute(_SET_LAST, (parsed.seen, parsed.capture, before.id))
        return False
    number = _next_number(spans)
    inside = before is not None and before.last_seen > parsed.seen
    if before and inside:
        _split(conn, article, before, parsed, number + 1)
    if before and (inside or before.last_capture == parsed.capture):
        last = _neighbour_capture(conn, _CAPTURE_BEFORE, article, parsed)
        conn.execute(_SET_LAST, (*last, before.id))
    after = next((span for span in spans if span.seen > parsed.seen), None)
    if after and after.content_hash == parsed.content_hash and not inside:
        _correct(conn, after, parsed)  # the span of that revision begins earlier
        return False
    _insert(conn, article, number, parsed)
    return True


def _split(
    conn: sqlite3.Connection, article: int, span: _Span, parsed: ParsedCapture, number: int
) -> None:
    """Split a revision: its captures after the given one become a new revision."""
    after = _neighbour_capture(conn, _CAPTURE_AFTER, article, parsed)
    conn.execute(_INSERT_REST, (number, *after, span.id))
    conn.execute(_SET_LAST, (span.seen, span.capture, span.id))


def _neighbour_capture(
    conn: sqlite3.Connection, statement: str, article: int, parsed: ParsedCapture
) -> tuple[str, int]:
    """Time and id of the article's capture before or after the given one."""
    seen, capture = conn.execute(statement, (article, parsed.seen, parsed.capture)).fetchone()
    return seen, capture


def _next_number(spans: list[_Span]) -> int:
    return max(span.number for span in spans) + 1


def _merge_equal_neighbours(conn: sqlite3.Connection, spans: list[_Span]) -> list[_Span]:
    """Merge neighbouring revisions with equal content; returns the remaining ones."""
    merged: list[_Span] = []
    for span in spans:
        if merged and merged[-1].content_hash == span.content_hash:
            conn.execute(_SET_LAST, (span.last_seen, span.last_capture, merged[-1].id))
            conn.execute(_DELETE, (span.id,))
        else:
            merged.append(span)
    return merged


def _timeline(conn: sqlite3.Connection, article: int) -> list[_Span]:
    return [_Span(*row) for row in conn.execute(_TIMELINE, (article,))]


def _insert(conn: sqlite3.Connection, article: int, number: int, parsed: ParsedCapture) -> None:
    conn.execute(_INSERT, _values(parsed) | {"article": article, "number": number})


def _correct(conn: sqlite3.Connection, span: _Span, parsed: ParsedCapture) -> None:
    """Overwrite a revision with what was parsed, if it differs."""
    conn.execute(_CORRECT, _values(parsed) | {"id": span.id})


def _values(parsed: ParsedCapture) -> dict[str, object]:
    return {
        "seen": parsed.seen,
        "capture": parsed.capture,
        "run": parsed.run,
        "parser_version": parsed.parser_version,
        "content_hash": parsed.content_hash,
        "content": parsed.content(),
    }
