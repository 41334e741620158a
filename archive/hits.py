"""Search results as they are shown: title, facts, and the text as printed with the hits marked."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from archive import snippet
from archive.question import Tier
from archive.selection import Selection

SNIPPET_WORDS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One search result.

    `published` is ISO 8601 as printed, at times a bare date. `headline` and `snippet` are the title
    and the best piece of the text with the hits marked: see archive.snippet for their forms. `tier`
    is None where nothing was asked.
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


_NAMES = ("id", "title", "published", "paper", "section", "url", "headline", "snippet")
_SHOW = """
SELECT position, articles.id, articles.title, published, paper, section, url,
    highlight(search_index, :title, :mark, :unmark),
    snippet(search_index, :body, :mark, :unmark, '…', :words)
FROM json_each(:places) AS place
CROSS JOIN search_index ON search_index.rowid = place.value
CROSS JOIN articles ON position = place.value
WHERE search_index MATCH :match
"""
_SHOW_UNASKED = """
SELECT position, articles.id, title, published, paper, section, url, title, substr(body, 1, 240)
FROM json_each(:places) AS place CROSS JOIN articles ON position = place.value
"""
SHOWN_COLUMNS: dict[Tier, dict[str, int]] = {
    "exact": {"title": 0, "body": 1},
    "folded": {"title": 2, "body": 3},
}
"""Numbers of the index columns that a tier is highlighted in."""


def show(
    conn: sqlite3.Connection, selection: Selection, places: Sequence[tuple[Tier | None, int]]
) -> list[Hit]:
    """The hits at some places of the selection, each with its tier, in their order."""
    found: dict[int, Hit] = {}
    for tier in dict.fromkeys(tier for tier, _ in places):
        asked: dict[str, Any] = {"places": json.dumps([at for own, at in places if own == tier])}
        if tier is not None:
            asked |= {
                "match": selection.shown()[tier],
                "mark": snippet.OPEN,
                "unmark": snippet.CLOSE,
                "words": SNIPPET_WORDS,
                **SHOWN_COLUMNS[tier],
            }
        statement = _SHOW if tier else _SHOW_UNASKED
        found |= {row[0]: _hit(row[1:], tier) for row in conn.execute(statement, asked)}
    return [found[place] for _, place in places if place in found]


def _hit(values: Sequence[object], tier: Tier | None) -> Hit:
    shown = dict(zip(_NAMES, values, strict=True))
    shown["headline"] = shown["headline"] or ""
    return Hit(**shown, tier=tier)  # type: ignore[arg-type]
