"""Questions to the archive: words in, hits out, page by page, newest first or by relevance.

A question with tone marks finds tone-exact articles first, then those that match without regard to
tones; a question without marks finds tone-free. Newest first costs what the page costs, however
many hits there are. Relevance scores every hit, so it is given to the newest hits alone where there
are very many, and the answer says so.
"""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass
from datetime import date
from typing import Literal

from archive.db import time_order
from archive.db.reader import snapshot
from archive.search import ranking
from archive.search.filters import Filters
from archive.search.hits import Hit, load_hits
from archive.search.ranking import Cursor
from archive.search.selection import select

Sort = Literal["newest", "relevance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A page of hits; `cursor` asks for the next one and is None on the last.

    `ranked` is the number of the newest hits that relevance was worked out for, where there may be
    more than that; else None. `reached` is the day that the search came back to before its time was
    over; there may be more hits before it, or none.
    """

    hits: tuple[Hit, ...]
    cursor: str | None = None
    ranked: int | None = None
    reached: date | None = None


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
        find = ranking.newest if by_time else ranking.best
        deadline = None
        if within is not None and by_time and selection.tree is not None:
            deadline = time.monotonic() + within
        start = Cursor.read(cursor) if cursor is not None else None
        page = ranking.page(conn, selection, find, limit, start, deadline)
        return Answer(
            hits=tuple(load_hits(conn, selection, [hit.match for hit in page.hits])),
            cursor=str(page.next) if page.next else None,
            ranked=max((hit.among for hit in page.hits), default=0) or None,
            reached=None if page.reached is None else time_order.day_of(page.reached),
        )
