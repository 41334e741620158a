"""Fixity check: reads all WARC files and the database again and compares their digests.

The payload of every capture is compared with its SHA-256 in the database, and the hash of every
revision is recomputed. Files that no row refers to are reported too; a killed run may leave some,
and they are no damage.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

from archive.errors import CaptureProblem
from archive.model import Article
from archive.warc.reader import verified_record_at

Kind = Literal["missing", "changed", "database", "index", "orphan"]
"""A missing file, changed bytes, database or index damage, or a file that no row refers to."""

_CAPTURES = "SELECT warc_file, warc_offset, sha256, url FROM captures ORDER BY 1, 2"
_REVISIONS = """
SELECT revisions.article, number, content_hash, content FROM revisions
WHERE article NOT IN (SELECT article FROM hidden) ORDER BY 1, 2
"""
_UNINDEXED = """
SELECT count(*) FROM articles
WHERE position NOT IN (SELECT id FROM search_index_docsize)
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of the check; `place` is a file, a record of a file, or a row."""

    kind: Kind
    place: str
    detail: str


def verify(
    conn: sqlite3.Connection, folder: Path, progress: Callable[[int, int], None] | None = None
) -> Iterator[Finding]:
    """Check an archive with its WARC files below `folder`; yields nothing for an intact one.

    `progress` is called with (captures done, captures in all).
    """
    yield from _database(conn)
    yield from _revisions(conn)
    total = conn.execute("SELECT count(*) FROM captures").fetchone()[0]
    done = 0
    named: set[str] = set()
    for name, rows in groupby(conn.execute(_CAPTURES), key=lambda row: str(row[0])):
        named.add(name)
        records = [(offset, digest, url) for _, offset, digest, url in rows]
        yield from _file(folder / name, name, records)
        done += len(records)
        if progress:
            progress(done, total)
    for path in sorted((folder / "warc").rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in named:
            yield Finding("orphan", name, "no row names it: `baotinh ingest` would take it in")


def _database(conn: sqlite3.Connection) -> Iterator[Finding]:
    for (line,) in conn.execute("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield Finding("database", "integrity", str(line))
    for table, row, parent, _ in conn.execute("PRAGMA foreign_key_check"):
        yield Finding("database", f"{table} {row}", f"refers to a missing row of {parent}")
    if missing := conn.execute(_UNINDEXED).fetchone()[0]:
        yield Finding(
            "index", "search_index", f"{missing} articles are missing: run `baotinh reindex`"
        )


def _revisions(conn: sqlite3.Connection) -> Iterator[Finding]:
    for article, number, digest, content in conn.execute(_REVISIONS):
        try:
            found = Article.from_dict(json.loads(content)).content_hash()
        except (ValueError, TypeError, KeyError) as error:
            yield Finding("database", f"article {article}, revision {number}", str(error))
            continue
        if found != digest:
            yield Finding("changed", f"article {article}, revision {number}", "content differs")


def _file(path: Path, name: str, records: list[tuple[int, str, str]]) -> Iterator[Finding]:
    try:
        file = path.open("rb")
    except OSError as error:
        yield Finding("missing", name, f"{error.strerror}: {len(records)} captures")
        return
    with file:
        for offset, digest, url in records:
            try:
                record = verified_record_at(file, offset)
            except CaptureProblem as problem:
                yield Finding("changed", f"{name} at {offset}", f"{url}: {problem}")
                continue
            if record is None or hashlib.sha256(record.payload).hexdigest() != digest:
                yield Finding("changed", f"{name} at {offset}", f"{url}: other bytes")
