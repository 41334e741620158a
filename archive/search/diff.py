"""What became of an article: its states, what changed from one to the next, and whether it is gone.

Fields are compared one by one, texts word by word. A difference between states that two parser
versions read may be the parser's doing; both versions are told.
"""

from __future__ import annotations

import difflib
import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from archive.errors import UnknownName
from archive.model import CONTENT_FIELDS, Article

Piece = tuple[Literal["kept", "removed", "added"], str]

LONGEST = 4_000
"""Characters of a passage whose words are compared at a bounded cost."""
MOST_LINES = 2_000
"""Paragraphs of a field that are compared so."""

_REVISIONS = """
SELECT revisions.number, seen, last_seen, parser_version, content_hash, content, warc_file,
    warc_offset
FROM revisions JOIN captures ON captures.id = revisions.capture
WHERE revisions.article = ? ORDER BY seen, revisions.id
"""
_GONE = """
SELECT status, attempted_at FROM urls
WHERE article = :article AND state = 'gone' AND NOT EXISTS (  -- there under another address
    SELECT 1 FROM urls WHERE article = :article AND state = 'fetched')
ORDER BY attempted_at DESC LIMIT 1
"""
_WORDS = re.compile(r"\s+|\S+")
_CONTEXT_WORDS = 6  # words shown before and after a change


@dataclass(frozen=True, slots=True)
class Revision:
    """One state: `seen` on the first capture that shows it, `last_seen` on the last (UTC)."""

    number: int
    seen: str
    last_seen: str
    parser_version: str
    content_hash: str
    article: Article
    warc_file: str
    warc_offset: int


@dataclass(frozen=True, slots=True)
class Change:
    """A field that differs between two states, as text, with its words kept, removed, added."""

    field: str
    before: str
    after: str

    def pieces(self) -> list[Piece]:
        """The words in order, long passages without a change cut to an ellipsis."""
        return list(_pieces(self.before, self.after))

    def bounded_pieces(self) -> list[Piece] | None:
        """Like `pieces`, at a bounded cost; None where the texts are too long to compare.

        Comparing the words of a long text at once takes time by the square of its length: there
        paragraphs are compared first, and words only inside paragraphs that changed.
        """
        if max(len(self.before), len(self.after)) <= LONGEST:
            return self.pieces()
        old, new = self.before.splitlines(), self.after.splitlines()
        if max(len(old), len(new)) > MOST_LINES:
            return None
        return list(_pieces_by_line(old, new))


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The address answers that there is nothing any more: with which status, since when (UTC)."""

    status: int | None
    since: str | None


def revisions(conn: sqlite3.Connection, article: int) -> list[Revision]:
    """All states of an article in order of time; raises UnknownName."""
    found = [
        Revision(number, seen, last, parser, digest, _article(content), *place)
        for number, seen, last, parser, digest, content, *place in conn.execute(
            _REVISIONS, (article,)
        )
    ]
    if not found:
        raise UnknownName(f"no article {article} in this archive")
    return found


def withdrawn(conn: sqlite3.Connection, article: int) -> Withdrawn | None:
    """When the newspaper took the article away; None while it is there. The text stays here."""
    row = conn.execute(_GONE, {"article": article}).fetchone()
    return Withdrawn(*row) if row else None


def changes(before: Article, after: Article) -> list[Change]:
    """The fields of content that differ, in the order of the article's fields."""
    old, new = before.to_dict(), after.to_dict()
    return [
        Change(name, as_text(old[name]), as_text(new[name]))
        for name in old
        if name in CONTENT_FIELDS and old[name] != new[name]
    ]


def as_text(value: Any) -> str:
    """A field as lines of text: what a reader of a comparison wants to see."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return "\n".join(filter(None, (as_text(part) for part in value.values())))
    if isinstance(value, list):
        return "\n".join(filter(None, map(as_text, value)))
    return str(value)


def _article(content: str) -> Article:
    return Article.from_dict(json.loads(content))


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (what, start, end, new_start, new_end) in enumerate(steps):
        if what == "equal":
            equal = old[start:end]
            first, last = number == 0, number == len(steps) - 1
            yield "kept", _shortened(equal, keep_start=not first, keep_end=not last)
            continue
        if end > start:
            yield "removed", "".join(old[start:end])
        if new_end > new_start:
            yield "added", "".join(new[new_start:new_end])


def _pieces_by_line(old: list[str], new: list[str]) -> Iterator[Piece]:
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for what, start, end, new_start, new_end in steps:
        if what == "equal":
            yield "kept", "\n…\n"
            continue
        before, after = "\n".join(old[start:end]), "\n".join(new[new_start:new_end])
        if max(len(before), len(after)) <= LONGEST:
            yield from _pieces(before, after)
            continue
        if before:
            yield "removed", before[:LONGEST]
        if after:
            yield "added", after[:LONGEST]


def _shortened(words: list[str], *, keep_start: bool, keep_end: bool) -> str:
    most = 2 * _CONTEXT_WORDS  # words and the spaces between them
    if len(words) <= most * (keep_start + keep_end) + 1:
        return "".join(words)
    start = "".join(words[:most]) if keep_start else ""
    end = "".join(words[-most:]) if keep_end else ""
    return f"{start}…{end}"
