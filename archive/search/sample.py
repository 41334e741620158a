"""A random sample of a selection that anyone can draw again: chance comes from a seed and the ids.

The same seed gives the same articles; what is added to the archive later enters the sample now and
then and shuffles nothing else.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Iterator
from hashlib import blake2b

from archive.db.reader import snapshot
from archive.search.filters import Filters
from archive.search.hits import Hit, Match, load_hits
from archive.search.query import Tier
from archive.search.selection import Selection, select

_IDS = """
SELECT articles.id, place FROM (PLACES)
CROSS JOIN articles INDEXED BY articles_by_position ON position = place
"""


def sample(
    conn: sqlite3.Connection,
    question: str | None,
    filters: Filters | None = None,
    *,
    size: int,
    seed: int = 0,
    exact_only: bool = False,
) -> list[Hit]:
    """So many articles by chance, or all where there are fewer; raises what `search` raises."""
    with snapshot(conn):
        selection = select(conn, question, filters, exact_only=exact_only)
        statement = _IDS.replace("PLACES", selection.places())
        drawn = heapq.nsmallest(
            size, _lots(conn.execute(statement, selection.parameters()), str(seed).encode())
        )
        places = [place for _, place in drawn]
        exact = _exact_ones(conn, selection, places)
        rest: Tier | None = None if selection.tree is None else "folded"
        found = [Match(place, "exact" if place in exact else rest) for place in places]
        return load_hits(conn, selection, found)


def _exact_ones(conn: sqlite3.Connection, selection: Selection, places: list[int]) -> set[int]:
    """Those that show the tones as typed."""
    match = selection.query.disjoint().get("exact")
    if match is None:
        return set()
    found = conn.execute(selection.places(), selection.parameters(match))
    return set(places).intersection(place for (place,) in found)


def _lots(rows: sqlite3.Cursor, seed: bytes) -> Iterator[tuple[bytes, int]]:
    for article, place in rows:
        yield blake2b(b"%d" % article, digest_size=8, key=seed[:64]).digest(), place
