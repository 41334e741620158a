"""Questions to the archive: words in, hits out, page by page, newest first or by relevance.

A question with tone marks finds tone-exact articles first, then those that match without regard to
tones; a question without marks finds tone-free. Newest first costs what the page costs, however
many hits there are. Relevance scores every hit, so it is given to the newest hits alone where there
are very many, and the answer says so.
"""

from __future__ import annotations

import heapq
import re
import sqlite3
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from archive import position
from archive.errors import UsageProblem
from archive.filters import Filters, Scope
from archive.hits import MARKS, Hit, Place, marks, show
from archive.question import Tier
from archive.reader import snapshot
from archive.selection import Selection, count, select
from archive.stretches import stretches

Sort = Literal["newest", "relevance"]

RANKED = 50_000
"""Hits of a tier that relevance is worked out for, the newest ones."""
WALKED = 20_000
"""Hits that are held against the filters before the search goes the other way round."""
FEW = 2_000
"""Articles of a newspaper or section that may be asked one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A page of hits; `cursor` asks for the next one and is None on the last.

    `ranked` is the number of the newest hits that relevance was worked out for, where there were
    more than that; else None. `reached` is the day that the search came back to before its time was
    over; there may be more hits before it, or none.
    """

    hits: tuple[Hit, ...]
    cursor: str | None = None
    ranked: int | None = None
    reached: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many articles there are in all.

    `exact` of them show the tones that were asked, `folded` more match without regard to tones;
    `exact` is None where tones were not asked, `folded` where only they were.
    """

    exact: int | None
    folded: int | None

    @property
    def total(self) -> int:
        """All of them."""
        return (self.exact or 0) + (self.folded or 0)


_CURSOR = re.compile(r"(?P<tier>[efa])(?P<number>\d{1,19})")
_SIGNS: dict[Tier | None, str] = {"exact": "e", "folded": "f", None: "a"}
# A word in the title weighs ten times as much as one in the body. FTS5 works its weights out once
# for a statement, by a walk over all that has the words: so all hits are scored in one statement.
_SCORE = ", bm25(search_index, 10, 1, 10, 1, 2, 2, 0)"
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


def search(  # noqa: PLR0913 - a question and, by name, how to answer it
    conn: sqlite3.Connection,
    question: str | None,
    filters: Filters | None = None,
    *,
    exact_only: bool = False,
    sort: Sort = "newest",
    limit: int = 20,
    cursor: str | None = None,
    within: float | None = None,
) -> Answer:
    """A page of `limit` hits, tone-exact ones first and each tier in `sort` order.

    A rare phrase of common words costs a walk over all articles that have these words. `within`, in
    seconds, lets a page of newest hits end early: with the hits so far, the day it came to, and a
    cursor to go on from there.

    Raises QueryProblem for a question that cannot be read, PeriodProblem, UnknownName and
    UnknownPaper for filters, UsageProblem for a cursor that is of no answer.
    """
    with snapshot(conn):
        selection = select(conn, question, filters, exact_only=exact_only)
        by_time = sort == "newest" or selection.tree is None
        page = _Page(_newest if by_time else _best, limit, *_read_cursor(cursor))
        if within is not None and by_time and selection.tree is not None:
            page.until = time.monotonic() + within
        page.fill(conn, selection)
        found = page.found[:limit]
        hits = show(conn, selection, [it.at for it in found])
        more = found[-1] if len(page.found) > limit else page.stopped
        return Answer(
            hits=tuple(hits),
            cursor=f"{_SIGNS[more.at.tier]}{more.number}" if more else None,
            ranked=max((it.ranked for it in found), default=0) or None,
            reached=position.day_of(more.at.place) if more and more is page.stopped else None,
        )


def counts(
    conn: sqlite3.Connection,
    question: str | None,
    filters: Filters | None = None,
    *,
    exact_only: bool = False,
) -> Counts:
    """How many articles match, by tier; raises what `search` raises."""
    with snapshot(conn):
        selection = select(conn, question, filters, exact_only=exact_only)
        total = count(conn, selection)
        tiers = selection.tiers()
        if exact_only:
            return Counts(exact=total, folded=None)
        if "exact" not in tiers:
            return Counts(exact=None, folded=total)
        exact = count(conn, selection, tiers["exact"])
    return Counts(exact=exact, folded=total - exact)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One tier of a part of the selection: its expression, `limit` places after a `number`."""

    tier: Tier | None
    match: str | None
    number: int
    limit: int


