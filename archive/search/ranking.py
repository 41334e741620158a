"""Ranks the hits of a selection: newest first, or by relevance (BM25).

Newest first is the order of the index, and a scan ends when the page is full. Relevance scores all
hits of a tier, the newest RANKED of them.
"""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from archive.db import time_order
from archive.errors import UsageProblem
from archive.search.filters import Scope
from archive.search.hits import MARKS, Match, marks
from archive.search.query import Tier
from archive.search.selection import Selection
from archive.search.time_windows import time_windows

RANKED = 40_000
"""Hits of a tier that relevance is worked out for, the newest ones: 2 to 4 µs each."""
SCANNED = 20_000
"""Hits that are held against the filters before the search goes the other way round."""
FEW = 2_000
"""Articles of a newspaper or section that may be looked up one by one."""


_CURSOR = re.compile(r"(?P<tier>[efa])(?P<after>\d{1,19})")
_LETTERS: dict[Tier | None, str] = {"exact": "e", "folded": "f", None: "a"}
_TIERS = {letter: tier for tier, letter in _LETTERS.items()}
# A word in the title weighs ten times as much as one in the body. FTS5 works its weights out once
# for a statement, by a scan of all that has the words: so all hits are scored in one statement.
_SCORE = ", bm25(search_index, 10, 1, 10, 1, 2, 2, 0) AS score"
_SKIP = " AND search_index.rowid NOT IN (SELECT value FROM json_each(:skip))"
_BEST = """
WITH ranked AS MATERIALIZED (PLACES ORDER BY place DESC LIMIT :ranked)
SELECT place, (SELECT count(*) FROM ranked) FROM ranked
ORDER BY score, place DESC LIMIT :limit OFFSET :after
"""
_NEWEST = " ORDER BY place DESC LIMIT :limit"
_SCAN = """
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
class Cursor:
    """Where a page begins: in which tier, after which place or, by relevance, which rank."""

    tier: Tier | None
    after: int

    @classmethod
    def read(cls, text: str) -> Cursor:
        """The inverse of str(); raises UsageProblem."""
        match = _CURSOR.fullmatch(text)
        if match is None:
            raise UsageProblem(
                f"invalid cursor “{text}”: use the one printed under the previous page"
            )
        return cls(_TIERS[match["tier"]], int(match["after"]))

    def __str__(self) -> str:
        return f"{_LETTERS[self.tier]}{self.after}"


@dataclass(frozen=True, slots=True)
class Window:
    """One tier of the hits, in one period of time; those up to `after` are on an earlier page.

    `match` finds the tier; where it is `nested`, with the hits of the tier before it.
    """

    selection: Selection
    tier: Tier | None
    match: str | None
    nested: bool
    after: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """A hit, and the cursor behind it; `among` is how many were scored, where there are more."""

    match: Match
    cursor: Cursor
    among: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A page of hits and where the next one begins.

    `reached` is the place that the search had come back to when its time was over.
    """

    hits: list[Ranked]
    next: Cursor | None = None
    reached: int | None = None


Find = Callable[[sqlite3.Connection, Window, int, frozenset[int]], list[Ranked]]
"""Finds so many hits of a window, without those at some places."""


def page(
    conn: sqlite3.Connection,
    selection: Selection,
    find: Find,
    limit: int,
    cursor: Cursor | None,
    deadline: float | None = None,
) -> Page:
    """The hits after a cursor, tier by tier; by a deadline of time.monotonic(), those so far."""
    hits: list[Ranked] = []  # one more than `limit` means that there is another page
    for number, window in enumerate(_windows(conn, selection, cursor, deadline)):
        if len(hits) > limit:
            break
        # The first window is always searched: a page without a step would never end.
        if deadline is not None and number and time.monotonic() >= deadline:
            last = window.selection.scope.last
            return Page(hits, Cursor(window.tier, last + 1), last)
        earlier = (hit.match for hit in hits if window.nested and hit.match.tier != window.tier)
        skip = frozenset(match.place for match in earlier)
        hits += find(conn, window, limit + 1 - len(hits), skip)
    return Page(hits[:limit], hits[limit - 1].cursor if len(hits) > limit else None)


