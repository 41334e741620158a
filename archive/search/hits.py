"""Search results as they are shown: title, facts, and the text as printed with the hits marked."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from archive.search import snippets as snippet
from archive.search.query import Tier
from archive.search.selection import Selection

SNIPPET_WORDS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One search result.

    `published` is ISO 8601 as printed, at times a bare date. `headline` and `snippet` are the title
    and the best piece of the text with the hits marked: see archive.search.snippets for their
    forms. `tier` is None without a query.
    """

    id: int
    title: str | None
    published: str | None
    paper: str | None
    section: str | None
    url: str
    headline: str
    snippet: str
    tier: Tier | None


@dataclass(frozen=True, slots=True)
class Match:
    """An article of a selection by its place in time, with the marked text where that is known."""

    place: int
    tier: Tier | None = None
    headline: str | None = None
    snippet: str | None = None


_NAMES = ("id", "title", "published", "paper", "section", "url")
_FACTS = """
SELECT position, articles.id, title, published, paper, section, url
FROM json_each(:places) AS place CROSS JOIN articles ON position = place.value
"""
_BEGINNINGS = """
SELECT position, title, substr(body, 1, 240)
FROM json_each(:places) AS place CROSS JOIN articles ON position = place.value
"""
MARKS = """, highlight(search_index, :title, :mark, :unmark),
    snippet(search_index, :body, :mark, :unmark, '…', :words)"""
"""Columns of the search index that show a hit; their values are those of `marks`."""
# One by one and with a limit: else FTS5 walks on from each place to the next one that matches.
_MARKED = f"""
SELECT rowid{MARKS} FROM search_index WHERE search_index MATCH :match AND rowid = :place LIMIT 1
"""  # noqa: S608 - built from constants
TEXT_COLUMNS: dict[Tier, dict[str, int]] = {
    "exact": {"title": 0, "body": 1},
    "folded": {"title": 2, "body": 3},
}
"""Numbers of the index columns that a tier is highlighted in."""


def marks(tier: Tier) -> dict[str, str | int]:
    """The values that MARKS needs in a tier."""
    return {
        "mark": snippet.OPEN,
        "unmark": snippet.CLOSE,
        "words": SNIPPET_WORDS,
        **TEXT_COLUMNS[tier],
    }


def load_hits(
    conn: sqlite3.Connection, selection: Selection, matches: Sequence[Match]
) -> list[Hit]:
    """The hits of a selection, in their order."""
    places = {"places": json.dumps([it.place for it in matches])}
    facts = {
        row[0]: dict(zip(_NAMES, row[1:], strict=True)) for row in conn.execute(_FACTS, places)
    }
    beginnings = {}
    if any(it.tier is None for it in matches):
        beginnings = {place: texts for place, *texts in conn.execute(_BEGINNINGS, places)}
    found = []
    for it in matches:
        if it.place not in facts:
            continue
        texts: Sequence[str | None] = (it.headline, it.snippet)
        if it.tier is None:
            texts = beginnings[it.place]
        elif it.snippet is None:
            texts = _marked(conn, selection, it.place, it.tier)
        headline, piece = texts
        found.append(
            Hit(**facts[it.place], headline=headline or "", snippet=piece or "", tier=it.tier)
        )
    return found


def _marked(
    conn: sqlite3.Connection, selection: Selection, place: int, tier: Tier
) -> tuple[str | None, str | None]:
    values = {"match": selection.query.highlight()[tier], "place": place, **marks(tier)}
    _, headline, piece = conn.execute(_MARKED, values).fetchone()
    return headline, piece
