"""Concordance: every place where the words of a question stand, one a line, in its context.

A line is made of the text as printed, headline and body; the words that were found are its key.
"""

from __future__ import annotations

import itertools
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from archive.db.reader import snapshot
from archive.search import snippets
from archive.search.filters import Filters
from archive.search.hits import TEXT_COLUMNS
from archive.search.query import Tier
from archive.search.selection import select
from archive.vietnamese import exact, fold

Order = Literal["newest", "left", "right"]

# Marked on the way: FTS5 would have to come back to each place. The texts are read as they are
# asked for, so memory holds one article.
_MARKED = """
SELECT articles.id, published, paper, headline, text FROM (PLACES)
CROSS JOIN articles INDEXED BY articles_by_position ON position = place ORDER BY place DESC
"""
_TEXTS = """, highlight(search_index, :title, :mark, :unmark) AS headline,
    highlight(search_index, :body, :mark, :unmark) AS text"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `left`, `key` and `right` as printed, cut between words to the width asked."""

    left: str
    key: str
    right: str
    id: int
    published: str | None
    paper: str | None
    tier: Tier


def kwic(
    conn: sqlite3.Connection,
    question: str,
    filters: Filters | None = None,
    *,
    exact_only: bool = False,
    width: int = 60,
    order: Order = "newest",
    limit: int | None = 1000,
) -> list[Line]:
    """Lines of the newest articles, tone-exact first; `width` is in characters on each side.

    `order` sorts them by the words that stand left of the key, nearest first, or right of it.
    `limit` None gives every line there is. Raises what `search` raises.
    """
    lines = list(
        itertools.islice(_lines(conn, question, filters, exact_only=exact_only, width=width), limit)
    )
    if order != "newest":
        lines.sort(key=lambda line: _alphabetical(line, order))
    return lines


def _lines(
    conn: sqlite3.Connection,
    question: str,
    filters: Filters | None,
    *,
    exact_only: bool,
    width: int,
) -> Iterator[Line]:
    with snapshot(conn):
        selection = select(conn, question, filters, exact_only=exact_only)
        statement = _MARKED.replace("PLACES", selection.places(_TEXTS))
        for tier, match in selection.query.disjoint().items():
            marks = {"mark": snippets.OPEN, "unmark": snippets.CLOSE, **TEXT_COLUMNS[tier]}
            found = conn.execute(statement, selection.parameters(match) | marks)
            for article, published, paper, *texts in found:
                for text in texts:
                    for left, key, right in contexts(text or "", width):
                        yield Line(left, key, right, article, published, paper, tier)


def contexts(marked: str, width: int) -> Iterator[tuple[str, str, str]]:
    """Each marked piece of a text with what stands left and right of it, `width` characters."""
    pieces = list(snippets.pieces(marked))
    text = "".join(piece for piece, _ in pieces)
    at = 0
    for piece, hit in pieces:
        if hit:
            end = at + len(piece)
            yield _cut_left(text[:at], width), piece, _cut_right(text[end:], width)
        at += len(piece)


def _cut_left(text: str, width: int) -> str:
    cut = text[-width:].lstrip() if width else ""
    whole_word = len(text) <= width or text[-width - 1 : -width].isspace()
    return cut if whole_word else re.sub(r"^\S*\s+", "", cut)


def _cut_right(text: str, width: int) -> str:
    cut = text[:width].rstrip()
    whole_word = len(text) <= width or text[width : width + 1].isspace()
    return cut if whole_word else re.sub(r"\s+\S*$", "", cut)


def _alphabetical(line: Line, order: Order) -> tuple[list[str], list[str]]:
    """Words from the key outward, first without tones, then with them."""
    words = re.findall(r"\w+", line.left if order == "left" else line.right)
    if order == "left":
        words.reverse()
    return [fold(word) for word in words], [exact(word) for word in words]
