"""A page of hits while it is filled: which walk finds the next places of a selection.

Newest first is the order of the index, and a walk ends when the page is full. Relevance walks over
all hits of a tier, the newest RANKED of them.
"""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from archive.db import time_order
from archive.errors import UsageProblem
from archive.search.filters import Scope
from archive.search.hits import MARKS, Place, marks
from archive.search.query import Tier
from archive.search.selection import Selection
from archive.search.time_windows import stretches

RANKED = 40_000
"""Hits of a tier that relevance is worked out for, the newest ones: 2 to 4 µs each."""
WALKED = 20_000
"""Hits that are held against the filters before the search goes the other way round."""
FEW = 2_000
"""Articles of a newspaper or section that may be asked one by one."""


_CURSOR = re.compile(r"(?P<tier>[efa])(?P<number>\d{1,19})")
_SIGNS: dict[Tier | None, str] = {"exact": "e", "folded": "f", None: "a"}
# A word in the title weighs ten times as much as one in the body. FTS5 works its weights out once
# for a statement, by a walk over all that has the words: so all hits are scored in one statement.
_SCORE = ", bm25(search_index, 10, 1, 10, 1, 2, 2, 0) AS score"
_UNKNOWN = " AND search_index.rowid NOT IN (SELECT value FROM json_each(:known))"
_BEST = """
WITH ranked AS MATERIALIZED (PLACES ORDER BY place DESC LIMIT :ranked)
SELECT place, (SELECT count(*) FROM ranked) FROM ranked
ORDER BY score, place DESC LIMIT :limit OFFSET :number
"""
_NEWEST = " ORDER BY place DESC LIMIT :limit"
_WALK = """
SELECT rowid, EXISTS (
    SELECT 1 FROM articles INDEXED BY articles_by_position
    WHERE position = search_index.rowid AND CONDITIONS)
FROM search_index WHERE search_index MATCH :match AND rowid BETWEEN :first AND :last
ORDER BY rowid DESC
"""
_OTHER_WAY = """
SELECT position FROM articles INDEXED BY NARROW
WHERE position BETWEEN :first AND :last AND CONDITIONS AND EXISTS (
    SELECT 1 FROM search_index WHERE rowid = articles.position AND search_index MATCH :match)
ORDER BY position DESC LIMIT :limit
"""
_SIZE = """
SELECT count(*) FROM (SELECT 1 FROM articles INDEXED BY NARROW
    WHERE position BETWEEN :first AND :last AND CONDITIONS LIMIT :limit)
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """One tier of a part of the selection: its expression, `limit` places after a `number`.

    Places that are `known` from the tier before need not be searched once more, only passed over.
    """

    tier: Tier | None
    match: str | None
    number: int
    limit: int
    known: frozenset[int]


@dataclass(frozen=True, slots=True)
class Found:
    """A place of the selection; `number` is what a cursor goes on from."""

    at: Place
    number: int
    ranked: int = 0


@dataclass(slots=True)
class Page:
    """A page while it is filled: one hit more than asked tells that there is another page."""

    find: Callable[[sqlite3.Connection, Selection, Asked], list[Found]]
    limit: int
    begin: str | None
    number: int
    until: float | None = None
    found: list[Found] = field(default_factory=list)
    stopped: Found | None = None
    is_first: bool = True

    def fill(self, conn: sqlite3.Connection, selection: Selection) -> None:
        """Find the hits, tier by tier and, with a time to keep, stretch by stretch."""
        whole = self.begin is None  # so all hits of the tier before are known
        tiers: list[Tier | None] = [*selection.tiers()] or [None]
        for tier in tiers:
            if self.begin not in (None, _SIGNS[tier]):
                continue
            known = frozenset(it.at.place for it in self.found if whole)
            for part in self._parts(conn, selection):
                if len(self.found) > self.limit or self._is_late(part, tier):
                    return
                match = None
                if tier:
                    match = part.walked(tier) if whole else part.tiers()[tier]
                wanted = self.limit + 1 - len(self.found)
                self.found += self.find(conn, part, Asked(tier, match, self.number, wanted, known))
            self.begin, self.number = None, 0

    def _parts(self, conn: sqlite3.Connection, selection: Selection) -> Iterable[Selection]:
        if self.until is None:
            return [selection]
        last = self.number - 1 if self.number else time_order.LAST
        parts = stretches(conn, selection.scope, last, self.until)
        return (replace(selection, scope=it) for it in parts)

    def _is_late(self, part: Selection, tier: Tier | None) -> bool:
        is_first, self.is_first = self.is_first, False  # a page without a step would never end
        if self.until is None or is_first or time.monotonic() < self.until:
            return False
        self.stopped = Found(Place(part.scope.last, tier), part.scope.last + 1)
        return True


def cursor_of(found: Found) -> str:
    """The cursor that goes on after it."""
    return f"{_SIGNS[found.at.tier]}{found.number}"


def read_cursor(cursor: str | None) -> tuple[str | None, int]:
    """The sign of the tier that it goes on in, and the place or number of the last hit."""
    if cursor is None:
        return None, 0
    match = _CURSOR.fullmatch(cursor)
    if match is None:
        raise UsageProblem(
            f"invalid cursor “{cursor}”: use the one printed under the previous page"
        )
    return match["tier"], int(match["number"])


def newest(conn: sqlite3.Connection, selection: Selection, asked: Asked) -> list[Found]:
    """The newest places of a tier, below a number unless that is 0."""
    scope, tier = selection.scope, asked.tier
    values = selection.parameters(asked.match) | {"limit": asked.limit + len(asked.known)}
    values["last"] = min(scope.last, asked.number - 1) if asked.number else scope.last
    rows: list[tuple[Any, ...]]
    if tier is None:
        rows = conn.execute(selection.places() + _NEWEST, values).fetchall()
    elif scope.conditions:
        rows = _newest_of_filtered(conn, scope, values)
    else:  # marked on the way: FTS5 would have to come back to each place
        rows = conn.execute(selection.places(MARKS) + _NEWEST, values | marks(tier)).fetchall()
    return [
        Found(Place(place, tier, *texts), place)
        for place, *texts in rows
        if place not in asked.known
    ]


def _newest_of_filtered(
    conn: sqlite3.Connection, scope: Scope, asked: dict[str, Any]
) -> list[tuple[int]]:
    """Walk over some hits and look at their filters; if too few fit, walk the shorter way.

    Where the word is in nearly every article and the newspaper is a small one, that way is over the
    articles of the newspaper, asking of each whether it has the word (50 µs, a look-up 0.3 µs).
    """
    found: list[tuple[int]] = []
    walk = conn.execute(_WALK.replace("CONDITIONS", scope.conditions), asked)
    for walked, (place, fits) in enumerate(walk):
        if walked == WALKED and _is_small(conn, scope, asked | {"last": place}):
            other_way = _with_conditions(_OTHER_WAY, scope)
            rest = asked | {"last": place, "limit": asked["limit"] - len(found)}
            return found + conn.execute(other_way, rest).fetchall()
        if fits:
            found.append((place,))
            if len(found) == asked["limit"]:
                break
    return found


def _is_small(conn: sqlite3.Connection, scope: Scope, asked: dict[str, Any]) -> bool:
    """Whether the filters leave so few articles that each may be asked."""
    if scope.narrow is None:
        return False
    counted = conn.execute(_with_conditions(_SIZE, scope), asked | {"limit": FEW + 1})
    size: int = counted.fetchone()[0]
    return size <= FEW


def _with_conditions(statement: str, scope: Scope) -> str:
    return statement.replace("NARROW", scope.narrow or "").replace("CONDITIONS", scope.conditions)


def best(conn: sqlite3.Connection, selection: Selection, asked: Asked) -> list[Found]:
    """The best places of a tier from a number on, among its newest ones."""
    number = asked.number
    values: dict[str, Any] = {"ranked": RANKED, "limit": asked.limit, "number": number}
    places = selection.places(_SCORE)
    if asked.known:
        places += _UNKNOWN
        values["known"] = json.dumps(sorted(asked.known))
    rows = conn.execute(
        _BEST.replace("PLACES", places), selection.parameters(asked.match) | values
    ).fetchall()
    return [
        Found(Place(place, asked.tier), n, ranked if ranked == RANKED else 0)
        for n, (place, ranked) in enumerate(rows, number + 1)
    ]
