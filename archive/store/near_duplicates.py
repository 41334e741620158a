"""Near-duplicate detection by MinHash and locality-sensitive hashing, in one newspaper or several.

A text becomes the set of its shingles: sequences of five syllables without tones. One-permutation
MinHash sketches the set with 30 hashes, in ten bands of three rows; articles that share a band key
are compared in full, and are copies when the Jaccard similarity of their shingles is at least 0.6.
The original of a cluster is the article that was published first; `articles.copy_of` of the others
is its id, so that a query can count a cluster once. Clustering is single-linkage.
"""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from sqlite_utils import Database

from archive.errors import UnknownName
from archive.vietnamese import fold

SHINGLE_SYLLABLES = 5
MIN_JACCARD = 0.6
"""Two articles with at least this Jaccard similarity are copies."""
BATCH = 500
"""Articles in a transaction."""

_BANDS, _ROWS = 10, 3
_BINS = _BANDS * _ROWS
_MAX_COMPARED = 3  # members of a cluster that a new article is compared with
_SYLLABLE = re.compile(r"\w+")

_STALE = """
SELECT id, content_hash, title, body FROM articles
WHERE id > ? AND content_hash IS NOT
    (SELECT content_hash FROM copy_sketches WHERE article = articles.id)
ORDER BY id LIMIT ?
"""
_COUNT_STALE = """
SELECT count(*) FROM articles WHERE content_hash IS NOT
    (SELECT content_hash FROM copy_sketches WHERE article = articles.id)
"""
_CANDIDATES = """
SELECT DISTINCT articles.id, coalesce(copy_of, articles.id) FROM copy_bands
JOIN articles ON articles.id = article WHERE copy_bands.key IN (KEYS) AND article <> ?
ORDER BY articles.id
"""
_TEXT = "SELECT title, body FROM articles WHERE id = ?"
_MEMBERS = "SELECT id FROM articles WHERE id = :root OR copy_of = :root"
_ROOT = "SELECT coalesce(copy_of, id) FROM articles WHERE id = ?"
_FIRST = "SELECT id FROM articles WHERE id IN (IDS) ORDER BY published IS NULL, position LIMIT 1"
_CLUSTER = """
SELECT id, paper, published, url, title, copy_of IS NULL FROM articles
WHERE id = :root OR copy_of = :root ORDER BY copy_of IS NOT NULL, published IS NULL, position
"""


@dataclass(frozen=True, slots=True)
class Copy:
    """One article of a cluster; the one that was published first is `original`."""

    id: int
    paper: str | None
    published: str | None
    url: str
    title: str | None
    original: bool


def copies(conn: sqlite3.Connection, article: int) -> list[Copy]:
    """The cluster of an article, the original first; only the article when it has no copies.

    Raises UnknownName.
    """
    root = conn.execute(_ROOT, (article,)).fetchone()
    if root is None:
        raise UnknownName(f"no article {article} in this archive")
    rows = conn.execute(_CLUSTER, {"root": root[0]})
    return [Copy(*row) for row in rows]


def shingles_of(title: str | None, body: str) -> frozenset[int]:
    """The hashed shingles of a text; a text shorter than a shingle is one shingle."""
    syllables = _SYLLABLE.findall(fold(f"{title or ''}\n{body}"))
    count, size = max(1, len(syllables) - SHINGLE_SYLLABLES + 1), SHINGLE_SYLLABLES
    return frozenset(
        zlib.crc32(" ".join(syllables[at : at + size]).encode()) for at in range(count)
    )


def jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    """Jaccard similarity of two sets of shingles, 0 to 1."""
    return len(one & other) / len(one | other)


def band_keys(shingles: frozenset[int]) -> list[int]:
    """The LSH keys of a text, one a band; two copies almost certainly share one."""
    minima: list[int | None] = [None] * _BINS
    for shingle in shingles:
        number, value = shingle % _BINS, shingle // _BINS
        smallest = minima[number]
        if smallest is None or value < smallest:
            minima[number] = value
    sketch = list(_densify(minima))
    return [_key(band, sketch[band * _ROWS :][:_ROWS]) for band in range(_BANDS)]


def find_copies(db: Database, progress: Callable[[int, int], None] | None = None) -> int:
    """Cluster the articles that are new or changed since the last call; returns their number.

    `progress` is called with (articles done, articles in all). A batch is one transaction, so a
    killed call continues after the last one.
    """
    total: int = db.conn.execute(_COUNT_STALE).fetchone()[0]
    done, after = 0, 0
    while batch := db.conn.execute(_STALE, (after, BATCH)).fetchall():
        with db.atomic():
            for article, content_hash, title, body in batch:
                _compare(db.conn, article, shingles_of(title, body))
                db.conn.execute(
                    "INSERT INTO copy_sketches(article, content_hash) VALUES (?, ?)"
                    " ON CONFLICT (article) DO UPDATE SET content_hash = excluded.content_hash",
                    (article, content_hash),
                )
        done, after = done + len(batch), batch[-1][0]
        if progress:
            progress(done, total)
    return done


def remove(conn: sqlite3.Connection, article: int) -> None:
    """Remove an article from its cluster; if it was the original, the earliest copy becomes it."""
    members = [row[0] for row in conn.execute(_MEMBERS, {"root": article}) if row[0] != article]
    conn.execute(
        "UPDATE articles SET copy_of = NULL WHERE id = ? AND copy_of IS NOT NULL", (article,)
    )
    if members:
        _merge_cluster(conn, members)
    conn.execute("DELETE FROM copy_bands WHERE article = ?", (article,))
    conn.execute("DELETE FROM copy_sketches WHERE article = ?", (article,))


def _compare(conn: sqlite3.Connection, article: int, shingles: frozenset[int]) -> None:
    """Add an article to the cluster of its copies, and merge clusters that it connects."""
    remove(conn, article)
    keys = band_keys(shingles)
    candidates = _CANDIDATES.replace("KEYS", ", ".join("?" * len(keys)))
    clusters: dict[int, list[int]] = {}
    for other, root in conn.execute(candidates, (*keys, article)).fetchall():
        clusters.setdefault(root, []).append(other)
    joined = [
        root
        for root, others in clusters.items()
        if any(
            jaccard(shingles, shingles_of(*conn.execute(_TEXT, (other,)).fetchone())) >= MIN_JACCARD
            for other in others[:_MAX_COMPARED]
        )
    ]
    if joined:
        members = {row[0] for root in joined for row in conn.execute(_MEMBERS, {"root": root})}
        _merge_cluster(conn, [article, *members])
    conn.executemany(
        "INSERT INTO copy_bands(key, article) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(key, article) for key in keys],
    )


def _merge_cluster(conn: sqlite3.Connection, members: list[int]) -> None:
    """Make one cluster of these articles; the one that was published first is the original."""
    first = conn.execute(_FIRST.replace("IDS", ", ".join(map(str, members)))).fetchone()[0]
    conn.execute(
        "UPDATE articles SET copy_of = NULL WHERE id = ? AND copy_of IS NOT NULL", (first,)
    )
    conn.executemany(
        "UPDATE articles SET copy_of = :first WHERE id = :id AND copy_of IS NOT :first",
        [{"first": first, "id": member} for member in members if member != first],
    )


def _densify(minima: list[int | None]) -> Iterator[int]:
    """Fill the empty bins of a short text by rotation: with the next filled bin plus distance."""
    for number in range(_BINS):
        for step in range(_BINS):
            value = minima[(number + step) % _BINS]
            if value is not None:
                yield value + step
                break


def _key(band: int, values: list[int]) -> int:
    digest = blake2b(repr((band, values)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