@dataclass(frozen=True, slots=True)
class _Found:
    """A place of the selection; `number` is what a cursor goes on from."""

    at: Place
    number: int
    ranked: int = 0


@dataclass(slots=True)
class _Page:
    """A page while it is filled: one hit more than asked tells that there is another page."""

    find: Callable[[sqlite3.Connection, Selection, _Asked], list[_Found]]
    limit: int
    begin: str | None
    number: int
    until: float | None = None
    found: list[_Found] = field(default_factory=list)
    stopped: _Found | None = None
    is_first: bool = True

    def fill(self, conn: sqlite3.Connection, selection: Selection) -> None:
        """Find the hits, tier by tier and, with a time to keep, stretch by stretch."""
        whole = self.begin is None  # so all hits of the tier before are known
        tiers: list[Tier | None] = [*selection.tiers()] or [None]
        for tier in tiers:
            if self.begin not in (None, _SIGNS[tier]):
                continue
            known = {it.at.place for it in self.found} if whole and self.find is _newest else set()
            for part in self._parts(conn, selection):
                if len(self.found) > self.limit or self._is_late(part, tier):
                    return
                match = None
                if tier:  # known hits need not be searched once more, only passed over
                    match = part.walked(tier) if known else part.tiers()[tier]
                wanted = self.limit + 1 - len(self.found) + len(known)
                here = self.find(conn, part, _Asked(tier, match, self.number, wanted))
                self.found += [it for it in here if it.at.place not in known]
            self.begin, self.number = None, 0

    def _parts(self, conn: sqlite3.Connection, selection: Selection) -> Iterable[Selection]:
        if self.until is None:
            return [selection]
        last = self.number - 1 if self.number else position.LAST
        parts = stretches(conn, selection.scope, last, self.until)
        return (replace(selection, scope=it) for it in parts)

    def _is_late(self, part: Selection, tier: Tier | None) -> bool:
        is_first, self.is_first = self.is_first, False  # a page without a step would never end
        if self.until is None or is_first or time.monotonic() < self.until:
            return False
        self.stopped = _Found(Place(part.scope.last, tier), part.scope.last + 1)
        return True


def _read_cursor(cursor: str | None) -> tuple[str | None, int]:
    """The sign of the tier that it goes on in, and the place or number of the last hit."""
    if cursor is None:
        return None, 0
    match = _CURSOR.fullmatch(cursor)
    if match is None:
        raise UsageProblem(f"“{cursor}” is no cursor: take the one of the page before")
    return match["tier"], int(match["number"])


def _newest(conn: sqlite3.Connection, selection: Selection, asked: _Asked) -> list[_Found]:
    """The newest places of a tier, below a number unless that is 0."""
    scope, tier = selection.scope, asked.tier
    values = selection.parameters(asked.match) | {"limit": asked.limit}
    values["last"] = min(scope.last, asked.number - 1) if asked.number else scope.last
    rows: list[tuple[Any, ...]]
    if tier is None:
        rows = conn.execute(selection.places() + _NEWEST, values).fetchall()
    elif scope.conditions:
        rows = _newest_of_filtered(conn, scope, values)
    else:  # marked on the way: FTS5 would have to come back to each place
        rows = conn.execute(selection.places(MARKS) + _NEWEST, values | marks(tier)).fetchall()
    return [_Found(Place(place, tier, *texts), place) for place, *texts in rows]


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


def _best(conn: sqlite3.Connection, selection: Selection, asked: _Asked) -> list[_Found]:
    """The best places of a tier from a number on, among its newest ones."""
    rows = conn.execute(
        selection.places(_SCORE) + _NEWEST,
        selection.parameters(asked.match) | {"limit": RANKED + 1},
    ).fetchall()
    ranked = RANKED if len(rows) > RANKED else 0
    best = heapq.nsmallest(
        asked.number + asked.limit, rows[:RANKED], key=lambda row: (row[1], -row[0])
    )
    found = [_Found(Place(place, asked.tier), n, ranked) for n, (place, _) in enumerate(best, 1)]
    return found[asked.number :]
