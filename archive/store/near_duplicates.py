"""Copies: articles that tell the same in nearly the same words, in one paper or in several.

A text becomes the set of its runs of five syllables, tone-free. Thirty of their hashes, the
smallest of each thirtieth, stand for the set (one-permutation MinHash); three of them at a time
make ten keys, and articles that share a key are compared in full. Two are copies when they share
60 % of their runs. Of each cluster the article that was printed first is the original; the others
name it in `articles.copy_of`, so that a question can count them once. Clusters grow by any pair.
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

RUN = 5
"""Syllables in a run."""
LIKE = 0.6
"""Share of the runs of both that two copies have in common, at least."""
BATCH = 500
"""Articles between two commits."""

_BANDS, _ROWS = 10, 3
_BINS = _BANDS * _ROWS
_COMPARED = 3  # members of a cluster that a new article is held against
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
_ALIKE = """
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
    """One article of a cluster; the one that was printed first is `original`."""

    id: int
    paper: str | None
    published: str | None
    url: str
    title: str | None
    original: bool


def copies(conn: sqlite3.Connection, article: int) -> list[Copy]:
    """The cluster of an article, the original first; the article alone when it has no copies.

    Raises UnknownName.
    """
    root = conn.execute(_ROOT, (article,)).fetchone()
    if root is None:
        raise UnknownName(f"no article {article} in this archive")
    rows = conn.execute(_CLUSTER, {"root": root[0]})
    return [Copy(*row) for row in rows]


def runs_of(title: str | None, body: str) -> frozenset[int]:
    """The hashed runs of syllables of a text; a text shorter than a run is one run."""
    syllables = _SYLLABLE.findall(fold(f"{title or ''}\n{body}"))
    last = max(1, len(syllables) - RUN + 1)
    return frozenset(zlib.crc32(" ".join(syllables[at : at + RUN]).encode()) for at in range(last))


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """Shared runs over all runs of both, 0 to 1."""
    return len(one & other) / len(one | other)


def keys_of(runs: frozenset[int]) -> list[int]:
    """The keys of a text; texts that are copies share at least one with near certainty."""
    smallest: list[int | None] = [None] * _BINS
    for run in runs:
        number, value = run % _BINS, run // _BINS
        known = smallest[number]
        if known is None or value < known:
            smallest[number] = value
    filled = list(_filled(smallest))
    return [_key(band, filled[band * _ROWS :][:_ROWS]) for band in range(_BANDS)]


def find(db: Database, progress: Callable[[int, int], None] | None = None) -> int:
    """Compare all articles that are new or changed since the last time; how many there were.

    `progress` is called with (articles done, articles in all). A batch is one transaction, so a
    killed run goes on from there.
    """
    total: int = db.conn.execute(_COUNT_STALE).fetchone()[0]
    done, after = 0, 0
    while batch := db.conn.execute(_STALE, (after, BATCH)).fetchall():
        with db.atomic():
            for article, content_hash, title, body in batch:
                _compare(db.conn, article, runs_of(title, body))
                db.conn.execute(
                    "INSERT INTO copy_sketches(article, content_hash) VALUES (?, ?)"
                    " ON CONFLICT (article) DO UPDATE SET content_hash = excluded.content_hash",
                    (article, content_hash),
                )
        done, after = done + len(batch), batch[-1][0]
        if progress:
            progress(done, total)
    return done


def forget(conn: sqlite3.Connection, article: int) -> None:
    """Take an article out of its cluster; the copies of an original choose another one."""
    members = [row[0] for row in conn.execute(_MEMBERS, {"root": article}) if row[0] != article]
    conn.execute(
        "UPDATE articles SET copy_of = NULL WHERE id = ? AND copy_of IS NOT NULL", (article,)
    )
    if members:
        _unite(conn, members)
    conn.execute("DELETE FROM copy_bands WHERE article = ?", (article,))
    conn.execute("DELETE FROM copy_sketches WHERE article = ?", (article,))


def _compare(conn: sqlite3.Connection, article: int, runs: frozenset[int]) -> None:
    """Put an article into the cluster of those that it is a copy of."""
    forget(conn, article)
    keys = keys_of(runs)
    asked = _ALIKE.replace("KEYS", ", ".join("?" * len(keys)))
    clusters: dict[int, list[int]] = {}
    for other, root in conn.execute(asked, (*keys, article)).fetchall():
        clusters.setdefault(root, []).append(other)
    joined = [
        root
        for root, others in clusters.items()
        if any(
            likeness(runs, runs_of(*conn.execute(_TEXT, (other,)).fetchone())) >= LIKE
            for other in others[:_COMPARED]
        )
    ]
    if joined:
        members = {row[0] for root in joined for row in conn.execute(_MEMBERS, {"root": root})}
        _unite(conn, [article, *members])
    conn.executemany(
        "INSERT INTO copy_bands(key, article) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(key, article) for key in keys],
    )


def _unite(conn: sqlite3.Connection, members: list[int]) -> None:
    """Make one cluster of these articles."""
    first = conn.execute(_FIRST.replace("IDS", ", ".join(map(str, members)))).fetchone()[0]
    conn.execute(
        "UPDATE articles SET copy_of = NULL WHERE id = ? AND copy_of IS NOT NULL", (first,)
    )
    conn.executemany(
        "UPDATE articles SET copy_of = :first WHERE id = :id AND copy_of IS NOT :first",
        [{"first": first, "id": member} for member in members if member != first],
    )


def _filled(smallest: list[int | None]) -> Iterator[int]:
    """The smallest hashes; an empty place, of a short text, takes that of the next filled one."""
    for number in range(_BINS):
        for step in range(_BINS):
            value = smallest[(number + step) % _BINS]
            if value is not None:
                yield value + step
                break


def _key(band: int, values: list[int]) -> int:
    digest = blake2b(repr((band, values)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