def _windows(
    conn: sqlite3.Connection, selection: Selection, cursor: Cursor | None, deadline: float | None
) -> Iterator[Window]:
    """What is searched one after the other: the tiers and, with a deadline, periods of each."""
    tiers: list[Tier | None] = [*selection.query.highlight()] or [None]
    nested = cursor is None  # so all hits of the tier before are known
    if cursor is not None:
        tiers = tiers[tiers.index(cursor.tier) :] if cursor.tier in tiers else []
    after = cursor.after if cursor else 0
    for tier in tiers:
        parts: Iterator[Selection] = iter([selection])
        if deadline is not None:
            last = after - 1 if after else time_order.LAST
            scopes = time_windows(conn, selection.scope, last, deadline)
            parts = (replace(selection, scope=scope) for scope in scopes)
        for part in parts:
            match = None
            if tier:
                match = (part.query.nested() if nested else part.query.disjoint())[tier]
            yield Window(part, tier, match, nested, after)
        after = 0


def newest(
    conn: sqlite3.Connection, window: Window, limit: int, skip: frozenset[int]
) -> list[Ranked]:
    """The newest hits of a window."""
    selection, tier = window.selection, window.tier
    scope = selection.scope
    values = selection.parameters(window.match) | {"limit": limit + len(skip)}
    values["last"] = min(scope.last, window.after - 1) if window.after else scope.last
    rows: list[tuple[Any, ...]]
    if tier is None:
        rows = conn.execute(selection.places() + _NEWEST, values).fetchall()
    elif scope.conditions:
        rows = _newest_of_filtered(conn, scope, values)
    else:  # marked on the way: FTS5 would have to come back to each place
        rows = conn.execute(selection.places(MARKS) + _NEWEST, values | marks(tier)).fetchall()
    return [
        Ranked(Match(place, tier, *texts), Cursor(tier, place))
        for place, *texts in rows
        if place not in skip
    ]


def _newest_of_filtered(
    conn: sqlite3.Connection, scope: Scope, values: dict[str, Any]
) -> list[tuple[int]]:
    """Scan some hits and look at their filters; if too few fit, take the shorter way.

    Where the word is in nearly every article and the newspaper is a small one, that way is over the
    articles of the newspaper, asking of each whether it has the word (50 µs, a look-up 0.3 µs).
    """
    found: list[tuple[int]] = []
    scan = conn.execute(_SCAN.replace("CONDITIONS", scope.conditions), values)
    for scanned, (place, fits) in enumerate(scan):
        if scanned == SCANNED and _is_small(conn, scope, values | {"last": place}):
            other_way = _with_conditions(_OTHER_WAY, scope)
            rest = values | {"last": place, "limit": values["limit"] - len(found)}
            return found + conn.execute(other_way, rest).fetchall()
        if fits:
            found.append((place,))
            if len(found) == values["limit"]:
                break
    return found


def _is_small(conn: sqlite3.Connection, scope: Scope, values: dict[str, Any]) -> bool:
    """Whether so few articles pass the filters that each may be looked up."""
    if scope.narrow is None:
        return False
    counted = conn.execute(_with_conditions(_SIZE, scope), values | {"limit": FEW + 1})
    size: int = counted.fetchone()[0]
    return size <= FEW


def _with_conditions(statement: str, scope: Scope) -> str:
    return statement.replace("NARROW", scope.narrow or "").replace("CONDITIONS", scope.conditions)


def best(
    conn: sqlite3.Connection, window: Window, limit: int, skip: frozenset[int]
) -> list[Ranked]:
    """The best hits of a tier from a rank on, among its newest ones."""
    values: dict[str, Any] = {"ranked": RANKED, "limit": limit, "after": window.after}
    places = window.selection.places(_SCORE)
    if skip:
        places += _SKIP
        values["skip"] = json.dumps(sorted(skip))
    rows = conn.execute(
        _BEST.replace("PLACES", places), window.selection.parameters(window.match) | values
    ).fetchall()
    return [
        Ranked(
            Match(place, window.tier),
            Cursor(window.tier, rank),
            among if among == RANKED else 0,
        )
        for rank, (place, among) in enumerate(rows, window.after + 1)
    ]
