"""Read-only connections to an archive; a crawl may write at the same time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from archive.db import fts, migrations
from archive.db.writer import guard
from archive.errors import NewerArchive, NotAnArchive, OlderArchive

CACHE_KIB = 65_536  # SQLite's own 2 MB hold less than one common word's list of articles


def open_archive(path: Path | str) -> sqlite3.Connection:
    """Open an archive read-only, after checking that this version can read it.

    Raises NotAnArchive for a missing file or one of another kind, StorageFailed for one that cannot
    be read, OlderArchive and NewerArchive for tables of another version, RulesChanged for an index
    made by other text rules.
    """
    path = Path(path)
    if path.is_dir():
        raise NotAnArchive(f"{path} is a folder: give a file in it, such as {path / 'archive.db'}")
    if not path.exists():
        raise NotAnArchive(f"{path} does not exist: crawl or ingest first, or give another file")
    with guard(path):
        conn = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            _check_application_id(conn, path)
            _check_tables(conn, path)
            fts.check_rules(conn)
            conn.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        except BaseException:
            conn.close()
            raise
    return conn


@contextmanager
def reading(path: Path | str) -> Iterator[sqlite3.Connection]:
    """`open_archive` as a context manager; SQLite failures in the block raise StorageFailed."""
    conn = open_archive(path)
    try:
        with guard(path):
            yield conn
    finally:
        conn.close()


@contextmanager
def snapshot(conn: sqlite3.Connection) -> Iterator[None]:
    """A read transaction: several statements see the same data, whatever a writer commits."""
    if conn.in_transaction:
        yield
        return
    conn.execute("BEGIN")
    try:
        yield
    finally:
        conn.rollback()


def _check_application_id(conn: sqlite3.Connection, path: Path) -> None:
    try:
        application_id = conn.execute("PRAGMA application_id").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_NOTADB:
            raise
        application_id = None
    if application_id != migrations.APPLICATION_ID:
        raise NotAnArchive(f"{path} is not a baotinh archive: give another file")


def _check_tables(conn: sqlite3.Connection, path: Path) -> None:
    """Raise for tables of another version, whose results might be silently wrong."""
    db = Database(conn)
    if newer := migrations.newer_migrations(db):
        raise NewerArchive(f"{path} was made by a newer baotinh ({newer[-1]}): upgrade first")
    if missing := migrations.missing(db):
        raise OlderArchive(
            f"{path} was made by an older baotinh (before {missing}): run"
            f" `baotinh migrate --db {path}`, which keeps everything"
        )
